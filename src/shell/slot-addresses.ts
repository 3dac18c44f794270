import type { Board } from '../domain/board'

/** Tells the addresses of a board's slots, whenever they are others than before. */
export function onSlotAddresses(tell: (addresses: readonly string[]) => void): (board: Board) => void {
  let told = ''
  return (board) => {
    const addresses = board.hosts.flatMap(({ slots }) => slots.flatMap(({ urls }) => Object.values(urls)))
    const now = JSON.stringify(addresses)
    if (now === told) return
    told = now
    tell(addresses)
  }
}
