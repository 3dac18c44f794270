import { type CSSProperties, type ReactElement, type ReactNode, type Ref, useEffect, useState } from 'react'
import { noService } from '../../../src/contract/log-contract'
import type { LineMatcher } from '../../../src/domain/line-matcher'
import { scrollable } from '../../components/scrollable'
import { scrollHeight } from './log-geometry'
import type { LogRow, RowRange } from './log-row-cache'
import { LogRowLine } from './log-row-line'
import type { LogSession } from './log-session'
import type { LogScroll } from './use-log-scroll'
import { type RowPress, useRowPress } from './use-row-press'

/** Rows read beyond what is painted, so that slow scrolling never meets an empty line. */
const readAhead = 60

/** How rows are painted: the slot's services with their colours, and what is marked. */
export type LogPaint = {
  readonly services: readonly string[]
  readonly colorOf: (service: string) => string
  readonly timeOf: (atMs: number) => string
  readonly wrapped: boolean
  readonly matcher: LineMatcher | null
  readonly match: number | null
  /** The rows selected; both ends belong to them. */
  readonly selected: { readonly first: number; readonly last: number } | null
  /** The row the keys act on. */
  readonly cursor: number | null
  /** Numbers of the rows that are unfolded in this window. */
  readonly unfolded: ReadonlySet<number>
}

type LogStreamProps = {
  readonly session: LogSession
  readonly scroll: LogScroll
  readonly paint: LogPaint
  readonly label: string
  /** The row above the oldest one. */
  readonly head: ReactNode
  /** What can be done with the row the keys act on. */
  readonly menu: ReactNode
  readonly onUnfold: (row: LogRow) => void
  readonly onPress: (press: RowPress) => void
}

/** The scrolled rows. Only those on screen exist. */
export function LogStream(props: LogStreamProps): ReactElement {
  const { session, scroll, label } = props
  const { rows, anchor, frame, scroller, above, below, onScroll } = scroll
  useEffect(() => session.want({ first: rows.first - readAhead, end: rows.end + readAhead }))
  useRowPress(scroller, props.onPress)
  const split = Math.min(rows.end, Math.max(rows.first, Math.floor(anchor.row)))
  return (
    <div
      ref={scroller}
      className="log-scroller"
      role="log"
      aria-live="off"
      aria-label={label}
      onScroll={onScroll}
      {...scrollable}
    >
      <div style={{ height: scrollHeight(frame) }}>
        <div className="log-pane" style={{ height: frame.viewport }}>
          <Rows {...props} place={above} first={rows.first} end={split} style={{ bottom: frame.viewport - anchor.y }} />
          <Rows {...props} place={below} first={split} end={rows.end} style={{ top: anchor.y }} />
        </div>
      </div>
    </div>
  )
}

type RowsProps = LogStreamProps &
  RowRange & {
    readonly place: Ref<HTMLDivElement>
    readonly style: CSSProperties
  }

function Rows(props: RowsProps): ReactElement {
  const { place, style, first, end, paint } = props
  const reused = useReused(first, end)
  return (
    <div ref={place} className={paint.wrapped ? 'log-rows wrap' : 'log-rows'} style={style}>
      {positions(first, end).map((position) => (
        <PaintedRow key={position - reused} {...props} position={position} />
      ))}
    </div>
  )
}

/**
 * What to take off positions to get keys: rows that are all new, as in a flood, take over the elements of the old ones.
 * Writing other words costs less than building anew.
 */
function useReused(first: number, end: number): number {
  const [kept, setKept] = useState({ first, end, reused: 0 })
  if (kept.first === first && kept.end === end) return kept.reused
  const isOther = first >= kept.end || end <= kept.first
  const reused = isOther ? kept.reused + first - kept.first : kept.reused
  setKept({ first, end, reused })
  return reused
}

type PaintedRowProps = LogStreamProps & { readonly position: number }

function PaintedRow(props: PaintedRowProps): ReactElement {
  const { position, session, scroll, paint, head, menu, onUnfold } = props
  if (position < scroll.oldest) return <>{head}</>
  const row = session.row(position)
  if (row === undefined) return <div className="ln" />
  const service = row.service === noService ? '' : (paint.services[row.service] ?? '')
  const { selected } = paint
  return (
    <LogRowLine
      row={row}
      service={service}
      color={paint.colorOf(service)}
      time={paint.timeOf(row.atMs)}
      matcher={paint.matcher}
      isMatch={paint.match === position}
      isSelected={selected !== null && position >= selected.first && position <= selected.last}
      isOpen={paint.unfolded.has(row.number)}
      onUnfold={onUnfold}
      menu={paint.cursor === position ? menu : null}
    />
  )
}

function positions(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
}
