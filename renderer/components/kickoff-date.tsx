import type { ReactElement } from 'react'
import type { Kickoff } from '../../src/domain/kickoff'
import { formatKickoffDate } from '../format/time'
import { useLanguage } from '../i18n/use-translation'

/** The day of a kickoff, nothing where its tag holds none. The tooltip has the year. */
export function KickoffDate({ kickoff }: { readonly kickoff: Kickoff | null }): ReactElement | null {
  const language = useLanguage()
  const date = kickoff?.date ?? null
  if (date === null) return null
  return (
    <span className="date" title={date}>
      {formatKickoffDate(date, language)}
    </span>
  )
}
