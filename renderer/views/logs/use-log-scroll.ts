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
  const [content, setContent] = useState<number | null>(null)
  // Where the code itself has put the scroller: an event that reports it is no deed of the reader's.
  const placed = useRef(0)
  const top = useRef(0)
  const range = readableRows(follow, held)
  const frame: LogFrame = { range, viewport, content }
  const anchor = anchorAt(scrollTop, frame)
  const rows = rowsAround(anchor, frame)

  const place = useCallback((to: number) => {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = to
    placed.current = element.scrollTop
    setScrollTop(element.scrollTop)
  }, [])

  useLayoutEffect(() => {
    if (follow.kind === 'following') {
      const end = scrollHeight(frame) - viewport
      place(end)
      top.current = topRow(end, frame)
    } else if (content === null) place(scrollTopOf(top.current, frame))
    // The frame is these numbers.
  }, [follow.kind, range.first, range.end, viewport, content, wrapped, place])

  useLayoutEffect(() => {
    const isAll = rows.first === range.first && rows.end === range.end
    const height = (above.current?.offsetHeight ?? 0) + (below.current?.offsetHeight ?? 0)
    setContent(isAll && range.end > range.first ? height : null)
    const whole = Math.floor(anchor.row)
    const first = below.current?.firstElementChild
    const shift = first instanceof HTMLElement ? (anchor.row - whole) * first.offsetHeight : 0
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
