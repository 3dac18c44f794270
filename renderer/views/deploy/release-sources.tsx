import type { ReactElement } from 'react'
import type { ReleaseSource } from '../../../src/contract/release-option'
import { describeError, type Language } from '../../../src/domain/berth-error'
import { parseImageReference, registryName } from '../../../src/domain/image-reference'
import { registryOutcome } from '../../../src/domain/registry-outcome'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { formatCount } from '../../format/count'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type ReleaseSourcesProps = {
  readonly sources: readonly ReleaseSource[]
  /** A registry refuses, and the person wants to tell it who they are. */
  readonly onSignIn: (registry: string) => void
}

/** What is to be said of where the builds were looked for: who is still asked, who refused, and what is not the whole. */
export function ReleaseSources({ sources, onSignIn }: ReleaseSourcesProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const asked = sources.filter(({ state }) => state.kind === 'asking').map(registryOf)
  const kept = oldestKept(sources)
  const through = new Map(
    sources.flatMap((one) =>
      one.through === null || one.state.kind !== 'listed' ? [] : [[registryOf(one), one.through] as const],
    ),
  )
  const cut = sources.flatMap(({ repository, state }) =>
    state.kind === 'listed' && !state.isWhole ? [{ repository, formatted: formatCount(state.tags, language) }] : [],
  )
  return (
    <>
      {kept !== null && (
        <p className="meta tx2" role="status">
          <TimeText
            atMs={kept.atMs}
            format={(atMs, nowMs, lang) =>
              t('keptAsking', { when: formatMoment(atMs, nowMs, lang), registry: kept.registry })
            }
          />
        </p>
      )}
      {asked.length > 0 && (
        <p className="meta tx2" role="status">
          {t('asking', { registry: [...new Set(asked)].join(', ') })}
        </p>
      )}
      {[...through].map(([registry, host]) => (
        <p key={registry} className="meta tx2">
          {t('askedThrough', { registry, host })}
        </p>
      ))}
      {cut.map(({ repository, formatted }) => (
        <p key={repository} className="meta tx2">
          {t('notWhole', { repository, formatted })}
        </p>
      ))}
      {failures(sources, language).map((failure) => (
        <FailedSource key={failure.words} failure={failure} onSignIn={onSignIn} />
      ))}
    </>
  )
}

/** `refusedBy`: the registry, where another login may help. */
type SourceFailure = {
  readonly words: string
  readonly services: readonly string[]
  readonly refusedBy: string | null
  /** When the tags were listed that are shown nonetheless. */
  readonly listedAtMs: number | null
}

type FailedSourceProps = { readonly failure: SourceFailure } & Pick<ReleaseSourcesProps, 'onSignIn'>

function FailedSource({ failure, onSignIn }: FailedSourceProps): ReactElement {
  const { t } = useTranslation(['deploy', 'registries'])
  const { services, words, refusedBy, listedAtMs } = failure
  return (
    <p className="meta source-failed">
      <span className="st st-warn">
        <StateShape name="warn" />
      </span>
      <span>
        <b>{services.join(', ')}</b> {words}{' '}
        {listedAtMs !== null && (
          <TimeText
            atMs={listedAtMs}
            format={(atMs, nowMs, lang) => t('listedThen', { when: formatMoment(atMs, nowMs, lang) })}
          />
        )}
      </span>
      {refusedBy !== null && (
        <Button
          size="s"
          aria-label={t('registries:signInTo', { registry: refusedBy })}
          aria-haspopup="dialog"
          onClick={() => onSignIn(refusedBy)}
        >
          {t('registries:signIn')}
        </Button>
      )}
    </p>
  )
}

/** What an earlier run listed, with the oldest of its times. */
function oldestKept(sources: readonly ReleaseSource[]): { readonly atMs: number; readonly registry: string } | null {
  const kept = sources.flatMap((one) => (one.state.kind === 'kept' ? [{ one, atMs: one.state.atMs }] : []))
  if (kept.length === 0) return null
  const registries = new Set(kept.map(({ one }) => registryOf(one)))
  return { atMs: Math.min(...kept.map(({ atMs }) => atMs)), registry: [...registries].join(', ') }
}

/** One registry that fails for three services in one way is one failure. */
function failures(sources: readonly ReleaseSource[], language: Language) {
  const byCause = new Map<string, SourceFailure>()
  for (const source of sources) {
    const { state, services } = source
    if (state.kind !== 'failed') continue
    const cause = `${registryOf(source)} ${state.error.code}`
    const known = byCause.get(cause)
    const { message, hint } = describeError(state.error, language)
    byCause.set(cause, {
      words: known?.words ?? `${message} ${hint}`,
      listedAtMs: state.listedAtMs,
      services: [...(known?.services ?? []), ...services],
      refusedBy: registryOutcome(state.error) === 'refused' ? registryOf(source) : null,
    })
  }
  return [...byCause.values()]
}

function registryOf({ repository }: ReleaseSource): string {
  return registryName(parseImageReference(repository)?.registry ?? repository)
}
