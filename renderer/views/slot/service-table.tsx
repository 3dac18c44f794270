import type { ReactElement } from 'react'
import type { HostView, ServiceView, SlotView } from '../../../src/domain/board'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatAgo, formatUptime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { lastSeenServiceLook, serviceLook, shortRevision } from '../board/service-look'
import { isOld } from '../board/slot-look'
import { serviceColor } from '../logs/service-color'
import { CpuCell, MemoryCell } from '../metrics/metric-cells'
import type { ServiceFigures } from '../metrics/metrics-session'
import { useSlotMetrics } from '../metrics/use-slot-metrics'
import { useServiceReason } from './service-reason'
import { ServiceActions } from './service-actions'
import { isUp } from './slot-block'

type ServiceTableProps = { readonly host: HostView; readonly slot: SlotView }

/** A slot's services: state and why, what runs, what it uses, restarts, uptime, and what can be done to each. */
export function ServiceTable({ host, slot }: ServiceTableProps): ReactElement {
  const { t } = useTranslation(['slot', 'metrics'])
  const metrics = useSlotMetrics(slot.hostId, slot.name)
  const names = slot.services.map(({ name }) => name)
  return (
    <section className="card clip">
      <table className="tbl services" aria-label={t('services')}>
        <thead>
          <tr>
            <th className="col-name">{t('service')}</th>
            <th>{t('state')}</th>
            <th className="col-rev">{t('revision')}</th>
            <th className="col-cpu">{t('metrics:cpuHead')}</th>
            <th className="col-memory">{t('metrics:memoryHead')}</th>
            <th className="col-num">{t('restarts')}</th>
            <th className="col-up">{t('uptime')}</th>
            <th className="col-act">
              <span className="vh">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {slot.services.map((service) => (
            <ServiceRow
              key={service.name}
              host={host}
              slot={slot}
              service={service}
              figures={metrics.services.get(service.name)}
              color={serviceColor(service.name, names)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type ServiceRowProps = ServiceTableProps & {
  readonly service: ServiceView
  readonly figures: ServiceFigures | undefined
  readonly color: string
}

function ServiceRow({ host, slot, service, figures, color }: ServiceRowProps): ReactElement {
  const { t } = useTranslation('slot')
  const { t: word } = useTranslation('states')
  const old = isOld(host.connection)
  const look = old ? lastSeenServiceLook(service) : serviceLook(service, slot.activity?.services[service.name])
  const reason = useServiceReason(service)
  const state = word(look.word)
  const cell = { address: { hostId: slot.hostId, slot: slot.name }, service: service.name, figures, color }
  return (
    <tr data-tone={look.tone}>
      <td>
        <b className="ell name">{service.name}</b>
      </td>
      <td>
        <StateWord tone={look.tone} shape={look.shape} quiet={look.tone === 'ok'}>
          {old ? word('was', { state }) : state}
        </StateWord>
        {reason !== null && <div className="meta reason">{reason}</div>}
        {service.containers > 1 && <div className="meta tx3">{t('scaled', { count: service.containers })}</div>}
      </td>
      <td>
        <code title={service.image}>{shortRevision(service)}</code>
        <div className="meta tx3 ell" title={service.containerName}>
          <code>{service.containerName}</code>
        </div>
      </td>
      <td>
        <CpuCell {...cell} />
      </td>
      <td>
        <MemoryCell {...cell} />
      </td>
      <td className="nw">{service.restarts > 0 ? <b>{service.restarts}</b> : 0}</td>
      <td>
        <Uptime service={service} />
      </td>
      <td>
        <ServiceActions host={host} slot={slot} service={service} />
      </td>
    </tr>
  )
}

function Uptime({ service }: { readonly service: ServiceView }): ReactElement {
  const { t } = useTranslation('slot')
  const language = useLanguage()
  const text = useClock((nowMs) => {
    if (isUp(service) && service.startedAtMs !== null) return formatUptime(nowMs - service.startedAtMs, language)
    if (service.finishedAtMs === null) return ''
    return t('exitedAgo', { when: formatAgo(service.finishedAtMs, nowMs, language) })
  })
  return <>{text}</>
}
