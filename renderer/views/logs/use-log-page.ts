import { type RefObject, useRef, useState } from 'react'
import type { LogTarget } from '../../stores/navigation-store'
import { selectedRows } from './line-selection'
import { type FollowAction, newLineCount, readableRows } from './log-follow'
import type { RowRange } from './log-row-cache'
import { endsWaiting } from './log-search-step'
import type { LogSnapshot } from './log-session'
import type { LogPaint } from './log-stream'
import { serviceColor } from './service-color'
import { useLineTimes } from './use-line-times'
import { type LogScroll, useLogScroll } from './use-log-scroll'
import { type LogSearch, useLogSearch } from './use-log-search'
import { type LogView, useLogView } from './use-log-view'
import { useOlderRows } from './use-older-rows'
import { type Reading, useReading, useStay } from './use-reading'

/** All that the log page knows and can do; its parts show pieces of it. */
export type LogPageModel = LogView &
  Reading & {
    /** The rows that can be scrolled through now. */
    readonly rows: RowRange
    readonly isFollowing: boolean
    readonly newLines: number
    /** Pauses at a row, brings it into view and makes it the one the keys act on. */
    readonly goTo: (position: number) => void
    readonly toggleUnfolded: (number: number, isOpen: boolean) => void
    readonly search: LogSearch
    readonly searchInput: RefObject<HTMLInputElement | null>
    readonly scroll: LogScroll
    readonly paint: LogPaint
    readonly readOlder: () => void
  }

/** See `LogPageModel`. Belongs to one target: with another one it has to begin anew. */
export function useLogPage(target: LogTarget): LogPageModel {
  const view = useLogView(target)
  const { session, snapshot, look } = view
  const held = heldRows(snapshot)
  const reading = useReading(target, session, snapshot.moved, held)
  const { following, selection, setSelection } = reading
  const search = useLogSearch(session.viewId, snapshot.state)
  const onFollow = (action: FollowAction): void => {
    if (endsWaiting(action, following.kind)) search.setWaiting(null)
    reading.onFollow(action)
  }
  const [unfolded, toggleUnfolded] = useUnfolded()
  const readOlder = useOlderRows(session.viewId, snapshot.state, view.filter.fromMs)
  const isUneven = look.wrapped || unfolded.size > 0
  const scroll = useLogScroll({ held, follow: following, onFollow, onOldest: readOlder, isUneven })
  useStay(session, scroll, reading, snapshot.moved)
  return {
    ...view,
    ...reading,
    onFollow,
    rows: readableRows(following, held),
    isFollowing: following.kind === 'following',
    newLines: newLineCount(following, held),
    goTo: (position) => {
      onFollow({ kind: 'go-to', position })
      setSelection({ from: position, to: position })
      scroll.show(position)
    },
    toggleUnfolded,
    search,
    searchInput: useRef<HTMLInputElement>(null),
    scroll,
    paint: {
      services: view.services,
      colorOf: (service) => serviceColor(service, view.choice.services),
      timeOf: useLineTimes(look.times),
      wrapped: look.wrapped,
      matcher: search.matcher,
      match: search.current,
      selected: selectedRows(selection, held),
      cursor: selection?.to ?? null,
      unfolded,
    },
    readOlder,
  }
}

function useUnfolded(): readonly [ReadonlySet<number>, (number: number, isOpen: boolean) => void] {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const toggle = (number: number, isOpen: boolean): void =>
    setUnfolded((now) => new Set(isOpen ? [...now, number] : [...now].filter((one) => one !== number)))
  return [unfolded, toggle]
}

function heldRows({ state }: LogSnapshot): RowRange {
  return state === null ? { first: 0, end: 0 } : { first: state.first, end: state.first + state.count }
}
