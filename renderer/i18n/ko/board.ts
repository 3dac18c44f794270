import type { board as original } from '../en/board'
import type { Translation } from '../texts'

/** See the English original. */
export const board: Translation<typeof original> = {
  title: '보드',
}
