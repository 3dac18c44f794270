import type { SlotView } from './board'
import { displayText } from './display-text'
import { type Notice, plainNotice } from './notice'

/** What was last known of a slot while its host answered. */
export type SlotMemory = {
  /** It was Unhealthy, and has not been seen well since. */
  readonly isUnhealthy: boolean
  /** The new build that waited. */
  readonly newBuild: string | null
  /** The reservation that stood, and when it ends by itself. */
  readonly reservation: { readonly id: string; readonly untilMs: number } | null
}

/** What is remembered of a slot now. A slot on which something is under way, or that starts, is as well as it was before. */
export function rememberSlot(slot: SlotView, before: SlotMemory | null): SlotMemory {
  const { newBuild, reservation } = slot
  return {
    isUnhealthy: isUnhealthyNow(slot, before?.isUnhealthy ?? false),
    newBuild: newBuild === null ? null : `${newBuild.tag} ${String(newBuild.builtAtMs)} ${newBuild.services.join(' ')}`,
    reservation: reservation === null ? null : { id: reservation.reservationId, untilMs: reservation.untilMs },
  }
}

function isUnhealthyNow({ state }: SlotView, wasUnhealthy: boolean): boolean {
  switch (state) {
    case 'unhealthy':
      return true
    case 'healthy':
    case 'running':
    case 'stopped':
    case 'empty':
      return false
    case 'rolling-back':
    case 'deploying':
    case 'interrupted':
    case 'locked':
    case 'starting':
      return wasUnhealthy
  }
}

/** What a slot's row tells that nobody wrote down: how it does, a new build, a reservation that ran out. `nowMs` is the host's clock. */
export function slotNotices(slot: SlotView, host: string, before: SlotMemory, nowMs: number): readonly Notice[] {
  const after = rememberSlot(slot, before)
  const place = { hostId: slot.hostId, host, slot: displayText(slot.name) }
  const branch = displayText(slot.kickoff?.branch ?? slot.tag ?? '', 128)
  const known = { atMs: nowMs, branch, version: displayText(slot.version ?? '', 64) }
  const tell = (kind: Notice['kind'], more: Partial<Notice>): Notice =>
    plainNotice(place, { ...known, id: `${slot.hostId}-${slot.name}-${kind}-${String(nowMs)}`, kind, ...more })
  const isWell = slot.state === 'healthy' || slot.state === 'running'
  const ranOut = before.reservation !== null && after.reservation === null && before.reservation.untilMs <= nowMs
  return [
    ...(after.isUnhealthy && !before.isUnhealthy ? [tell('unhealthy', { services: unhealthyServices(slot) })] : []),
    ...(before.isUnhealthy && isWell ? [tell('recovered', {})] : []),
    ...(after.newBuild !== null && after.newBuild !== before.newBuild
      ? [tell('new-build', { services: (slot.newBuild?.services ?? []).map((name) => displayText(name, 64)) })]
      : []),
    ...(ranOut ? [tell('unreserved', {})] : []),
  ]
}

function unhealthyServices({ services }: SlotView): string[] {
  return services.filter(({ state }) => state.kind === 'unhealthy').map(({ name }) => displayText(name, 64))
}
