import { type RefObject, useEffect, useState } from 'react'
import { type FollowState, readableRows } from './log-follow'
import type { LogFrame } from './log-geometry'
import type { RowRange } from './log-row-cache'

/** The elements of a log: the scroller, and the rows above and below the anchor. */
export type LogElements = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly above: RefObject<HTMLDivElement | null>
  readonly below: RefObject<HTMLDivElement | null>
}

/** So few rows are painted whole, so that their true height is known: lines may be wrapped. */
const shortLog = 100

/** What can be scrolled through now, with the sizes on the screen; a short log has its `content` measured. */
export function useLogFrame({ scroller, above, below }: LogElements, follow: FollowState, held: RowRange): LogFrame {
  const viewport = useHeight(scroller)
  const measured = useHeight(above) + useHeight(below)
  const range = withHead(readableRows(follow, held))
  return { range, viewport, content: range.end - range.first <= shortLog ? measured : null }
}

/** One place more than there are rows: above the oldest one stands what came before it. */
function withHead(range: RowRange): RowRange {
  return range.end > range.first ? { first: range.first - 1, end: range.end } : range
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
