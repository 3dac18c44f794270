import { type ReactElement, useEffect, useRef, useState } from 'react'
import UPlot from 'uplot'
import type { SeriesPoint } from '../../../src/domain/metrics-series'
import { formatClock } from '../../format/time'

/** One line of a chart. `color` names a custom property of the theme; `points` of all lines of a chart have the same times. */
export type ChartLine = {
  readonly label: string
  readonly color: string
  readonly points: readonly SeriesPoint[]
}

/** How values are counted: `isBinary` by 1,024; the axis reaches at least to `leastTop`. */
export type ChartScale = { readonly leastTop: number; readonly isBinary: boolean }

/** What a chart shows: the time from `endMs - spanMs` to `endMs`, values from 0 to `top` (null: to the highest one). */
type ChartFrame = {
  readonly endMs: number
  readonly spanMs: number
  readonly top: number | null
  readonly scale: ChartScale
}

type MetricsChartProps = {
  readonly name: string
  readonly lines: readonly ChartLine[]
  readonly frame: ChartFrame
  readonly text: (value: number) => string
  /** What a look at the chart tells, in words. */
  readonly summary: string
}

/** Lines over time; where the pointer is, the values in words. All charts of a page follow one pointer. */
export function MetricsChart({ name, lines, frame, text, summary }: MetricsChartProps): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot | null>(null)
  // The chart asks for these whenever it draws.
  const shown = useRef({ lines, frame, text })
  const [pointed, setPointed] = useState<number | null>(null)
  const labels = lines.map(({ label }) => label).join('\n')
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const made = new UPlot(optionsOf(element, labels.split('\n'), shown, setPointed), emptyData(labels), element)
    chart.current = made
    const observer = new ResizeObserver(() => made.setSize(sizeOf(element)))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      chart.current = null
    }
  }, [labels])
  useEffect(() => {
    shown.current = { lines, frame, text }
    chart.current?.setData(dataOf(lines))
  }, [lines, frame, text, labels])
  return (
    <section className="mchart">
      <header>
        <h2>{name}</h2>
        <p className="meta tx2">{pointed === null ? '' : pointedText(lines, pointed, text)}</p>
        {lines.length > 1 &&
          lines.map(({ label, color }) => (
            <span key={label} className="meta tx2 mkey">
              <svg viewBox="0 0 12 2" aria-hidden="true">
                <path d="M0 1H12" stroke={`var(${color})`} strokeWidth="2" />
              </svg>
              {label}
            </span>
          ))}
      </header>
      <div ref={place} className="mplot" role="img" aria-label={summary} />
    </section>
  )
}

type Shown = { readonly current: Pick<MetricsChartProps, 'lines' | 'frame' | 'text'> }

/** Steps of an axis by 1,024: 1 kB to 1 TB. */
const binarySteps = Array.from({ length: 31 }, (_, power) => 2 ** (power + 10))

function topOf({ top, scale }: ChartFrame, highest: number): number {
  return top ?? Math.max(scale.leastTop, highest * 1.15)
}

const axisHeight = 24
const axisWidth = 66

function optionsOf(
  element: HTMLElement,
  labels: readonly string[],
  shown: Shown,
  onPoint: (index: number | null) => void,
): UPlot.Options {
  const colorOf = (name: string): string => getComputedStyle(element).getPropertyValue(name)
  const axis: UPlot.Axis = {
    stroke: () => colorOf('--tx-3'),
    font: `11px ${colorOf('--font-ui')}`,
    grid: { stroke: () => colorOf('--line-subtle'), width: 1 },
    ticks: { show: false },
  }
  return {
    ...sizeOf(element),
    ms: 1,
    legend: { show: false },
    cursor: { sync: { key: 'metrics' }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
    scales: {
      x: {
        time: true,
        range: () => [shown.current.frame.endMs - shown.current.frame.spanMs, shown.current.frame.endMs],
      },
      y: { range: (_, _lowest, highest) => [0, topOf(shown.current.frame, highest)] },
    },
    axes: [
      { ...axis, size: axisHeight, values: (_, times) => times.map((atMs) => formatClock(atMs)) },
      {
        ...axis,
        ...(shown.current.frame.scale.isBinary ? { incrs: binarySteps } : {}),
        size: axisWidth,
        values: (_, values) => values.map((value) => shown.current.text(value)),
      },
    ],
    series: [
      {},
      ...labels.map((label, index): UPlot.Series => {
        const color = (): string => colorOf(shown.current.lines[index]?.color ?? '--tx-2')
        return { label, stroke: color, width: 1.5, spanGaps: false, points: { show: false } }
      }),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  }
}

function sizeOf(element: HTMLElement): { readonly width: number; readonly height: number } {
  return { width: Math.max(120, element.clientWidth), height: Math.max(80, element.clientHeight) }
}

function emptyData(labels: string): UPlot.AlignedData {
  return [[], ...labels.split('\n').map(() => [])]
}

function dataOf(lines: readonly ChartLine[]): UPlot.AlignedData {
  const times = (lines[0]?.points ?? []).map(({ atMs }) => atMs)
  return [times, ...lines.map(({ points }) => points.map(({ value }) => value))]
}

function pointedText(lines: readonly ChartLine[], index: number, text: (value: number) => string): string {
  const atMs = lines[0]?.points[index]?.atMs
  if (atMs === undefined) return ''
  const values = lines.map(({ points }) => points[index]?.value ?? null)
  return [formatClock(atMs, true), ...values.map((value) => (value === null ? '–' : text(value)))].join('  ')
}
