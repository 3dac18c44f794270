import type { Board, HostView, SlotView } from '../../../src/domain/board'
import { type TallyKind, tallyKinds } from '../../stores/filter-store'

/** Which count of the tally a slot belongs to. */
export function tallyKindOf(slot: Pick<SlotView, 'state'>, host: Pick<HostView, 'connection'>): TallyKind {
  if (host.connection.kind !== 'connected') return host.connection.kind
  switch (slot.state) {
    case 'deploying':
    case 'rolling-back':
    case 'starting':
      return 'in-progress'
    case 'interrupted':
    case 'locked':
    case 'unhealthy':
    case 'stopped':
    case 'running':
    case 'healthy':
    case 'empty':
      return slot.state
  }
}

/** How many slots there are of each kind, kinds without one left out. */
export function tallyOf(board: Board): readonly { readonly kind: TallyKind; readonly count: number }[] {
  const counts = new Map<TallyKind, number>()
  for (const { host, slots } of board.hosts) {
    for (const slot of slots) {
      const kind = tallyKindOf(slot, host)
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
  }
  return tallyKinds.flatMap((kind) => {
    const count = counts.get(kind)
    return count === undefined ? [] : [{ kind, count }]
  })
}
