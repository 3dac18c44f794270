import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { FollowAction, FollowState } from './log-follow'
import {
  anchorAt,
  type LogAnchor,
  type LogFrame,
  rowHeight,
  rowsAround,
  scrollTopBy,
  scrollHeight,
  scrollTopOf,
  scrollTopShowing,
  topRow,
} from './log-geometry'
import type { RowRange } from './log-row-cache'
import { type LogElements, useLogFrame } from './use-log-frame'

type LogScrollInput = {
  readonly held: RowRange
  readonly follow: FollowState
  readonly onFollow: (action: FollowAction) => void
  /** The reader has scrolled up to the oldest rows. */
  readonly onOldest: () => void
  /** Rows may be taller than a line: wrapped or unfolded ones. */
  readonly isUneven: boolean
}

/** What is painted now, and how to move. The three refs belong to the scroller and to the rows above and below the anchor. */
export type LogScroll = LogElements & {
  readonly frame: LogFrame
  readonly anchor: LogAnchor
  readonly rows: RowRange
  /** The oldest row's position; what is painted before it is no row of the log. */
  readonly oldest: number
  readonly onScroll: () => void
  /** Brings a row into view. */
  readonly show: (position: number) => void
  /** The first row in view, with a fraction. */
  readonly topRow: () => number
  /** Puts a row so many rows below the first one in view. */
  readonly putAt: (position: number, offset: number) => void
}

/** The window's place in a log: runs along while following, and keeps the reader's rows still while paused. */
export function useLogScroll({ held, follow, onFollow, onOldest, isUneven }: LogScrollInput): LogScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const below = useRef<HTMLDivElement>(null)
  const [scrollTop, setScrollTop] = useState(0)
  // Where the code itself has put the scroller: an event that reports it is no deed of the reader's.
  const placed = useRef(0)
  const top = useRef(0)
  const frame = useLogFrame({ scroller, above, below }, follow, held)
  const { range, viewport, content = null } = frame
  // Following, the place is known before anything is painted: one render for new rows instead of two.
  const anchor = anchorAt(follow.kind === 'following' ? scrollHeight(frame) - viewport : scrollTop, frame)
  const rows = content === null ? rowsAround(anchor, frame) : range

  const place = useCallback((to: number) => {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = to
    placed.current = element.scrollTop
    setScrollTop(element.scrollTop)
  }, [])
  const { first, end } = range
  useLayoutEffect(() => {
    const now: LogFrame = { range: { first, end }, viewport, content }
    if (follow.kind === 'paused') return place(content === null ? scrollTopOf(top.current, now) : placed.current)
    const newest = scrollHeight(now) - viewport
    const element = scroller.current
    if (element !== null) element.scrollTop = newest
    // What was measured may be older than what stands there; else asking would lay the page out once more.
    placed.current = content === null ? newest : (element?.scrollTop ?? 0)
    top.current = topRow(newest, now)
  }, [follow.kind, first, end, viewport, content, place])

  useShift(anchor, isUneven || content !== null, above, below)
  const onScroll = (): void => {
    const element = scroller.current
    if (element === null || Math.abs(element.scrollTop - placed.current) < 1) return
    const atEnd = element.scrollTop >= element.scrollHeight - element.clientHeight - 1
    // At its end the scroller was moved up by growing taller, not by the reader.
    const up = element.scrollTop < placed.current && !atEnd
    placed.current = element.scrollTop
    top.current = topRow(element.scrollTop, frame)
    setScrollTop(element.scrollTop)
    onFollow({ kind: 'scrolled', up, atEnd })
    if (up && top.current < held.first + nearOldest) onOldest()
  }

  const show = useGoal((position) => {
    const from = scroller.current?.scrollTop ?? 0
    // Markers are taller than lines: where rows stand that are painted, only the screen knows. With the pause that going
    // to a row brings, rows of another place are painted first: these tell nothing.
    const hiddenBy = Math.abs(from - scrollTop) < 1 ? pixelsHidden(scroller.current, position) : null
    if (hiddenBy === 0) return
    const isNear = hiddenBy !== null && !isUneven && content === null
    const to = isNear ? scrollTopBy(hiddenBy, from, frame) : scrollTopShowing(position, frame)
    place(to)
    top.current = topRow(to, frame)
  })
  const putAt = (position: number, offset: number): void => {
    top.current = position - offset
    place(scrollTopOf(top.current, frame))
  }

  const oldest = held.first
  return { scroller, above, below, frame, anchor, rows, oldest, onScroll, show, topRow: () => top.current, putAt }
}

/** So many rows below the oldest one the older ones are asked for. */
const nearOldest = 20

/** How far a row stands above (below zero) or below the view; 0: it shows whole; null: it is not painted. */
function pixelsHidden(scroller: HTMLElement | null, position: number): number | null {
  const row = scroller?.querySelector(`[data-row="${position}"]`)?.getBoundingClientRect()
  const view = scroller?.getBoundingClientRect()
  if (row === undefined || view === undefined) return null
  return row.top < view.top ? row.top - view.top : Math.max(0, row.bottom - view.bottom)
}

/** A place within a row is a place within its height; that of an uneven one is only known once it is painted. */
function useShift(
  anchor: LogAnchor,
  isUneven: boolean,
  above: RefObject<HTMLDivElement | null>,
  below: RefObject<HTMLDivElement | null>,
): void {
  useLayoutEffect(() => {
    const row = below.current?.firstElementChild
    const shift = row instanceof HTMLElement ? (anchor.row - Math.floor(anchor.row)) * heightOf(row, isUneven) : 0
    for (const part of [above.current, below.current]) part?.style.setProperty('transform', `translateY(${-shift}px)`)
  })
}

/** Measuring lays the page out at once: only what may be of another height is measured. */
function heightOf(row: HTMLElement, isUneven: boolean): number {
  return isUneven || !row.classList.contains('ln') ? row.offsetHeight : rowHeight
}

/** Goes to a row after the next render: only then it may be one of those that can be read. */
function useGoal(go: (position: number) => void): (position: number) => void {
  const [goal, setGoal] = useState<{ readonly position: number } | null>(null)
  const reached = useRef(goal)
  useLayoutEffect(() => {
    if (goal === null || goal === reached.current) return
    reached.current = goal
    go(goal.position)
  })
  return (position) => setGoal({ position })
}
