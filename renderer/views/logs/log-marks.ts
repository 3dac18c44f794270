import { logMark } from '../../../src/contract/log-contract'
import type { RowRange } from './log-row-cache'

/** What a mark on the scroll bar stands for. The order is that of painting: later ones lie over earlier ones. */
const markKinds = ['warn', 'error', 'container', 'deployment', 'match'] as const

/** See `markKinds`. */
type MarkKind = (typeof markKinds)[number]

/** A mark on the scroll bar; its place and its height as parts of the whole. */
export type LogMark = { readonly kind: MarkKind; readonly top: number; readonly height: number }

/** With so few rows every one has a mark of its own, a line on its place. */
const fewRows = 150

/** Marks of the engine's buckets; neighbours of one kind become one mark, but for a log of few rows. */
export function bucketMarks(flags: Uint8Array): readonly LogMark[] {
  const kinds = markKinds.filter((kind) => kind !== 'match')
  const marks = kinds.flatMap((kind) =>
    runs(kind, flags.length, (bucket) => ((flags[bucket] ?? 0) & logMark[kind]) !== 0),
  )
  return flags.length > fewRows ? marks : marks.flatMap((mark) => apart(mark, flags.length))
}

function apart(mark: LogMark, buckets: number): readonly LogMark[] {
  const count = Math.round(mark.height * buckets)
  return Array.from({ length: count }, (_, index) => ({ ...mark, top: mark.top + (index + 0.5) / buckets, height: 0 }))
}

/** Marks of matches; as many as there are buckets at most, however many match. */
export function matchMarks(positions: ArrayLike<number>, range: RowRange, buckets: number): readonly LogMark[] {
  const count = range.end - range.first
  if (count <= 0) return []
  const hit = new Uint8Array(buckets)
  for (let index = 0; index < positions.length; index += 1) {
    const at = (positions[index] ?? 0) - range.first
    if (at >= 0 && at < count) hit[Math.floor((at / count) * buckets)] = 1
  }
  return runs('match', buckets, (bucket) => hit[bucket] === 1)
}

function runs(kind: MarkKind, buckets: number, isMarked: (bucket: number) => boolean): readonly LogMark[] {
  const marks: LogMark[] = []
  let from = -1
  for (let bucket = 0; bucket <= buckets; bucket += 1) {
    const marked = bucket < buckets && isMarked(bucket)
    if (marked && from < 0) from = bucket
    if (marked || from < 0) continue
    marks.push({ kind, top: from / buckets, height: (bucket - from) / buckets })
    from = -1
  }
  return marks
}
