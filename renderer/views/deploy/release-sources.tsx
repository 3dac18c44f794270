import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseSource } from '../../../src/contract/release-option'
import { describeError, type Language } from '../../../src/domain/berth-error'
import { parseImageReference } from '../../../src/domain/image-reference'
import { StateShape } from '../../components/state-shape'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-language'

/** What is to be said of where the builds were looked for: who is still asked, who refused, and what is not the whole. */
export function ReleaseSources({ sources }: { readonly sources: readonly ReleaseSource[] }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const asked = sources.filter(({ state }) => state.kind === 'asking').map(registryOf)
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
      {failures(sources, language).map(({ services, words }) => (
        <p key={words} className="meta source-failed">
          <span className="st st-warn">
            <StateShape name="warn" />
          </span>
          <span>
            <b>{services.join(', ')}</b> {words}
          </span>
        </p>
      ))}
    </>
  )
}

/** One registry that fails for three services in one way is one failure. */
function failures(sources: readonly ReleaseSource[], language: Language) {
  const byCause = new Map<string, { readonly words: string; readonly services: string[] }>()
  for (const source of sources) {
    const { state, services } = source
    if (state.kind !== 'failed') continue
    const cause = `${registryOf(source)} ${state.error.code}`
    const known = byCause.get(cause)
    const { message, hint } = describeError(state.error, language)
    byCause.set(cause, {
      words: known?.words ?? `${message} ${hint}`,
      services: [...(known?.services ?? []), ...services],
    })
  }
  return [...byCause.values()]
}

function registryOf({ repository }: ReleaseSource): string {
  return parseImageReference(repository)?.registry ?? repository
}
