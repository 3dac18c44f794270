import { rowKind } from '../../contract/log-contract'
import { groupLine, type GroupState, noGroup } from '../../domain/log-group'
import { logLevels } from '../../domain/log-level'
import type { NewRow } from './log-chunk'
import type { PumpedLine } from './line-pump'

/** A row made of a line; `raised`: all rows of its group that came before have its level from now on. */
export type GroupedRow = { readonly row: NewRow; readonly raised: boolean }

/** Tells which lines continue a group and what level they have. One for each run of lines that are numbered in a row. */
export type RowGroups = (line: PumpedLine, number: number) => GroupedRow

const levelIndexes = new Map(logLevels.map((level, index) => [level, index]))

type Group = { state: GroupState; head: number }

/** `oldest` says which the oldest row held is: the continuation of a group whose head is gone begins one of its own. */
export function createRowGroups(oldest: () => number): RowGroups {
  const groups = new Map<string, Group>()
  const groupOf = (line: PumpedLine): Group => {
    const key = line.kind === rowKind.stderr ? `${line.containerId}!` : line.containerId
    let group = groups.get(key)
    if (group === undefined) groups.set(key, (group = { state: noGroup, head: 0 }))
    return group
  }
  return (line, number) => {
    const { atMs, service, kind, text } = line
    if (kind === rowKind.marker) return { row: { atMs, service, kind, level: 0, headDistance: 0, text }, raised: false }
    const group = groupOf(line)
    const before = group.state
    const isOrphan = before.lines > 0 && group.head < oldest()
    group.state = groupLine(isOrphan ? noGroup : before, text, atMs)
    if (group.state.lines <= 1) group.head = number
    const level = levelIndexes.get(group.state.level) ?? 0
    const raised = group.state.lines > 1 && group.state.level !== before.level
    return { row: { atMs, service, kind, level, headDistance: number - group.head, text }, raised }
  }
}
