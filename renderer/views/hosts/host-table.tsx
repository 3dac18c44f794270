import type { ReactElement } from 'react'
import { type BerthErrorData, describeError } from '../../../src/domain/berth-error'
import type { HostBoard, HostView } from '../../../src/domain/board'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { HostTags } from '../../components/host-tags'
import { StateWord } from '../../components/state-shape'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'
import { HostMeasures } from '../metrics/host-measures'
import { HostActions } from './host-actions'
import type { HostQuestion } from './host-dialog'
import { type HostOrder, useHostOrder } from './use-host-order'

type HostTableProps = { readonly hosts: readonly HostBoard[]; readonly ask: (question: HostQuestion) => void }

/** All hosts with what is known of them; a host that can't be reached says why and what to do. */
export function HostTable({ hosts, ask }: HostTableProps): ReactElement {
  const { t } = useTranslation('hosts')
  const order = useHostOrder()
  const { moved } = order
  return (
    <>
      <table className="tbl hosttable">
        <caption className="vh">{t('list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('head.name')}</th>
            <th scope="col">{t('head.address')}</th>
            <th scope="col">{t('head.state')}</th>
            <th scope="col">{t('head.docker')}</th>
            <th scope="col">{t('head.slots')}</th>
            <th scope="col">{t('head.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map((entry) => (
            <HostLines key={entry.host.id} entry={entry} ask={ask} order={order} />
          ))}
        </tbody>
      </table>
      <p className="vh" role="status">
        {moved !== null && t('moved', { host: moved.name, place: moved.place, count: hosts.length })}
      </p>
    </>
  )
}

type HostLinesProps = Pick<HostTableProps, 'ask'> & { readonly entry: HostBoard; readonly order: HostOrder }

function HostLines({ entry, ask, order }: HostLinesProps): ReactElement {
  const { t } = useTranslation('hosts')
  const { host, slots } = entry
  const isSet = useSettingsStore((state) => state.settings.hosts.some((setting) => setting.id === host.id))
  return (
    <>
      <tr data-host={host.name} onKeyDown={(event) => order.onKeyDown(host.id, event)}>
        <td>
          <div className="flex">
            <b className="ell" title={host.name}>
              {host.name}
            </b>
            <HostTags host={host} />
          </div>
        </td>
        <td className="ell">
          <code title={host.address}>{host.address}</code>
        </td>
        <td>
          <ConnectionState connection={host.connection} />
        </td>
        <td>
          {host.engineVersion === null ? (
            <span className="tx3">{t('notKnown')}</span>
          ) : (
            t('docker', { version: host.engineVersion, api: host.apiVersion ?? '?' })
          )}
        </td>
        <td>{slots.length}</td>
        <td className="do">
          <HostActions host={host} isSet={isSet} ask={ask} move={order.move} />
        </td>
      </tr>
      <HostError host={host} />
      {host.connection.kind === 'connected' && (
        <tr className="more">
          <td colSpan={6}>
            <HostMeasures host={host} />
          </td>
        </tr>
      )}
      {!isSet && (
        <tr className="more">
          <td colSpan={6} className="meta tx3">
            {t('implicit')}
          </td>
        </tr>
      )}
    </>
  )
}

function ConnectionState({ connection }: Pick<HostView, 'connection'>): ReactElement {
  const { t } = useTranslation(['hosts', 'states'])
  switch (connection.kind) {
    case 'connected':
      return (
        <StateWord tone="ok" shape="ok" quiet>
          {t('connected', { latency: Math.round(connection.latencyMs) })}
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
          {t('states:unreachable')}
        </StateWord>
      )
  }
}

function HostError({ host }: { readonly host: HostView }): ReactElement | null {
  if (host.connection.kind !== 'unreachable') return null
  return (
    <tr className="more">
      <td colSpan={6}>
        <ErrorLine hostId={host.id} error={host.connection.error} />
      </td>
    </tr>
  )
}

function ErrorLine({ hostId, error }: { readonly hostId: string; readonly error: BerthErrorData }): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const { message, hint } = describeError(error, useLanguage())
  return (
    <div className="flex">
      <p className="grow">
        <span className="why">{message}</span> <span className="meta tx2">{hint}</span>
      </p>
      <Button size="s" onClick={() => void client.request('retry-host', { hostId }).catch(reportError)}>
        {t('retry')}
      </Button>
    </div>
  )
}
