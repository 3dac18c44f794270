import {
  type ReactElement,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { HistoryEntry } from '../../../src/contract/history'
import { useTranslation } from '../../i18n/use-translation'
import { DayLine } from './day-line'
import { EntryDetails } from './entry-details'
import { entryHeight, entryTop, type ListItem, listWindow, type Unfolded } from './history-geometry'
import { HistoryLine, lineId } from './history-line'
import type { HistorySession, HistorySnapshot } from './history-session'

type HistoryListProps = {
  readonly session: HistorySession
  readonly head: NonNullable<HistorySnapshot['head']>
  readonly entries: HistorySnapshot['entries']
  readonly selected: number
  /** The place of the entry that is unfolded; -1: none is. */
  readonly openIndex: number
  readonly hostName: (hostId: string) => string
  readonly onPress: (index: number) => void
  readonly grid: RefObject<HTMLDivElement | null>
}

/** Drawn over and under what is seen, so that a turn of the wheel shows no gap. */
const marginPx = 340
/** Entries read ahead on both sides. */
const readAhead = 40

/** The history by day. Only what is near the screen is in the page, however long the history is. */
export function HistoryList(props: HistoryListProps): ReactElement {
  const { session, head, entries, selected, openIndex, hostName, onPress, grid } = props
  const { t } = useTranslation('activity')
  const { unfolded, measure } = useUnfolded(openIndex)
  const view = useScrollView(grid)
  const { before, items, after } = useMemo(
    () => listWindow(head.days, unfolded, view.top - marginPx, view.top + view.height + marginPx),
    [head.days, unfolded, view.top, view.height],
  )
  useWanted(session, items)
  useShownSelection(grid, head.days, unfolded, selected)
  const isDrawn = items.some((item) => item.kind === 'entry' && item.index === selected)
  return (
    <div
      ref={grid}
      className="acts"
      role="treegrid"
      tabIndex={0}
      aria-label={t('list')}
      aria-rowcount={head.total + 1}
      aria-activedescendant={isDrawn ? lineId(selected) : undefined}
    >
      <HeadLine />
      <div role="rowgroup" style={{ paddingTop: before, paddingBottom: after }}>
        {items.map((item) => (
          <Item
            key={item.kind === 'day' ? item.day : `${item.kind} ${item.index}`}
            item={item}
            entry={item.kind === 'day' ? undefined : entries.get(item.index)}
            hosts={head.hosts}
            isSelected={item.kind === 'entry' && item.index === selected}
            isOpen={item.kind === 'entry' && item.index === openIndex}
            {...{ hostName, onPress, measure }}
          />
        ))}
      </div>
    </div>
  )
}

type ItemProps = Pick<HistoryListProps, 'hostName' | 'onPress'> & {
  readonly item: ListItem
  readonly entry: HistoryEntry | undefined
  readonly hosts: HistoryListProps['head']['hosts']
  readonly isSelected: boolean
  readonly isOpen: boolean
  readonly measure: (element: HTMLElement | null) => void
}

function Item(props: ItemProps): ReactElement {
  const { item, entry, hosts, hostName, isSelected, isOpen, onPress, measure } = props
  switch (item.kind) {
    case 'day':
      return <DayLine day={item.day} count={item.count} stale={item.isFirst ? hosts : []} hostName={hostName} />
    case 'entry':
      return (
        <HistoryLine
          entry={entry}
          index={item.index}
          hostName={entry === undefined ? '' : hostName(entry.hostId)}
          {...{ isSelected, isOpen, onPress }}
        />
      )
    case 'details':
      return (
        <div role="row" className="adet" ref={measure}>
          <div role="gridcell" aria-colspan={8}>
            {entry !== undefined && <EntryDetails entry={entry} hostName={hostName(entry.hostId)} />}
          </div>
        </div>
      )
  }
}

function HeadLine(): ReactElement {
  const { t } = useTranslation('activity')
  return (
    <div className="ar h" role="row" aria-rowindex={1}>
      <span role="columnheader">
        <span className="vh">{t('details')}</span>
      </span>
      {(['time', 'kind', 'where', 'what', 'who', 'result'] as const).map((word) => (
        <span key={word} role="columnheader">
          {t(word)}
        </span>
      ))}
      <span role="columnheader" className="tk">
        {t('took')}
      </span>
    </div>
  )
}

const firstGuessPx = 220

/** What is unfolded with its height as it really is, measured whenever it changes. */
function useUnfolded(index: number): { unfolded: Unfolded; measure: (element: HTMLElement | null) => void } {
  const [height, setHeight] = useState(firstGuessPx)
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setHeight(element.getBoundingClientRect().height))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const unfolded = useMemo(() => (index < 0 ? null : { index, height }), [index, height])
  return { unfolded, measure }
}

function useScrollView(grid: HistoryListProps['grid']): { readonly top: number; readonly height: number } {
  const [view, setView] = useState({ top: 0, height: 900 })
  useEffect(() => {
    const element = grid.current
    if (element === null) return undefined
    const read = (): void => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(read)
    observer.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [grid])
  return view
}

function useWanted(session: HistorySession, items: readonly ListItem[]): void {
  const places = items.flatMap((item) => (item.kind === 'day' ? [] : [item.index]))
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0]
  useEffect(() => session.show(first - readAhead, last + readAhead), [session, first, last])
}

/** Scrolls so that the selected entry is seen, when another becomes it. */
function useShownSelection(
  grid: HistoryListProps['grid'],
  days: HistoryListProps['head']['days'],
  unfolded: Unfolded,
  selected: number,
): void {
  const shown = useRef(selected)
  useLayoutEffect(() => {
    const element = grid.current
    if (element === null || shown.current === selected) return
    shown.current = selected
    const top = entryTop(days, unfolded, selected)
    // The head line stays over the first rows.
    const room = element.clientHeight - headHeight
    if (top < element.scrollTop) element.scrollTo({ top: selected === 0 ? 0 : top })
    else if (top + entryHeight > element.scrollTop + room) element.scrollTo({ top: top + entryHeight - room })
  }, [grid, days, unfolded, selected])
}

const headHeight = 26
