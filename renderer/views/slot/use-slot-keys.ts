import type { SlotView } from '../../../src/domain/board'
import { usePageKeys } from '../../use-page-keys'
import {
  deployNewBuild,
  deployToSlot,
  liftSlot,
  openHistory,
  openLogs,
  reserveSlot,
  rollBackSlot,
} from '../board/slot-actions'
import { useFollow } from '../board/use-follow'
import { useOpenSlotAddress } from '../board/use-open-address'

/** Walking the health checks. */
export type CheckActions = { readonly step: (by: 1 | -1) => void; readonly nextFailed: () => void }

/** The keys of the slot page. */
export function useSlotKeys({ hostId, name }: SlotView, actions: CheckActions): void {
  const address = { hostId, slot: name }
  const openAddress = useOpenSlotAddress()
  const follow = useFollow()
  usePageKeys({
    D: () => deployToSlot(address, null),
    N: () => deployNewBuild(address),
    H: () => openHistory(address),
    L: () => openLogs(address, null),
    R: () => rollBackSlot(address, null),
    V: () => reserveSlot(address),
    U: () => liftSlot(address),
    O: () => openAddress(address),
    B: () => follow(address),
    F: () => actions.nextFailed(),
    // In a group of choices the arrows go from choice to choice.
    ArrowLeft: ({ target }) => !(target instanceof HTMLInputElement) && actions.step(-1),
    ArrowRight: ({ target }) => !(target instanceof HTMLInputElement) && actions.step(1),
  })
}
