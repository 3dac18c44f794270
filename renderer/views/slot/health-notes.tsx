import { type ReactElement, useState } from 'react'
import type { ServiceHealthView } from '../../../src/contract/health-contract'
import { describeHealthNote } from '../../../src/domain/describe-health'
import { formatClock } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

const usual = 4

/** What happened to the services in the span, newest first: ends, restarts, kills, verdicts, new containers. */
export function HealthNotes({ services }: { readonly services: readonly ServiceHealthView[] }): ReactElement | null {
  const { t } = useTranslation('health')
  const language = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const notes = services
    .flatMap(({ service, notes: own }) => own.map((note) => ({ service, note })))
    .sort((a, b) => b.note.atMs - a.note.atMs)
  if (notes.length === 0) return null
  const shown = isWhole ? notes : notes.slice(0, usual)
  return (
    <ol className="hnotes" aria-label={t('happened')}>
      {shown.map(({ service, note }, index) => (
        <li key={`${service} ${note.atMs} ${index}`} data-kind={note.kind}>
          <time className="tx3">{formatClock(note.atMs, true)}</time>
          <b>{service}</b>
          <span>{describeHealthNote(note, language)}</span>
        </li>
      ))}
      {notes.length > usual && (
        <li>
          <button type="button" className="link" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('fewer') : t('more', { count: notes.length - usual })}
          </button>
        </li>
      )}
    </ol>
  )
}
