import type { PullProgress } from '../../../src/domain/deployment'

/** One service's pull in figures. `total` counts only what has to come over the network. */
export type PullFigures = {
  readonly service: string
  readonly doneBytes: number
  readonly totalBytes: number
  readonly ended: boolean
  readonly tookMs: number | null
}

/** All pulls together. `bytesPerSecond` and `leftMs` are null until enough has come to tell. */
export type PullSummary = {
  readonly pulls: readonly PullFigures[]
  readonly layers: number
  readonly layersOnHost: number
  readonly bytesPerSecond: number | null
  readonly leftMs: number | null
}

/** See `PullSummary`. */
export function summarizePulls(progress: readonly PullProgress[], nowMs: number): PullSummary {
  const pulls = progress.map(figuresOf)
  const layers = progress.flatMap((pull) => pull.layers)
  const running = progress.filter((pull) => pull.endedAtMs === null)
  const startedAtMs = Math.min(...progress.map((pull) => pull.startedAtMs))
  const done = sum(pulls.map((pull) => pull.doneBytes))
  const left = sum(pulls.filter((pull) => !pull.ended).map((pull) => pull.totalBytes - pull.doneBytes))
  const elapsedMs = nowMs - startedAtMs
  const isTelling = running.length > 0 && elapsedMs > 1_000 && done > 0
  const bytesPerSecond = isTelling ? (done / elapsedMs) * 1_000 : null
  return {
    pulls,
    layers: layers.length,
    layersOnHost: layers.filter((layer) => layer.state === 'exists').length,
    bytesPerSecond,
    leftMs: bytesPerSecond === null || left === 0 ? null : (left / bytesPerSecond) * 1_000,
  }
}

function figuresOf(pull: PullProgress): PullFigures {
  const fetched = pull.layers.filter((layer) => layer.state !== 'exists')
  return {
    service: pull.service,
    doneBytes: sum(fetched.map((layer) => (isComplete(layer.state) ? layer.totalBytes : layer.doneBytes))),
    totalBytes: sum(fetched.map((layer) => layer.totalBytes)),
    ended: pull.endedAtMs !== null,
    tookMs: pull.endedAtMs === null ? null : pull.endedAtMs - pull.startedAtMs,
  }
}

/** While a layer is unpacked its bytes are counted anew; they have all come over the network. */
function isComplete(state: PullProgress['layers'][number]['state']): boolean {
  return state === 'extracting' || state === 'done'
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
