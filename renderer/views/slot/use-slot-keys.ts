import { useMemo, useRef } from 'react'
import type { SlotView } from '../../../src/domain/board'
import type { KeyMap } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import { deployToSlot, openLogs } from '../board/slot-actions'

/** Walking the health checks. */
export type CheckActions = { readonly step: (by: 1 | -1) => void; readonly nextFailed: () => void }

/** The keys of the slot page. */
export function useSlotKeys(slot: SlotView, actions: CheckActions): void {
  const newest = useRef(actions)
  newest.current = actions
  const { hostId, name } = slot
  const map = useMemo<KeyMap>(() => {
    const address = { hostId, slot: name }
    return {
      D: () => deployToSlot(address, null),
      L: () => openLogs(address, null),
      F: () => newest.current.nextFailed(),
      ArrowLeft: () => newest.current.step(-1),
      ArrowRight: () => newest.current.step(1),
    }
  }, [hostId, name])
  usePageKeys(map)
}
