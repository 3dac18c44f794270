import type { FileRemark, SlotsFileCheck } from '../../../src/contract/slots-file-view'

type DiffLine = SlotsFileCheck['lines'][number]

/** A remark with what it means for publishing. */
export type ShownRemark = { readonly tone: 'bad' | 'warn'; readonly remark: FileRemark }

/** One row of the comparison, from top to bottom. */
export type DiffRow =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'line'; readonly line: DiffLine; readonly startsChange: boolean }
  | { readonly kind: 'fold'; readonly count: number; readonly key: string }
  | { readonly kind: 'remark'; readonly shown: ShownRemark; readonly index: number }

/** Lines left around a change, and the fewest that are worth folding. */
const contextLines = 3
const fewestFolded = 4

/** Faults first, each kind in the file's order. */
export function shownRemarks({
  faults,
  warnings,
}: Pick<SlotsFileCheck, 'faults' | 'warnings'>): readonly ShownRemark[] {
  return [
    ...faults.map((remark) => ({ tone: 'bad' as const, remark })),
    ...warnings.map((remark) => ({ tone: 'warn' as const, remark })),
  ]
}

/** The comparison as rows: remarks under their line, other files under their name; `whole` folds nothing. */
export function diffRows(
  check: Pick<SlotsFileCheck, 'lines' | 'faults' | 'warnings'>,
  whole: boolean,
): readonly DiffRow[] {
  const remarks = shownRemarks(check)
  const at = new Map<string, number[]>()
  remarks.forEach(({ remark }, index) => {
    const place = `${remark.file}:${remark.line}`
    at.set(place, [...(at.get(place) ?? []), index])
  })
  const remarksAt = (line: DiffLine): readonly number[] =>
    line.after === null ? [] : (at.get(`${line.file}:${line.after}`) ?? [])
  const lines = whole ? check.lines.filter(({ kind }) => kind !== 'removed') : check.lines
  const isKept = keptLines(lines, whole, (line) => remarksAt(line).length > 0)
  const rows: DiffRow[] = []
  for (let index = 0; index < lines.length;) {
    const line = lines[index]
    if (line === undefined) break
    const previous = lines[index - 1]
    if (previous !== undefined && previous.file !== line.file) rows.push({ kind: 'file', name: line.file })
    const folded = foldedFrom(lines, isKept, index)
    if (folded >= fewestFolded) {
      rows.push({ kind: 'fold', count: folded, key: `${line.file} ${line.after}` })
      index += folded
      continue
    }
    const startsChange = line.kind !== 'same' && (previous === undefined || previous.kind === 'same')
    rows.push({ kind: 'line', line, startsChange: startsChange && !whole })
    for (const remark of remarksAt(line)) {
      const shown = remarks[remark]
      if (shown !== undefined) rows.push({ kind: 'remark', shown, index: remark })
    }
    index += 1
  }
  return rows
}

function keptLines(
  lines: readonly DiffLine[],
  whole: boolean,
  hasRemark: (line: DiffLine) => boolean,
): readonly boolean[] {
  const kept = lines.map(() => whole)
  lines.forEach((line, index) => {
    if (line.kind === 'same' && !hasRemark(line)) return
    for (let near = index - contextLines; near <= index + contextLines; near += 1) if (near in kept) kept[near] = true
  })
  return kept
}

/** How many lines from this one on, within its file, are far from every change. */
function foldedFrom(lines: readonly DiffLine[], isKept: readonly boolean[], from: number): number {
  let end = from
  while (end < lines.length && isKept[end] === false && lines[end]?.file === lines[from]?.file) end += 1
  return end - from
}
