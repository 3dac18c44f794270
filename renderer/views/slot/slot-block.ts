import type { TFunction } from 'i18next'
import type { HostView, SlotView } from '../../../src/domain/board'
import { isOld } from '../board/slot-look'

/** Why a slot can't be changed now, in words for a button that is off; undefined: it can. */
export function slotBlock(slot: SlotView, host: HostView, t: TFunction<'slot'>): string | undefined {
  if (isOld(host.connection)) return t('unreachable')
  if (slot.activity !== null) return t('busy')
  if (slot.state === 'interrupted') return t('decideFirst')
  return slot.lock === null ? undefined : t('locked', { owner: slot.lock.owner })
}

/** Whether a service's container runs (or tries to), so that it can be stopped; else it can be started. */
export function isUp(service: SlotView['services'][number]): boolean {
  const { state } = service
  if (state.kind === 'stopped' || state.kind === 'not-run') return false
  return state.kind !== 'unhealthy' || (state.reason.kind !== 'exited' && service.startedAtMs !== null)
}
