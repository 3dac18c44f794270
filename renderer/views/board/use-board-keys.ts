import { useMemo, type RefObject } from 'react'
import type { KeyMap } from '../../keys'
import { setPivot, openView, type SlotAddress, useNavigationStore } from '../../stores/navigation-store'
import { focusSearch } from '../../use-app-keys'
import { usePageKeys } from '../../use-page-keys'
import { type GridKey, gridKeys, moveGridFocus } from './grid-focus'
import {
  deployNewBuild,
  deployToSlot,
  liftSlot,
  openHistory,
  openLogs,
  openSlot,
  reserveSlot,
  rollBackSlot,
} from './slot-actions'
import { useCopySlot } from './use-copy-slot'
import { useFollow } from './use-follow'
import { rowAddress } from './slot-key'
import { useOpenSlotAddress } from './use-open-address'

/** The keys of the board, for the row that has or last had the focus. */
export function useBoardKeys(grid: RefObject<HTMLDivElement | null>): void {
  const openAddress = useOpenSlotAddress()
  const follow = useFollow()
  const copySlot = useCopySlot()
  const map = useMemo<KeyMap>(() => {
    const onSlot = (act: (address: SlotAddress) => boolean) => (event: KeyboardEvent) => {
      const address = addressOf(grid.current, event)
      return address !== null && act(address)
    }
    const move = (key: GridKey) => (event: KeyboardEvent) => {
      const inside = event.target === document.body || grid.current?.contains(event.target as Node) === true
      return inside && grid.current !== null && moveGridFocus(grid.current, key)
    }
    return {
      ...Object.fromEntries(gridKeys.map((key) => [key, move(key)])),
      Enter: (event) => {
        const address = addressOf(grid.current, event)
        return address !== null && !(event.target instanceof HTMLButtonElement) && openSlot(address)
      },
      D: (event) => {
        const address = addressOf(grid.current, event)
        return address !== null && deployToSlot(address, tagOf(event))
      },
      N: onSlot(deployNewBuild),
      L: (event) => {
        const address = addressOf(grid.current, event)
        return address !== null && openLogs(address, serviceOf(event))
      },
      R: onSlot((address) => rollBackSlot(address, null)),
      V: onSlot(reserveSlot),
      U: onSlot(liftSlot),
      O: onSlot(openAddress),
      C: onSlot(copySlot),
      F: onSlot(follow),
      H: onSlot((address) => openHistory(address)),
      G: () => setPivot(useNavigationStore.getState().pivot === 'slots' ? 'kickoffs' : 'slots'),
      W: () => openView({ kind: 'wall' }),
      '/': focusSearch,
    }
  }, [grid, openAddress, follow, copySlot])
  usePageKeys(map)
}

/** The slot a key is for: that of the cell or row with the focus, else that of the grid's tab stop. */
function addressOf(grid: HTMLDivElement | null, event: KeyboardEvent): ReturnType<typeof rowAddress> {
  const target = event.target instanceof HTMLElement ? event.target : null
  const own = target?.closest<HTMLElement>('[data-slot]') ?? null
  const stop = target === document.body ? (grid?.querySelector<HTMLElement>('[data-slot][tabindex="0"]') ?? null) : null
  const element = own ?? stop
  return element === null ? null : rowAddress(element)
}

function serviceOf(event: KeyboardEvent): string | null {
  return event.target instanceof HTMLElement ? (event.target.dataset['service'] ?? null) : null
}

function tagOf(event: KeyboardEvent): string | null {
  return event.target instanceof HTMLElement ? (event.target.dataset['tag'] ?? null) : null
}
