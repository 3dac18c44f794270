import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { HistoryEntry } from '../../../src/contract/history'
import { focusFirst } from '../../components/focus-first'
import { StatusBar } from '../../components/status-bar'
import { useClock } from '../../format/clock'
import { useTranslation } from '../../i18n/use-translation'
import { openEntry, useActivityStore } from '../../stores/activity-store'
import { useBoardStore } from '../../stores/board-store'
import { useFilterStore } from '../../stores/filter-store'
import { ErrorNote } from '../deploy/error-note'
import { ActivityHead } from './activity-head'
import { FilterBar } from './filter-bar'
import { HistoryList } from './history-list'
import { historyRequest } from './history-request'
import type { HistorySnapshot } from './history-session'
import { NoHistory } from './no-history'
import { useActivityKeys } from './use-activity-keys'
import { useExport } from './use-export'
import { useHistory } from './use-history'

/** What happened on the hosts, by day. */
export function ActivityView(): ReactElement {
  const filter = useActivityFilter()
  const { session, snapshot } = useHistory(filter)
  const { head, entries, error } = snapshot
  const { selected, select, openIndex } = useSelection(snapshot)
  const { said, save } = useExport(filter)
  const hostName = useHostName()
  const grid = useRef<HTMLDivElement>(null)
  const searchInput = useRef<HTMLInputElement>(null)
  const total = head?.total ?? 0
  useActivityKeys({ entry: entries.get(selected), selected, total, select, save, grid, searchInput })
  const onPress = useCallback(
    (index: number) => {
      grid.current?.focus()
      select(index)
      toggle(session.snapshot().entries.get(index))
    },
    [select, session],
  )
  return (
    <>
      <ActivityHead head={head} onSave={save} />
      <FilterBar head={head} input={searchInput} onLeave={() => grid.current?.focus()} />
      {error !== null && <ErrorNote error={error} onRetry={() => session.refresh()} />}
      {head === null || total === 0 ? (
        <NoHistory head={head} hostName={hostName} />
      ) : (
        <FocusedList isOver={error !== null}>
          <HistoryList {...{ session, head, entries, selected, openIndex, hostName, onPress, grid }} />
        </FocusedList>
      )}
      <Foot said={said} />
    </>
  )
}

/** Coming to the page, the list has the focus, so that the arrow keys work at once. */
function FocusedList({
  isOver,
  children,
}: {
  readonly isOver: boolean
  readonly children: ReactElement
}): ReactElement {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body || activeElement.closest('.rail') !== null)
      focusFirst(frame.current?.querySelector<HTMLElement>('[role="treegrid"]') ?? null)
  }, [])
  return (
    <div ref={frame} className="acts-frame" data-stale={isOver}>
      {children}
    </div>
  )
}

function toggle(entry: HistoryEntry | undefined): void {
  if (entry === undefined) return
  const { open } = useActivityStore.getState()
  const isOpen = open?.hostId === entry.hostId && open.id === entry.id
  openEntry(isOpen ? null : { hostId: entry.hostId, id: entry.id })
}

function useActivityFilter() {
  const filter = useActivityStore((state) => state.filter)
  const hostId = useFilterStore((state) => state.hostId)
  // Renders again at midnight alone: then "today" is another day.
  const today = useClock((nowMs) => new Date(nowMs).setHours(0, 0, 0, 0))
  return useMemo(() => historyRequest(filter, hostId, today), [filter, hostId, today])
}

/** The selected entry keeps the selection when the history grows over it. */
function useSelection({ head, entries }: HistorySnapshot) {
  const open = useActivityStore((state) => state.open)
  const [selected, setSelected] = useState(0)
  const [chosen, setChosen] = useState<HistoryEntry | null>(null)
  const [seen, setSeen] = useState(entries)
  const placeOf = (wanted: { readonly hostId: string; readonly id: string } | null): number => {
    if (wanted === null) return -1
    for (const [index, { hostId, id }] of entries) if (id === wanted.id && hostId === wanted.hostId) return index
    return -1
  }
  if (seen !== entries) {
    setSeen(entries)
    const place = placeOf(chosen)
    if (place >= 0) setSelected(place)
    else setSelected((before) => Math.max(0, Math.min(before, (head?.total ?? 0) - 1)))
  }
  const select = useCallback(
    (index: number) => {
      setSelected(index)
      setChosen(entries.get(index) ?? null)
    },
    [entries],
  )
  return { selected, select, openIndex: placeOf(open) }
}

function useHostName(): (hostId: string) => string {
  const hosts = useBoardStore((state) => state.board.hosts)
  return useCallback((hostId) => hosts.find(({ host }) => host.id === hostId)?.host.name ?? hostId, [hosts])
}

function Foot({ said }: { readonly said: string }): ReactElement {
  const { t } = useTranslation('activity')
  return (
    <StatusBar
      hints={[
        { chords: ['ArrowUp', 'ArrowDown'], word: t('keyEntry') },
        { chords: ['ArrowRight'], word: t('keyOpen') },
        { chords: ['ArrowLeft'], word: t('keyFold') },
        { chords: ['Enter'], word: t('keySlot') },
        { chords: ['L'], word: t('keyLogs') },
        { chords: ['F'], word: t('keyTrouble') },
        { chords: ['Ctrl+F'], word: t('keyFilter') },
        { chords: ['Ctrl+E', 'Ctrl+J'], word: t('keyExport') },
      ]}
    >
      <span role="status">{said === '' ? t('keptNote') : said}</span>
    </StatusBar>
  )
}
