import { memo, type ReactElement } from 'react'
import type { ServiceView } from '../../../src/domain/board'
import type { ServiceActivity } from '../../../src/domain/slot-activity'
import { StateWord } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { GateProgress, PullProgress } from './service-progress'
import { lastSeenServiceLook, serviceLook, shortRevision } from './service-look'
import { ServiceTime } from './service-time'
import { openLogs } from './slot-actions'
import { unhealthyReason } from './unhealthy-reason'

type ServiceCellProps = {
  readonly service: ServiceView | null
  readonly slotTag: string | null
  readonly activity: ServiceActivity | undefined
  readonly old: boolean
  /** The head of the column doesn't say whose cell this is. */
  readonly named: boolean
  readonly column: number
  readonly hostId: string
  readonly slot: string
}

/** One service of a slot: its state, why it isn't well, what it runs and since when. */
export const ServiceCell = memo(function ServiceCell(props: ServiceCellProps): ReactElement {
  const { service, activity, named, column } = props
  const { t } = useTranslation('board')
  const cell = {
    className: 'c-svc',
    role: 'gridcell',
    tabIndex: -1,
    'data-cell': '',
    style: { gridColumn: column + 3 },
  } as const
  if (service === null) return <div {...cell}>{!named && <span className="tx3 meta">{t('noContainer')}</span>}</div>
  const progresses = activity?.kind === 'pulling' || activity?.kind === 'gate'
  return (
    <div {...cell} data-service={service.name} data-host-id={props.hostId} data-slot={props.slot}>
      {named && <b className="svc-name ell">{service.name}</b>}
      {activity?.kind === 'pulling' && <PullProgress activity={activity} service={service} />}
      {activity?.kind === 'gate' && <GateProgress activity={activity} service={service} />}
      {!progresses && <ServiceFacts {...props} service={service} />}
    </div>
  )
})

type ServiceFactsProps = Omit<ServiceCellProps, 'service'> & { readonly service: ServiceView }

function ServiceFacts(props: ServiceFactsProps): ReactElement {
  const { service, slotTag, activity, old } = props
  const { t } = useTranslation('board')
  return (
    <>
      <div className="svc1">
        <ServiceState {...props} />
        {service.containers > 1 && <span className="tx3 meta">×{service.containers}</span>}
        {service.restarts > 0 && (
          <span className="rst">
            ↻ <RestartCount count={service.restarts} />
          </span>
        )}
      </div>
      <Why service={service} />
      {service.tag !== slotTag && service.tag !== null && (
        <div className="svc2">
          <code className="ell" title={service.tag}>
            {service.tag}
          </code>
        </div>
      )}
      <div className="svc2">
        <code className="sha ell">{shortRevision(service)}</code>
        <span className="ell uptime">
          {activity?.kind === 'unchanged' ? t('service.kept') : <ServiceTime service={service} old={old} />}
        </span>
      </div>
    </>
  )
}

/** A service's state; a click opens its logs, as L does on its cell. */
function ServiceState({ service, activity, old, hostId, slot }: ServiceFactsProps): ReactElement {
  const { t } = useTranslation(['states', 'slot'])
  const look = old ? lastSeenServiceLook(service) : serviceLook(service, activity)
  const word = t(look.word)
  return (
    <button
      type="button"
      className="to-logs"
      tabIndex={-1}
      title={t('slot:logsOf', { service: service.name })}
      onClick={() => openLogs({ hostId, slot }, service.name)}
    >
      <StateWord tone={look.tone} shape={look.shape} quiet={look.tone === 'ok'}>
        {old ? t('was', { state: word }) : word}
      </StateWord>
    </button>
  )
}

/** The count alone stays where there is no room for the word. */
function RestartCount({ count }: { readonly count: number }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <>
      <span className="full">{t('service.restarts', { count })}</span>
      <span className="brief" aria-hidden="true">
        {count}
      </span>
    </>
  )
}

function Why({ service }: { readonly service: ServiceView }): ReactElement | null {
  const { t } = useTranslation('board')
  const { state } = service
  if (state.kind === 'unhealthy') {
    const reason = unhealthyReason(state.reason, t)
    return (
      <div className="why ell" title={reason}>
        {reason}
      </div>
    )
  }
  if (state.kind === 'not-run' && state.error !== '') {
    return (
      <div className="why ell" title={state.error}>
        {state.error}
      </div>
    )
  }
  return null
}
