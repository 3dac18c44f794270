import type { SeriesPoint } from '../../../src/domain/metrics-series'

/** What a sparkline shows: the time from `endMs - spanMs` to `endMs` across, values from 0 to `top` upwards. */
export type SparkFrame = {
  readonly width: number
  readonly height: number
  readonly endMs: number
  readonly spanMs: number
  readonly top: number
}

/** The line, and what is under it, as data of SVG paths; empty where nothing is known. */
export type SparkPath = { readonly line: string; readonly area: string }

type Place = { readonly x: number; readonly y: number }

/** Draws the points, the highest of each column of pixels; a gap in what is known is a gap in the line. */
export function sparkPath(points: readonly SeriesPoint[], frame: SparkFrame): SparkPath {
  const runs = runsOf(points, frame)
  const line = runs.map((run) => `M${run.map(spell).join('L')}${run.length === 1 ? 'h0.5' : ''}`).join('')
  const area = runs.map((run) => `M${run.map(spell).join('L')}${closing(run, frame.height)}`).join('')
  return { line, area }
}

/** Stretches without a gap, at most one place a column. */
function runsOf(points: readonly SeriesPoint[], frame: SparkFrame): readonly (readonly Place[])[] {
  const runs: Place[][] = [[]]
  for (const { atMs, value } of points) {
    const x = Math.round(((atMs - (frame.endMs - frame.spanMs)) / frame.spanMs) * frame.width)
    if (x < 0 || x > frame.width) continue
    const run = runs.at(-1)
    // What is no number is not known either.
    if (value === null || !Number.isFinite(value)) {
      if (run !== undefined && run.length > 0) runs.push([])
      continue
    }
    const share = Math.max(0, Math.min(1, frame.top > 0 ? value / frame.top : 0))
    const y = Math.round((1 + (1 - share) * (frame.height - 2)) * 10) / 10
    const last = run?.at(-1)
    if (last?.x === x) run?.splice(-1, 1, { x, y: Math.min(last.y, y) })
    else run?.push({ x, y })
  }
  return runs.filter((run) => run.length > 0)
}

function spell({ x, y }: Place): string {
  return `${String(x)} ${String(y)}`
}

function closing(run: readonly Place[], height: number): string {
  return `L${String(run.at(-1)?.x ?? 0)} ${String(height)}L${String(run[0]?.x ?? 0)} ${String(height)}Z`
}
