import { memo, type ReactElement } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import type { HostView } from '../../../src/domain/board'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { HostTags } from '../../components/host-tags'
import { Icon } from '../../components/icon'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'
import { useSampleStore } from '../../stores/sample-store'

type HostBarProps = { readonly host: HostView; readonly hasRows: boolean }

/** The line over a host's rows: where it is, what it runs, and how it is reached. */
export const HostBar = memo(function HostBar({ host, hasRows }: HostBarProps): ReactElement {
  const { t } = useTranslation('board')
  const isSample = useSampleStore((state) => state.isSample)
  return (
    <div role="row">
      <div role="gridcell" className="hostbar">
        <h2>
          <Icon name="host" />
          {host.name}
        </h2>
        {!isSample && <code className="ell">{host.address}</code>}
        <HostTags host={host} />
        {host.connection.kind !== 'unreachable' && host.engineVersion !== null && (
          <span className="number">{t('host.docker', { version: host.engineVersion })}</span>
        )}
        {host.connection.kind === 'unreachable' && <Unreachable host={host} hasRows={hasRows} />}
        <span className="grow" />
        {host.connection.kind === 'unreachable' && <NextTry host={host} nextTryAtMs={host.connection.nextTryAtMs} />}
        <ConnectionWord connection={host.connection} />
      </div>
    </div>
  )
})

function Unreachable({ host, hasRows }: HostBarProps): ReactElement | null {
  const { t } = useTranslation('board')
  const language = useLanguage()
  if (host.connection.kind !== 'unreachable') return null
  const { message, hint } = describeError(host.connection.error, language)
  return (
    <span className="why-lost ell" title={`${message} ${hint}`}>
      {message} {hasRows ? t('host.rowsOld') : hint}
    </span>
  )
}

function NextTry({
  host,
  nextTryAtMs,
}: {
  readonly host: HostView
  readonly nextTryAtMs: number | null
}): ReactElement {
  const { t } = useTranslation('board')
  const client = useClient()
  const seconds = useClock((nowMs) =>
    nextTryAtMs === null ? -1 : Math.max(0, Math.ceil((nextTryAtMs - nowMs) / 1_000)),
  )
  const tryNow = (): void => void client.request('retry-host', { hostId: host.id }).catch(reportError)
  return (
    <>
      {seconds >= 0 && <span>{seconds === 0 ? t('host.trying') : t('host.nextTry', { seconds })}</span>}
      <Button size="s" onClick={tryNow}>
        {t('host.tryNow')}
      </Button>
    </>
  )
}

function ConnectionWord({ connection }: { readonly connection: HostView['connection'] }): ReactElement {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const seenAtMs = connection.kind === 'connected' ? null : connection.lastSeenAtMs
  const seen = useClock((nowMs) => (seenAtMs === null ? '' : formatMoment(seenAtMs, nowMs, language)))
  switch (connection.kind) {
    case 'connected':
      return (
        <StateWord tone="ok" shape="ok" quiet>
          {t('host.connected', { latency: Math.round(connection.latencyMs) })}
        </StateWord>
      )
    case 'connecting':
      return (
        <StateWord tone="idle" shape="wait">
          {seen === '' ? t('host.connecting') : t('host.connectingOld', { time: seen })}
        </StateWord>
      )
    case 'unreachable':
      return (
        <StateWord tone="lost" shape="lost">
          {seen === '' ? t('host.unreachable') : t('host.unreachableOld', { time: seen })}
        </StateWord>
      )
  }
}
