import type { ReactElement } from 'react'
import type { HostConnection as Connection } from '../../src/domain/board'
import { useClock } from '../format/clock'
import { formatDuration } from '../format/time'
import { useLanguage, useTranslation } from '../i18n/use-translation'
import { StateWord } from './state-shape'

/** A host by name with how it is reached, in the top bar. */
export function HostConnection({
  name,
  connection,
}: {
  readonly name: string
  readonly connection: Connection
}): ReactElement {
  const { t } = useTranslation('states')
  switch (connection.kind) {
    case 'connected':
      return (
        <>
          <StateWord tone="ok" shape="ok" />
          <b>{name}</b>{' '}
          <span className="how">
            {t('connected')} {Math.round(connection.latencyMs)} ms
          </span>
        </>
      )
    case 'connecting':
      return (
        <>
          <StateWord tone="idle" shape="wait" />
          <b>{name}</b> <span className="how">{t('connecting')}</span>
        </>
      )
    case 'unreachable':
      return (
        <>
          <StateWord tone="lost" shape="lost" />
          <b>{name}</b> <UnreachableFor sinceMs={connection.sinceMs} />
        </>
      )
  }
}

function UnreachableFor({ sinceMs }: { readonly sinceMs: number }): ReactElement {
  const { t } = useTranslation('app')
  const language = useLanguage()
  const time = useClock((nowMs) => formatDuration(nowMs - sinceMs, language))
  return <span className="how">{t('unreachableFor', { time })}</span>
}
