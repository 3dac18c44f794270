import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LogTarget } from '../../stores/navigation-store'
import type { LineSelection } from './line-selection'
import { beginFollow, follow, type FollowAction, followElsewhere, type FollowState, newLineCount } from './log-follow'
import type { LogMove, LogPlace } from './log-place'
import type { RowRange } from './log-row-cache'
import type { LogSession } from './log-session'
import type { LogScroll } from './use-log-scroll'

/** Where the reader is in a log. */
export type Reading = {
  readonly following: FollowState
  readonly onFollow: (action: FollowAction) => void
  readonly selection: LineSelection | null
  readonly setSelection: (selection: LineSelection | null) => void
}

/** See `Reading`; kept through changes of layout. `held`: the positions that can be read now. */
export function useReading(target: LogTarget, session: LogSession, moved: LogMove | null, held: RowRange): Reading {
  const [following, setFollow] = useState<FollowState>(beginFollow(target.sinceMs))
  const [selection, setSelection] = useState<LineSelection | null>(null)
  const [seen, setSeen] = useState({ session, moved })
  if (seen.session !== session) {
    // Another log has other rows: what was said of the old one's means nothing here.
    setSeen({ session, moved })
    setFollow({ kind: 'following' })
    setSelection(null)
  } else if (seen.moved !== moved) {
    setSeen({ session, moved })
    setFollow(moved === null ? beginFollow(target.sinceMs) : followElsewhere(following, held, unseen(following, moved)))
    setSelection(cursorAfter(moved))
  }
  const onFollow = (action: FollowAction): void => setFollow((now) => follow(now, action, held))
  return { following, onFollow, selection, setSelection }
}

function unseen(following: FollowState, { isFilter, before }: LogMove): number {
  return isFilter ? 0 : newLineCount(following, before)
}

function cursorAfter(moved: LogMove | null): LineSelection | null {
  if (moved === null || moved.place.kind === 'end' || !moved.place.isCursor || moved.position === null) return null
  return { from: moved.position, to: moved.position }
}

/** Keeps the reader's row where it is on the screen when the rows around it come and go. */
export function useStay(session: LogSession, scroll: LogScroll, reading: Reading, moved: LogMove | null): void {
  useEffect(() => session.stay(placeOf(session, scroll, reading)))
  const lastMove = useRef(moved)
  useLayoutEffect(() => {
    if (lastMove.current === moved) return
    lastMove.current = moved
    if (reading.following.kind === 'following' || moved === null || moved.position === null) return
    if (moved.place.kind === 'row') scroll.putAt(moved.position, moved.place.offset)
  })
}

function placeOf(session: LogSession, scroll: LogScroll, { following, selection }: Reading): LogPlace {
  if (following.kind === 'following') return { kind: 'end' }
  const { rows } = scroll
  const cursor = selection === null || selection.to < rows.first || selection.to >= rows.end ? null : selection.to
  const position = cursor ?? Math.max(scroll.oldest, Math.ceil(scroll.topRow()))
  const row = session.row(position)
  if (row === undefined) return { kind: 'end' }
  return { kind: 'row', number: row.number, offset: position - scroll.topRow(), isCursor: cursor !== null }
}
