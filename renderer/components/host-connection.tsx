import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostConnection as Connection } from '../../src/domain/board'
import { formatDuration } from '../format/time'
import { StateWord } from './state-shape'
import { TimeText } from './time-text'

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
          <b>{name}</b> {t('connected')} {Math.round(connection.latencyMs)} ms
        </>
      )
    case 'connecting':
      return (
        <>
          <StateWord tone="idle" shape="wait" />
          <b>{name}</b> {t('connecting')}
        </>
      )
    case 'unreachable':
      return (
        <>
          <StateWord tone="lost" shape="lost" />
          <b>{name}</b> {t('unreachable')}{' '}
          <TimeText
            atMs={connection.sinceMs}
            format={(atMs, nowMs, language) => formatDuration(nowMs - atMs, language)}
          />
        </>
      )
  }
}
