import { type CSSProperties, type ReactElement, type Ref, useEffect } from 'react'
import { scrollable } from '../../components/scrollable'
import type { LogSession } from './log-session'
import { scrollHeight } from './log-geometry'
import type { RowRange } from './log-row-cache'
import { LogRowLine } from './log-row-line'
import type { LogScroll } from './use-log-scroll'

/** Rows read beyond what is painted, so that slow scrolling never meets an empty line. */
const readAhead = 60

/** How rows are painted: the slot's services with their colours, and what is marked. */
export type LogPaint = {
  readonly services: readonly string[]
  readonly colorOf: (service: string) => string
  readonly wrapped: boolean
  readonly needle: string
  readonly match: number | null
  /** The rows selected with the keyboard; both ends belong to them. */
  readonly selected: { readonly first: number; readonly last: number } | null
}

type LogStreamProps = {
  readonly session: LogSession
  readonly scroll: LogScroll
  readonly paint: LogPaint
  readonly label: string
}

/** The scrolled rows. Only those on screen exist. */
export function LogStream({ session, scroll, paint, label }: LogStreamProps): ReactElement {
  const { rows, anchor, frame, scroller, above, below, onScroll } = scroll
  useEffect(() => session.want({ first: Math.max(0, rows.first - readAhead), end: rows.end + readAhead }))
  const split = Math.min(rows.end, Math.max(rows.first, Math.floor(anchor.row)))
  const shared = { session, paint }
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
          <Rows
            {...shared}
            place={above}
            first={rows.first}
            end={split}
            style={{ bottom: frame.viewport - anchor.y }}
          />
          <Rows {...shared} place={below} first={split} end={rows.end} style={{ top: anchor.y }} />
        </div>
      </div>
    </div>
  )
}

type RowsProps = RowRange & {
  readonly session: LogSession
  readonly paint: LogPaint
  readonly place: Ref<HTMLDivElement>
  readonly style: CSSProperties
}

function Rows({ session, paint, place, style, first, end }: RowsProps): ReactElement {
  return (
    <div ref={place} className={paint.wrapped ? 'log-rows wrap' : 'log-rows'} style={style}>
      {numbers(first, end).map((number) => (
        <PaintedRow key={number} number={number} session={session} paint={paint} />
      ))}
    </div>
  )
}

type PaintedRowProps = { readonly number: number; readonly session: LogSession; readonly paint: LogPaint }

function PaintedRow({ number, session, paint }: PaintedRowProps): ReactElement {
  const row = session.row(number)
  if (row === undefined) return <div className="ln" />
  const service = paint.services[row.service] ?? ''
  const { selected } = paint
  return (
    <LogRowLine
      row={row}
      service={service}
      color={paint.colorOf(service)}
      needle={paint.needle}
      isMatch={paint.match === number}
      isSelected={selected !== null && number >= selected.first && number <= selected.last}
    />
  )
}

function numbers(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
}
