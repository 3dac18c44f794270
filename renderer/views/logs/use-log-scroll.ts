import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type FollowAction, type FollowState, readableRows } from './log-follow'
import {
  anchorAt,
  type LogAnchor,
  type LogFrame,
  rowsAround,
  scrollHeight,
  scrollTopOf,
  scrollTopShowing,
  topRow,
} from './log-geometry'
import type { RowRange } from './log-row-cache'

type LogScrollInput = {
  readonly held: RowRange
  readonly follow: FollowState
  readonly onFollow: (action: FollowAction) => void
  readonly wrapped: boolean
}

/** What is painted now, and how to move. The three refs belong to the scroller and to the rows above and below the anchor. */
export type LogScroll = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly above: RefObject<HTMLDivElement | null>
  readonly below: RefObject<HTMLDivElement | null>
  readonly frame: LogFrame
  readonly anchor: LogAnchor
  readonly rows: RowRange
  readonly onScroll: () => void
  readonly show: (row: number) => void
}

/** The window's place in a log: runs along while following, and keeps the reader's rows still while paused. */
export function useLogScroll({ held, follow, onFollow, wrapped }: LogScrollInput): LogScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const below = useRef<HTMLDivElement>(null)
  const viewport = useHeight(scroller)
  const [scrollTop, setScrollTop] = useState(0)
  const measured = useRowsHeight(above, below)
  // Where the code itself has put the scroller: an event that reports it is no deed of the reader's.
  const placed = useRef(0)
  const top = useRef(0)
  const range = readableRows(follow, held)
  // A short log is painted whole, so that its true height is known: lines may be wrapped.
  const isShort = range.end - range.first <= shortLog
  const content = isShort ? measured : null
  const frame: LogFrame = { range, viewport, content }
  const anchor = anchorAt(scrollTop, frame)
  const rows = isShort ? range : rowsAround(anchor, frame)

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
    if (follow.kind === 'following') {
      const newest = scrollHeight(now) - viewport
      place(newest)
      top.current = topRow(newest, now)
    } else if (content === null) place(scrollTopOf(top.current, now))
  }, [follow.kind, first, end, viewport, content, place])

  // A place within a row is a place within its height, which is only known once it is painted.
  useLayoutEffect(() => {
    const row = below.current?.firstElementChild
    const shift = row instanceof HTMLElement ? (anchor.row - Math.floor(anchor.row)) * row.offsetHeight : 0
    for (const part of [above.current, below.current]) part?.style.setProperty('transform', `translateY(${-shift}px)`)
  })

  const onScroll = (): void => {
    const element = scroller.current
    if (element === null || Math.abs(element.scrollTop - placed.current) < 1) return
    const atEnd = element.scrollTop >= element.scrollHeight - element.clientHeight - 1
    const up = element.scrollTop < placed.current
    placed.current = element.scrollTop
    top.current = topRow(element.scrollTop, frame)
    setScrollTop(element.scrollTop)
    onFollow({ kind: 'scrolled', up, atEnd })
  }

  const show = (row: number): void => {
    const to = scrollTopShowing(row, scroller.current?.scrollTop ?? 0, frame, wrapped || content !== null)
    place(to)
    top.current = topRow(to, frame)
  }

  return { scroller, above, below, frame, anchor, rows, onScroll, show }
}

const shortLog = 100

function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    if (element.current === null) return undefined
    const observer = new ResizeObserver(([entry]) => setHeight(Math.floor(entry?.contentRect.height ?? 0)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return height
}

function useRowsHeight(above: RefObject<HTMLElement | null>, below: RefObject<HTMLElement | null>): number {
  return useHeight(above) + useHeight(below)
}
