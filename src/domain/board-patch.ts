import { z } from 'zod'
import { type Board, boardSchema, type HostBoard, hostViewSchema, slotViewSchema } from './board'

/** One change of the board; patches are applied in the order they were made. */
export const boardPatchSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reset'), board: boardSchema }),
  /** A host is new (added at the end) or its view changed; its slots stay. */
  z.object({ kind: z.literal('host'), host: hostViewSchema }),
  z.object({ kind: z.literal('host-removed'), hostId: z.string() }),
  /** A slot is new (placed by name) or changed. */
  z.object({ kind: z.literal('slot'), slot: slotViewSchema }),
  z.object({ kind: z.literal('slot-removed'), hostId: z.string(), name: z.string() }),
])

/** See `boardPatchSchema`. */
export type BoardPatch = Readonly<z.infer<typeof boardPatchSchema>>

/** The board of a Berth that knows no host. */
export const emptyBoard: Board = { hosts: [] }

/** The board after one patch. Rows never jump: a known host or slot keeps its place. Parts that did not change keep their identity. */
export function applyBoardPatch(board: Board, patch: BoardPatch): Board {
  switch (patch.kind) {
    case 'reset':
      return patch.board
    case 'host': {
      const known = board.hosts.some((entry) => entry.host.id === patch.host.id)
      if (!known) return { hosts: [...board.hosts, { host: patch.host, slots: [] }] }
      return changeHost(board, patch.host.id, (entry) => ({ ...entry, host: patch.host }))
    }
    case 'host-removed':
      return { hosts: board.hosts.filter((entry) => entry.host.id !== patch.hostId) }
    case 'slot':
      return changeHost(board, patch.slot.hostId, (entry) => ({ ...entry, slots: withSlot(entry.slots, patch.slot) }))
    case 'slot-removed':
      return changeHost(board, patch.hostId, (entry) => ({
        ...entry,
        slots: entry.slots.filter((slot) => slot.name !== patch.name),
      }))
  }
}

type Slots = HostBoard['slots']

function withSlot(slots: Slots, slot: Slots[number]): Slots {
  if (slots.some((known) => known.name === slot.name)) {
    return slots.map((known) => (known.name === slot.name ? slot : known))
  }
  return [...slots, slot].sort((a, b) => compareNames(a.name, b.name))
}

function changeHost(board: Board, hostId: string, change: (entry: HostBoard) => HostBoard): Board {
  return { hosts: board.hosts.map((entry) => (entry.host.id === hostId ? change(entry) : entry)) }
}

/** The order of slots and services everywhere: by name, numbers by their value (dev2 before dev10), the same on every machine. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b)
}

const collator = new Intl.Collator('en', { numeric: true })
