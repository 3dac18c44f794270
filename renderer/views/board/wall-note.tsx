import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import type { Hold } from '../../../src/domain/hold'
import type { ServiceActivity } from '../../../src/domain/slot-activity'
import { Icon } from '../../components/icon'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment, formatRunning } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useHoldWho } from '../hold/use-hold-who'
import { useReservationWords } from '../reserve/reservation-chip'
import { unhealthyReason } from './unhealthy-reason'

/** The one thing worth knowing about a slot across a room: what it waits for, why it isn't well, who holds it. */
export function WallNote({ slot }: { readonly slot: SlotView }): ReactElement | null {
  if (slot.activity !== null) return <ActivityNote services={slot.activity.services} />
  if (slot.lock !== null) return <LockNote lock={slot.lock} />
  if (slot.state === 'unhealthy') return <UnhealthyNote slot={slot} />
  if (slot.state === 'starting') return <StartingNote slot={slot} />
  if (slot.mixed) return <MixedNote slot={slot} />
  if (slot.reservation !== null) return <ReservationNote reservation={slot.reservation} />
  const [hold] = slot.holds
  return hold === undefined ? null : <HoldNote hold={hold} />
}

function Note({ kind, children }: { readonly kind: string; readonly children: string }): ReactElement {
  return (
    <div className={`note ${kind}`}>
      {kind === 'warn' && <StateShape name="mixed" />}
      <span className="ell" title={children}>
        {children}
      </span>
    </div>
  )
}

function ActivityNote({
  services,
}: {
  readonly services: Readonly<Record<string, ServiceActivity>>
}): ReactElement | null {
  const { t } = useTranslation('board')
  const entries = Object.entries(services)
  const gate = entries.find(([, activity]) => activity.kind === 'gate')
  const pulling = entries.find(([, activity]) => activity.kind === 'pulling')
  const deadlineAtMs = gate?.[1].kind === 'gate' ? gate[1].deadlineAtMs : 0
  const seconds = useClock((nowMs) => Math.max(0, Math.ceil((deadlineAtMs - nowMs) / 1_000)))
  if (gate !== undefined) return <Note kind="">{t('wallView.gateOn', { service: gate[0], seconds })}</Note>
  return pulling === undefined ? null : <Note kind="">{t('wallView.pullingOn', { service: pulling[0] })}</Note>
}

function LockNote({ lock }: { readonly lock: NonNullable<SlotView['lock']> }): ReactElement {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const time = useClock((nowMs) => formatMoment(lock.sinceMs, nowMs, language))
  const { owner } = lock
  return <Note kind="">{lock.alive ? t('lock', { owner, time }) : t('interrupted', { owner, time })}</Note>
}

function UnhealthyNote({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const { t } = useTranslation('board')
  const service = slot.services.find((candidate) => candidate.state.kind === 'unhealthy')
  if (service?.state.kind !== 'unhealthy') return null
  const reason = `${service.name}: ${unhealthyReason(service.state.reason, t)}`
  const restarts = t('service.restarts', { count: service.restarts })
  return <Note kind="bad">{service.restarts === 0 ? reason : t('wallView.restarts', { reason, restarts })}</Note>
}

function StartingNote({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const { t } = useTranslation('board')
  const slowest = slot.services
    .flatMap(({ name, state, startPeriodMs }) =>
      state.kind === 'starting' && startPeriodMs !== null ? [{ name, startPeriodMs }] : [],
    )
    .sort((a, b) => b.startPeriodMs - a.startPeriodMs)[0]
  if (slowest === undefined) return null
  return (
    <Note kind="">{t('wallView.usually', { service: slowest.name, time: formatRunning(slowest.startPeriodMs) })}</Note>
  )
}

function ReservationNote({
  reservation,
}: {
  readonly reservation: NonNullable<SlotView['reservation']>
}): ReactElement {
  const { head, rest } = useReservationWords(reservation)
  const text = [head, ...rest].join(' · ')
  return (
    <div className="note">
      <Icon name="cal" />
      <span className="ell" title={text}>
        {text}
      </span>
    </div>
  )
}

function HoldNote({ hold }: { readonly hold: Hold }): ReactElement {
  const { t } = useTranslation('hold')
  const text = [t('held'), hold.tag, useHoldWho(hold)].join(' · ')
  return (
    <div className="note">
      <Icon name="pin" />
      <span className="ell" title={text}>
        {text}
      </span>
    </div>
  )
}

function MixedNote({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const { t } = useTranslation('board')
  const other = slot.services.find((service) => service.tag !== slot.tag)
  if (other === undefined) return null
  return (
    <Note kind="warn">
      {t('wallView.mixed', { service: other.name, branch: other.kickoff?.summary ?? other.tag ?? '' })}
    </Note>
  )
}
