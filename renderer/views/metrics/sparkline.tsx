import type { CSSProperties, ReactElement } from 'react'
import { type SeriesPoint, seriesSpanMs } from '../../../src/domain/metrics-series'
import { sparkPath } from './spark-path'

type SparklineProps = {
  readonly points: readonly SeriesPoint[]
  readonly color: string
  /** The value at the upper edge. */
  readonly top: number
  /** The upper edge is a limit, and is drawn. */
  readonly isLimited: boolean
}

const [width, height] = [74, 26]

/** The last half hour of a metric at a glance, the newest of it where there is less room; the words beside it say what it is. */
export function Sparkline({ points, color, top, isLimited }: SparklineProps): ReactElement {
  const endMs = points.at(-1)?.atMs ?? 0
  const { line, area } = sparkPath(points, { width, height, endMs, spanMs: seriesSpanMs, top })
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMaxYMid slice"
      aria-hidden="true"
      style={{ '--c': color } as CSSProperties}
    >
      {isLimited && <line x1="0" x2={width} y1="0.5" y2="0.5" />}
      <path className="area" d={area} />
      <path d={line} />
    </svg>
  )
}
