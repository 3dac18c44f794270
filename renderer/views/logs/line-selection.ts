import type { RowRange } from './log-row-cache'

/** Rows selected with the keyboard: `from` is where it began, `to` where the cursor stands. */
export type LineSelection = { readonly from: number; readonly to: number }

/** The selection after J or K; with `extend` its beginning stays. Without one it begins at the last row on screen. */
export function stepLine(
  selection: LineSelection | null,
  step: 1 | -1,
  extend: boolean,
  shown: RowRange,
  held: RowRange,
): LineSelection | null {
  if (held.end <= held.first) return null
  const start = selection === null ? shown.end - 1 : selection.to + step
  const to = Math.min(held.end - 1, Math.max(held.first, start))
  return { from: extend && selection !== null ? selection.from : to, to }
}

/** The rows of a selection in their order, without those dropped meanwhile; null where none is left. */
export function selectedRows(selection: LineSelection | null, held: RowRange): { first: number; last: number } | null {
  if (selection === null) return null
  const first = Math.max(held.first, Math.min(selection.from, selection.to))
  const last = Math.min(held.end - 1, Math.max(selection.from, selection.to))
  return first > last ? null : { first, last }
}
