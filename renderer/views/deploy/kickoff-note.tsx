import type { ReactElement } from 'react'
import type { KickoffReading, ReleaseOption, ReleaseSource } from '../../../src/contract/release-option'
import { useTranslation } from '../../i18n/use-translation'
import { WarningNote } from './warning-note'

type KickoffNoteProps = {
  readonly releases: readonly ReleaseOption[]
  readonly sources: readonly ReleaseSource[]
  readonly kickoffs: KickoffReading | null
}

/** Why tags do not read as kickoffs: what the pattern in force would match, and why that of the slots file is not in force. */
export function KickoffNote({ releases, sources, kickoffs }: KickoffNoteProps): ReactElement | null {
  const { t } = useTranslation('deploy')
  if (kickoffs === null) return null
  const { pattern, by, refused, example } = kickoffs
  const isAsking = sources.some(({ state }) => state.kind === 'asking')
  const matchesNone = !isAsking && releases.length > 0 && releases.every(({ kickoff }) => kickoff === null)
  if (refused === null && !matchesNone) return null
  return (
    <WarningNote>
      {refused !== null && <>{t(`kickoffs.${refused.reason}`, { pattern: refused.pattern })} </>}
      {matchesNone && <>{t(`kickoffs.none.${by}`, { pattern })} </>}
      {example === null ? t('kickoffs.noExample') : t('kickoffs.example', { example })}
    </WarningNote>
  )
}
