import { type RefObject, useMemo } from 'react'
import type { HistoryEntry } from '../../../src/contract/history'
import type { KeyMap } from '../../keys'
import { narrowActivity, openEntry, useActivityStore } from '../../stores/activity-store'
import { useBoardStore } from '../../stores/board-store'
import { usePageKeys } from '../../use-page-keys'
import { findSlot, showLogs } from '../logs/slot-chooser'
import { showSlot } from './entry-actions'
import { entryHeight } from './history-geometry'

/** What the keys of the page act on. */
export type ActivityActions = {
  readonly entry: HistoryEntry | undefined
  readonly selected: number
  readonly total: number
  readonly select: (index: number) => void
  readonly save: (format: 'csv' | 'json') => void
  readonly grid: RefObject<HTMLDivElement | null>
  readonly searchInput: RefObject<HTMLInputElement | null>
}

/** The keys of Activity. */
export function useActivityKeys(actions: ActivityActions): void {
  const { entry, selected, total, select, save, grid, searchInput } = actions
  const map = useMemo<KeyMap>(() => {
    const move = (by: number) => (event: KeyboardEvent) => {
      if (total === 0 || isElsewhere(event, grid)) return false
      grid.current?.focus()
      select(Math.max(0, Math.min(total - 1, selected + by)))
      return true
    }
    const page = (by: 1 | -1) => (event: KeyboardEvent) =>
      move(by * Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / entryHeight) - 2))(event)
    return {
      ArrowDown: move(1),
      ArrowUp: move(-1),
      PageDown: page(1),
      PageUp: page(-1),
      Home: move(-total),
      End: move(total),
      ArrowRight: (event) => !isElsewhere(event, grid) && unfold(entry),
      ArrowLeft: (event) => !isElsewhere(event, grid) && fold(),
      Enter: (event) => !isElsewhere(event, grid) && goTo(entry, showSlot),
      L: () => goTo(entry, showLogs),
      F: () => narrowActivity({ onlyTrouble: !useActivityStore.getState().filter.onlyTrouble }),
      'Ctrl+F': () => searchInput.current?.select(),
      'Ctrl+E': () => save('csv'),
      'Ctrl+J': () => save('json'),
    }
  }, [entry, selected, total, select, save, grid, searchInput])
  usePageKeys(map)
}

/** On a button, in a menu or in a piece of output these keys are somebody else's. */
function isElsewhere({ target }: KeyboardEvent, grid: ActivityActions['grid']): boolean {
  return target instanceof HTMLElement && target !== grid.current && target !== document.body
}

function unfold(entry: HistoryEntry | undefined): boolean {
  if (entry === undefined) return false
  openEntry({ hostId: entry.hostId, id: entry.id })
  return true
}

function fold(): boolean {
  if (useActivityStore.getState().open === null) return false
  openEntry(null)
  return true
}

function goTo(entry: HistoryEntry | undefined, open: (hostId: string, slot: string, atMs: number) => void): boolean {
  if (entry === undefined || entry.slot === null) return false
  if (findSlot(useBoardStore.getState().board, entry.hostId, entry.slot) === undefined) return false
  open(entry.hostId, entry.slot, entry.atMs)
  return true
}
