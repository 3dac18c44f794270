import type { Board, HostBoard } from './board'
import { applyBoardPatch, type BoardPatch } from './board-patch'
import { sameData } from './same-data'

/**
 * The patches that make `after` out of `before` when they are applied in order; none where both say the same. Where
 * rows would end up in another order than `after` has them, the one patch is a `reset`.
 */
export function diffBoard(before: Board, after: Board): readonly BoardPatch[] {
  const kept = new Set(after.hosts.map((entry) => entry.host.id))
  const removed = before.hosts.filter((entry) => !kept.has(entry.host.id))
  const patches = [
    ...removed.map(({ host }): BoardPatch => ({ kind: 'host-removed', hostId: host.id })),
    ...after.hosts.flatMap((entry) =>
      diffHost(
        before.hosts.find((known) => known.host.id === entry.host.id),
        entry,
      ),
    ),
  ]
  return placesOf(patches.reduce(applyBoardPatch, before)) === placesOf(after)
    ? patches
    : [{ kind: 'reset', board: after }]
}

function diffHost(before: HostBoard | undefined, after: HostBoard): readonly BoardPatch[] {
  if (before === after) return []
  const known = before?.slots ?? []
  const kept = new Set(after.slots.map((slot) => slot.name))
  const hostChanged = before === undefined || !sameData(before.host, after.host)
  const removed = known.filter((slot) => !kept.has(slot.name))
  const changed = after.slots.filter(
    (slot) =>
      !sameData(
        known.find((other) => other.name === slot.name),
        slot,
      ),
  )
  return [
    ...(hostChanged ? [{ kind: 'host', host: after.host } as const] : []),
    ...removed.map((slot) => ({ kind: 'slot-removed', hostId: after.host.id, name: slot.name }) as const),
    ...changed.map((slot) => ({ kind: 'slot', slot }) as const),
  ]
}

function placesOf(board: Board): string {
  return JSON.stringify(board.hosts.map((entry) => [entry.host.id, entry.slots.map((slot) => slot.name)]))
}
