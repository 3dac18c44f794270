/** The board, the board by kickoff, the wall, and what stands in place of an empty board. */
export const board = {
  title: 'Board',
} as const
