import type { SlotsFileCheck } from '../../contract/slots-file-view'
import { displayLine } from '../../domain/display-text'
import { maskText } from '../../domain/slots-file/mask-text'
import type { Bundle } from '../../domain/slots-file/slots-file'

type DiffLine = SlotsFileCheck['lines'][number]
type Step = Pick<DiffLine, 'kind' | 'before' | 'after'>

/** More lines are not shown; a file of more is nobody's. */
const mostLines = 20_000
const longestLine = 2_000
/** The table of the comparison has at most this many cells; beyond, what differs counts as all new. */
const mostCells = 4_000_000

/**
 * Two bundles line by line: the compose file whole, of the others what changed. Compared as they are, shown with secrets
 * hidden: that a secret changed is told, not what it was.
 */
export function publishLineDiff(before: Bundle | null, after: Bundle): readonly DiffLine[] {
  const composeLines = fileDiff(after.composeName, before?.composeText ?? null, after.composeText)
  const names = new Set([...Object.keys(after.files), ...Object.keys(before?.files ?? {})])
  const others = [...names].sort().flatMap((name) => {
    const [old, now] = [before?.files[name] ?? null, after.files[name] ?? null]
    return old === now ? [] : fileDiff(name, old, now)
  })
  return [...composeLines, ...others].slice(0, mostLines)
}

function fileDiff(file: string, before: string | null, after: string | null): readonly DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const [oldShown, nowShown] = [
    linesOf(before === null ? null : maskText(before)),
    linesOf(after === null ? null : maskText(after)),
  ]
  return lineSteps(old, now).map((step) => {
    const text = step.after === null ? oldShown[(step.before ?? 1) - 1] : nowShown[step.after - 1]
    return { file, ...step, text: displayLine(text ?? '').slice(0, longestLine) }
  })
}

function linesOf(text: string | null): readonly string[] {
  if (text === null || text === '') return []
  return text.replace(/\n$/, '').split('\n')
}

/** How one list of lines becomes the other, with as many as possible left the same. Line numbers count from 1. */
export function lineSteps(old: readonly string[], now: readonly string[]): readonly Step[] {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  const same = (offsetOld: number, offsetNow: number, count: number): Step[] =>
    Array.from({ length: count }, (_, index) => ({
      kind: 'same' as const,
      before: offsetOld + index + 1,
      after: offsetNow + index + 1,
    }))
  const middle = middleSteps(old.slice(head, old.length - tail), now.slice(head, now.length - tail), head)
  return [...same(0, 0, head), ...middle, ...same(old.length - tail, now.length - tail, tail)]
}

function middleSteps(old: readonly string[], now: readonly string[], head: number): Step[] {
  const removed = (index: number): Step => ({ kind: 'removed', before: head + index + 1, after: null })
  const added = (index: number): Step => ({ kind: 'added', before: null, after: head + index + 1 })
  if (old.length * now.length > mostCells) return [...old.map((_, i) => removed(i)), ...now.map((_, i) => added(i))]
  const common = commonLengths(old, now)
  const width = now.length + 1
  const lengthAt = (i: number, j: number): number => common[i * width + j] ?? 0
  const steps: Step[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      steps.push({ kind: 'same', before: head + i + 1, after: head + j + 1 })
      i += 1
      j += 1
    } else if (j === now.length || (i < old.length && lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      steps.push(removed(i))
      i += 1
    } else {
      steps.push(added(j))
      j += 1
    }
  }
  return steps
}

/** For each pair of places the length of the longest run of lines that both rests have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [down, right] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0]
      lengths[i * width + j] = old[i] === now[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(down, right)
    }
  }
  return lengths
}
