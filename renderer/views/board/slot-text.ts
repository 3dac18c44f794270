import type { TFunction } from 'i18next'
import type { HostView, ServiceView, SlotView } from '../../../src/domain/board'
import type { Language } from '../../../src/domain/berth-error'
import { formatMoment, formatUpcoming } from '../../format/time'
import { serviceLook, versionText } from './service-look'
import { isOld, slotLook } from './slot-look'
import { unhealthyReason } from './unhealthy-reason'

type Texts = TFunction<['board', 'states']>

/** A slot as a colleague reads it in a chat: what it is, what runs there, how each service does, who has it, where it is. */
export function slotText(host: HostView, slot: SlotView, t: Texts, language: Language, nowMs: number): string {
  const { activity } = slot
  const word = t(`states:${slotLook(slot).word}`)
  const state = isOld(host.connection) ? t('board:text.lastSeen', { state: word }) : word
  const services = slot.services.map((service) => {
    const look = serviceLook(service, activity?.services[service.name])
    const reason = reasonOf(service, t)
    return `${service.name} ${t(`states:${look.word}`)}${reason === '' ? '' : `: ${reason}`}`
  })
  const lines = [
    `${host.name} / ${slot.name} · ${state}`,
    releaseLine(slot, language, nowMs),
    services.join(' · '),
    reservationLine(slot, t, language, nowMs),
    ...Object.entries(slot.urls).map(([name, url]) => `${name} ${url}`),
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function reasonOf({ state }: ServiceView, t: Texts): string {
  return state.kind === 'unhealthy' ? unhealthyReason(state.reason, t as unknown as TFunction<'board'>) : ''
}

function releaseLine(
  { tag, version, revision, deployedBy, deployedAtMs }: SlotView,
  language: Language,
  nowMs: number,
) {
  const release = [tag, version === null ? null : versionText(version), revision?.slice(0, 7)]
  const deployed = [deployedBy, deployedAtMs === null ? null : formatMoment(deployedAtMs, nowMs, language)]
  return [release, deployed]
    .map((part) => part.filter(Boolean))
    .filter(({ length }) => length > 0)
    .map((part, index) => part.join(index === 0 ? ' ' : ', '))
    .join(' · ')
}

function reservationLine({ reservation }: SlotView, t: Texts, language: Language, nowMs: number): string {
  if (reservation === null) return ''
  const { by, forWhom, why, untilMs } = reservation
  const until = formatUpcoming(untilMs, nowMs, language)
  return t('board:text.reserved', { who: [...new Set([forWhom, by])].filter(Boolean).join(' · '), until, why })
}
