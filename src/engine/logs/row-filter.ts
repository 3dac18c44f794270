import { type LogFilter, noService, rowKind } from '../../contract/log-contract'
import { createLineMatcher } from '../../domain/line-matcher'
import { logLevels } from '../../domain/log-level'
import type { LogStore } from './log-store'
import { createPartMatcher, type PartMatcher } from './part-matcher'
import { seenText } from './seen-text'

/** A filter made ready: whether single rows pass it, each by itself. */
export type RowFilter = {
  /** Whether every row passes. */
  readonly isOpen: boolean
  readonly passes: (number: number) => boolean
  /** Whether lines of a level (its index) may pass. */
  readonly takesLevel: (level: number) => boolean
  /** See `logViewStateSchema.filterIsPartial`. */
  readonly isPartial: () => boolean
}

/** Throws `pattern-refused`. `services` are the names that rows index; they may grow. */
export function createRowFilter(filter: LogFilter, store: LogStore, services: readonly string[]): RowFilter {
  const matchersOf = (isUnwanted: boolean): readonly PartMatcher[] =>
    filter.texts.filter(({ not }) => not === isUnwanted).map((text) => createPartMatcher(createLineMatcher(text)))
  const wanted = matchersOf(false)
  const unwanted = matchersOf(true)
  const takesLevel = levelTest(filter)
  const takesService = serviceTest(filter, services)
  const headIsUnwanted = createHeadTest(store, unwanted)
  const { fromMs, toMs } = filter
  const takesTime = (atMs: number): boolean => (fromMs === null || atMs >= fromMs) && (toMs === null || atMs <= toMs)
  const hasTexts = filter.texts.length > 0
  return {
    isOpen: filter.services === null && filter.levels === null && fromMs === null && toMs === null && !hasTexts,
    takesLevel,
    isPartial: () => [...wanted, ...unwanted].some((matcher) => matcher.isPartial()),
    passes: (number) => {
      const chunk = store.chunkOf(number)
      if (chunk === null) return false
      const index = number - chunk.first
      if (!takesService(chunk.service(index)) || !takesTime(chunk.atMs(index))) return false
      if (chunk.kind(index) === rowKind.marker) return wanted.length === 0
      if (!takesLevel(chunk.level(index))) return false
      if (!hasTexts) return true
      const plain = seenText(chunk, index)
      if (!wanted.every((matcher) => matcher.matches(plain))) return false
      return !unwanted.some((matcher) => matcher.matches(plain)) && !headIsUnwanted(number)
    },
  }
}

function levelTest({ levels }: LogFilter): (level: number) => boolean {
  if (levels === null) return () => true
  const taken = logLevels.map((level) => levels.includes(level))
  return (level) => taken[level] ?? false
}

function serviceTest({ services }: LogFilter, names: readonly string[]): (service: number) => boolean {
  if (services === null) return () => true
  const wanted = new Set(services)
  return (service) => service === noService || wanted.has(names[service] ?? '')
}

/** Whether the head of a row's group has a text that rows must not have; remembers the last one, as groups come in a row. */
function createHeadTest(store: LogStore, unwanted: readonly PartMatcher[]): (number: number) => boolean {
  let last = { head: NaN, isUnwanted: false }
  return (number) => {
    if (unwanted.length === 0) return false
    const head = store.headOf(number)
    if (head === number) return false
    if (head === last.head) return last.isUnwanted
    const chunk = store.chunkOf(head)
    const plain = chunk === null ? '' : seenText(chunk, head - chunk.first)
    last = { head, isUnwanted: unwanted.some((matcher) => matcher.matches(plain)) }
    return last.isUnwanted
  }
}
