import type { ReactElement } from 'react'
import type { HostView } from '../../../src/domain/board'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

/** The head of a host's column on the wall. */
export function WallHost({ host }: { readonly host: HostView }): ReactElement {
  return (
    <h2 className="wall-host">
      <b className="ell">{host.name}</b>
      <HostWord connection={host.connection} />
    </h2>
  )
}

function HostWord({ connection }: Pick<HostView, 'connection'>): ReactElement {
  const { t } = useTranslation(['board', 'states'])
  const language = useLanguage()
  const sinceMs = connection.kind === 'unreachable' ? connection.sinceMs : 0
  const time = useClock((nowMs) => formatMoment(sinceMs, nowMs, language))
  switch (connection.kind) {
    case 'connected':
      return (
        <StateWord tone="ok" shape="ok" quiet>
          {t('states:connected')}
        </StateWord>
      )
    case 'connecting':
      return (
        <StateWord tone="idle" shape="wait">
          {t('states:connecting')}
        </StateWord>
      )
    case 'unreachable':
      return (
        <StateWord tone="lost" shape="lost">
          {t('wallView.since', { time })}
        </StateWord>
      )
  }
}
