import { applyBoardPatch, type BoardPatch, emptyBoard } from '../domain/board-patch'

/** Follows the board by its patches and tells the addresses of its slots, whenever they are others than before. */
export function onSlotAddresses(
  tell: (addresses: readonly string[]) => void,
): (patches: readonly BoardPatch[]) => void {
  let board = emptyBoard
  let told = ''
  return (patches) => {
    board = patches.reduce(applyBoardPatch, board)
    const addresses = board.hosts.flatMap(({ slots }) => slots.flatMap(({ urls }) => Object.values(urls)))
    const now = JSON.stringify(addresses)
    if (now === told) return
    told = now
    tell(addresses)
  }
}
