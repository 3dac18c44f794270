import type { Board, HostBoard, SlotView } from '../../../src/domain/board'
import type { TallyKind } from '../../stores/filter-store'
import { tallyKindOf } from './board-tally'

/** What is looked for. */
export type BoardFilter = { readonly text: string; readonly hostId: string | null; readonly tally: TallyKind | null }

/** True where some slot may be hidden. */
export function filtersSlots(filter: BoardFilter): boolean {
  return filter.text.trim() !== '' || filter.tally !== null
}

/** The hosts to show with the slots to show, in the board's order. Slots keep their identity; a host that isn't there any more filters nothing. */
export function filterBoard(board: Board, filter: BoardFilter): readonly HostBoard[] {
  const known = board.hosts.some((entry) => entry.host.id === filter.hostId)
  const hosts = known ? board.hosts.filter((entry) => entry.host.id === filter.hostId) : board.hosts
  if (!filtersSlots(filter)) return hosts
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return hosts.map((entry) => ({
    ...entry,
    slots: entry.slots.filter(
      (slot) =>
        (filter.tally === null || tallyKindOf(slot, entry.host) === filter.tally) &&
        matches(`${entry.host.name} ${slotText(slot)}`, words),
    ),
  }))
}

function matches(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}

function slotText(slot: SlotView): string {
  const services = slot.services.map((service) => `${service.name} ${service.tag ?? ''} ${service.revision ?? ''}`)
  const own = [slot.name, slot.tag, slot.kickoff?.branch, slot.version, slot.deployedBy, slot.activity?.tag]
  return [...own, ...services].filter(Boolean).join(' ')
}
