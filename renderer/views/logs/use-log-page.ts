import { useRef, useState, type RefObject } from 'react'
import type { LogTarget } from '../../stores/navigation-store'
import { type LineSelection, selectedRows } from './line-selection'
import { beginFollow, follow, type FollowAction, type FollowState, newLineCount, readableRows } from './log-follow'
import type { RowRange } from './log-row-cache'
import type { LogSession, LogSnapshot } from './log-session'
import type { LogPaint } from './log-stream'
import { serviceColor } from './service-color'
import { type LogChoice, useLogChoice } from './use-log-choice'
import { type LogScroll, useLogScroll } from './use-log-scroll'
import { type LogSearch, useLogSearch } from './use-log-search'
import { useLogSession } from './use-log-session'

/** The newest lines a container that a view begins with. */
const tailLines = 10_000

/** All that the log page knows and can do; its parts show pieces of it. */
export type LogPageModel = {
  readonly choice: LogChoice
  readonly session: LogSession
  readonly snapshot: LogSnapshot
  /** The rows that can be scrolled through now. */
  readonly range: RowRange
  readonly isFollowing: boolean
  readonly newLines: number
  readonly onFollow: (action: FollowAction) => void
  readonly selection: LineSelection | null
  readonly setSelection: (selection: LineSelection | null) => void
  readonly setWrapped: (wrapped: boolean) => void
  readonly search: LogSearch
  readonly searchInput: RefObject<HTMLInputElement | null>
  readonly scroll: LogScroll
  readonly paint: LogPaint
}

/** See `LogPageModel`. */
export function useLogPage(target: LogTarget): LogPageModel {
  const choice = useLogChoice(target)
  const [state, setFollow] = useState<FollowState>(beginFollow(target.sinceMs))
  const [selection, setSelection] = useState<LineSelection | null>(null)
  const [wrapped, setWrapped] = useState(false)
  const searchInput = useRef<HTMLInputElement>(null)
  const { sinceMs } = target
  // From a moment on everything is read: the moment's own lines are the oldest of them.
  const { session, snapshot } = useLogSession(choice.source, { tail: sinceMs === null ? tailLines : null, sinceMs })
  const [openSession, setOpenSession] = useState(session)
  if (openSession !== session) {
    // Another log has other row numbers: what was said of the old one's means nothing here.
    setOpenSession(session)
    setFollow(beginFollow(target.sinceMs))
    setSelection(null)
  }
  const held = heldRows(snapshot)
  const search = useLogSearch(session.viewId, snapshot.state)
  const onFollow = (action: FollowAction): void => setFollow((now) => follow(now, action, held))
  const scroll = useLogScroll({ held, follow: state, onFollow, wrapped })
  return {
    choice,
    session,
    snapshot,
    range: readableRows(state, held),
    isFollowing: state.kind === 'following',
    newLines: newLineCount(state, held),
    onFollow,
    selection,
    setSelection,
    setWrapped,
    search,
    searchInput,
    scroll,
    paint: {
      services: snapshot.state?.services ?? [],
      colorOf: (service) => serviceColor(service, choice.services),
      wrapped,
      needle: search.text,
      match: search.current,
      selected: selectedRows(selection, held),
    },
  }
}

function heldRows({ state }: LogSnapshot): RowRange {
  return state === null ? { first: 0, end: 0 } : { first: state.first, end: state.first + state.count }
}
