import type { HostBoard } from '../../../src/domain/board'

/** The least that each takes of the window's height, as the theme has it. */
const leastPx = { bar: 28, row: 68, slimRow: 27 }

/** How many of the hosts are needed to fill a window of a height, and to reach the one with the slot that is selected. */
export function hostsToFill(hosts: readonly HostBoard[], heightPx: number, selectedHostId: string | null): number {
  const selected = hosts.findIndex(({ host }) => host.id === selectedHostId)
  let filledPx = 0
  const last = hosts.findIndex((entry) => {
    filledPx += leastHeightPx(entry)
    return filledPx >= heightPx
  })
  return Math.max(last === -1 ? hosts.length : last + 1, selected + 1)
}

function leastHeightPx({ host, slots }: HostBoard): number {
  return leastPx.bar + slots.length * (host.connection.kind === 'unreachable' ? leastPx.slimRow : leastPx.row)
}
