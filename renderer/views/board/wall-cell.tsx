import { type CSSProperties, memo, type ReactElement } from 'react'
import type { HostConnection, SlotView } from '../../../src/domain/board'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatShare } from '../../format/size'
import { formatAgo, formatDuration, formatKickoffDate, formatMoment, formatRunning } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { lastSeenServiceLook, serviceLook, versionText } from './service-look'
import { isOld, lastSeenLook, type Look, slotLook } from './slot-look'
import { WallNote } from './wall-note'

type WallCellProps = { readonly slot: SlotView; readonly connection: HostConnection }

/** A slot on the wall. */
export const WallCell = memo(function WallCell({ slot, connection }: WallCellProps): ReactElement {
  const { t } = useTranslation('states')
  const old = isOld(connection)
  const look = old ? lastSeenLook(slot) : slotLook(slot)
  return (
    <article className={`wcell st-${look.tone}`} data-tone={look.tone} data-state={slot.state}>
      <div className="w1">
        <StateShape name={look.shape} />
        <h3 className="name ell">{slot.name}</h3>
        <span className="word">
          {old ? t('was', { state: t(look.word) }) : t(look.word)} {!old && <Progress slot={slot} />}
        </span>
      </div>
      <div className="w2">
        <Summary slot={slot} />
        {!old && <WallNote slot={slot} />}
      </div>
      <Services slot={slot} old={old} connection={connection} />
      {slot.activity !== null && !old && (
        <div
          className="prog"
          aria-hidden="true"
          style={{ '--v': formatShare(slot.activity.progress) } as CSSProperties}
        >
          <i />
        </div>
      )}
    </article>
  )
})

function Progress({ slot }: { readonly slot: SlotView }): ReactElement {
  const text = useClock((nowMs) => {
    if (slot.activity !== null) return formatShare(slot.activity.progress)
    return slot.state === 'starting' && slot.sinceMs !== null ? formatRunning(nowMs - slot.sinceMs) : ''
  })
  return <>{text}</>
}

function Summary({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const language = useLanguage()
  const title = slot.kickoff?.summary ?? slot.tag
  if (title === null) return null
  const date = slot.kickoff?.date ?? null
  const version = slot.version === null ? null : versionText(slot.version)
  const facts = [version, date === null ? null : formatKickoffDate(date, language)].filter((fact) => fact !== null)
  return (
    <div className="sum">
      <span className="ell">{title}</span>
      <small>{facts.join(' · ')}</small>
    </div>
  )
}

function Services(props: {
  readonly slot: SlotView
  readonly old: boolean
  readonly connection: HostConnection
}): ReactElement {
  const { slot, old, connection } = props
  return (
    <div className="w3">
      {slot.services.map((service) => {
        const look = old ? lastSeenServiceLook(service) : serviceLook(service, slot.activity?.services[service.name])
        return <ServiceMark key={service.name} name={service.name} look={look} old={old} />
      })}
      <Since slot={slot} connection={connection} />
    </div>
  )
}

function ServiceMark({
  name,
  look,
  old,
}: {
  readonly name: string
  readonly look: Look
  readonly old: boolean
}): ReactElement {
  const { t } = useTranslation('states')
  const word = old ? t('was', { state: t(look.word) }) : t(look.word)
  return (
    <span className={`st-${look.tone}`} title={word}>
      <StateShape name={look.shape} />
      {name}
      <span className="vh">{word}</span>
    </span>
  )
}

function Since({ slot, connection }: WallCellProps): ReactElement {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const text = useClock((nowMs) => {
    if (connection.kind !== 'connected') {
      return connection.lastSeenAtMs === null
        ? ''
        : t('wallView.seen', { time: formatMoment(connection.lastSeenAtMs, nowMs, language) })
    }
    if (slot.activity !== null)
      return withName(slot.activity.by, formatMoment(slot.activity.startedAtMs, nowMs, language))
    if ((slot.state === 'unhealthy' || slot.lock !== null) && slot.sinceMs !== null) {
      return t('wallView.forTime', { time: formatDuration(nowMs - slot.sinceMs, language) })
    }
    return slot.deployedAtMs === null ? '' : withName(slot.deployedBy, formatAgo(slot.deployedAtMs, nowMs, language))
  })
  return <span className="rt">{text}</span>
}

function withName(name: string | null, time: string): string {
  return name === null || name === '' ? time : `${name}, ${time}`
}
