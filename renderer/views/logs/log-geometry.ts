import type { RowRange } from './log-row-cache'

/** The height of an unwrapped row, as the style sheet has it (`--lh-log`). */
export const rowHeight = 20

/** Browsers clamp elements near 33 million pixels; longer logs are scrolled to scale. */
const maxScrollHeight = 30_000_000

/**
 * The part of the scrolling that everything is computed from. `viewport` is the visible height in pixels. `content` is
 * the measured height of all rows, where they are so few that all of them are painted.
 */
export type LogFrame = { readonly range: RowRange; readonly viewport: number; readonly content?: number | null }

/**
 * Where rows stand for a scroll position: `row` (with a fraction of it) is at `y` pixels below the viewport's top.
 * The line `y` sinks from the top to the bottom as one scrolls from the first to the last row. Rows of one height then
 * stand exactly where native scrolling would put them, and rows of any other height need no measuring: the first row
 * still begins at the top and the last still ends at the bottom.
 */
export type LogAnchor = { readonly row: number; readonly y: number }

/** The height of the scrolled element. */
export function scrollHeight({ range, viewport, content }: LogFrame): number {
  return Math.max(viewport, content ?? Math.min((range.end - range.first) * rowHeight, maxScrollHeight))
}

/** See `LogAnchor`. */
export function anchorAt(scrollTop: number, frame: LogFrame): LogAnchor {
  const room = scrollHeight(frame) - frame.viewport
  if (room <= 0) return { row: frame.range.first, y: 0 }
  const part = Math.min(1, Math.max(0, scrollTop / room))
  return { row: frame.range.first + part * (frame.range.end - frame.range.first), y: part * frame.viewport }
}

/** The rows that may show for an anchor, with a few more on both sides. */
export function rowsAround(anchor: LogAnchor, frame: LogFrame): RowRange {
  const above = Math.ceil(anchor.y / rowHeight) + overscan
  const below = Math.ceil((frame.viewport - anchor.y) / rowHeight) + overscan
  const row = Math.floor(anchor.row)
  return { first: Math.max(frame.range.first, row - above), end: Math.min(frame.range.end, row + below) }
}

const overscan = 12

/** The number of the row at the viewport's top, with its fraction, if all rows had one height. */
export function topRow(scrollTop: number, frame: LogFrame): number {
  const { row, y } = anchorAt(scrollTop, frame)
  return row - y / rowHeight
}

/** The scroll position that puts a row at the viewport's top, if all rows had one height. */
export function scrollTopOf(top: number, frame: LogFrame): number {
  const room = scrollHeight(frame) - frame.viewport
  const rows = frame.range.end - frame.range.first - frame.viewport / rowHeight
  if (room <= 0 || rows <= 0) return 0
  return Math.min(room, Math.max(0, ((top - frame.range.first) / rows) * room))
}

/**
 * A scroll position that shows a row whole, whatever the heights of rows, up to that of the viewport: as far down the
 * viewport as the row is down the log.
 */
export function scrollTopShowing(row: number, frame: LogFrame): number {
  const last = Math.max(1, frame.range.end - frame.range.first - 1)
  const room = scrollHeight(frame) - frame.viewport
  return Math.max(0, ((row - frame.range.first) / last) * room)
}

/** The scroll position after so many pixels down (or up, below zero), and a few rows more. */
export function scrollTopBy(pixels: number, scrollTop: number, frame: LogFrame): number {
  return scrollTopOf(topRow(scrollTop, frame) + pixels / rowHeight + Math.sign(pixels) * marginRows, frame)
}

/** Rows that show beyond the one that was gone to: so that one sees what is next. */
const marginRows = 2
