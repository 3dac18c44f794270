import type { Board } from './board'

/**
 * The form of a board as it is kept over a restart: another one for every change of `boardSchema`, which a test holds, so
 * that what an older Berth kept is never taken for a board of today.
 */
export const boardFormat = '8c04490f'

/** A board as JSON, told from what somebody else wrote or changed by its form and a checksum. See `unsealBoard`. */
export function sealBoard(board: Board): string {
  const text = JSON.stringify(board)
  return `${headOf(checksumOf(text))}${text}}`
}

/**
 * The board that was sealed; null for any other text. Reading a large one by its schema takes a window a quarter of its
 * start: what `sealBoard` made was a board, and is one as long as no letter of it changed.
 */
export function unsealBoard(sealed: string): Board | null {
  const text = sealed.slice(headOf('00000000').length, -1)
  return sealed === `${headOf(checksumOf(text))}${text}}` ? (JSON.parse(text) as Board) : null
}

/** Of one length, whatever the checksum. */
function headOf(checksum: string): string {
  return `{"format":"${boardFormat}","checksum":"${checksum}","board":`
}

/** FNV-1a over UTF-16 units, eight hexadecimal digits: it finds accidents, and whoever may write the file needs no forgery. */
function checksumOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
