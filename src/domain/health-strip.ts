import type { HealthCheck, HealthCheckSource } from './health-check'
import type { HealthTally, TimeSpan } from './service-health'

/**
 * A piece of a strip: the checks that began in it, the worst of them in front. `idle`: none ran, and none was missed;
 * `not-known`: Berth did not look then.
 */
export type StripCell = TimeSpan & {
  readonly kind: HealthCheck['kind'] | 'idle' | 'not-known'
  /** Places in the checks that were given, oldest first; those that are only counted have none. */
  readonly checks: readonly number[]
  readonly total: number
  readonly passed: number
}

/** What a strip is made of. */
export type StripInput = {
  readonly source: HealthCheckSource
  readonly checks: readonly HealthCheck[]
  readonly tallies: readonly HealthTally[]
  readonly known: readonly TimeSpan[]
}

/**
 * A stretch of time cut into at most `most` cells of the same length, oldest first: fewer where checks come so seldom that
 * there would be cells without one.
 */
export function stripCells(input: StripInput, { fromMs, untilMs }: TimeSpan, most: number): readonly StripCell[] {
  const own = ownChecks(input, fromMs, untilMs)
  const shortestMs = input.tallies.some((tally) => tally.source === input.source && tally.fromMs >= fromMs)
    ? 300_000
    : 1
  const cellMs = Math.max((untilMs - fromMs) / most, usualGapMs(own) * 1.1, shortestMs)
  const count = Math.max(1, Math.floor((untilMs - fromMs) / cellMs))
  const lengthMs = (untilMs - fromMs) / count
  const counted = input.tallies.filter(({ source }) => source === input.source)
  return Array.from({ length: count }, (_, index) => {
    const span = { fromMs: fromMs + index * lengthMs, untilMs: fromMs + (index + 1) * lengthMs }
    const inside = own.filter(({ check }) => check.startedAtMs >= span.fromMs && check.startedAtMs < span.untilMs)
    const tallies = counted.filter((tally) => tally.fromMs >= span.fromMs && tally.fromMs < span.untilMs)
    return cellOf(span, inside, tallies, input.known)
  })
}

/** How many of one source's checks passed, those that are only counted too. */
export function countChecks({ source, checks, tallies }: Omit<StripInput, 'known'>): {
  readonly passed: number
  readonly total: number
} {
  const own = checks.filter((check) => check.source === source)
  const counted = tallies.filter((tally) => tally.source === source)
  return {
    passed: own.filter(({ kind }) => kind === 'passed').length + counted.reduce((sum, { passed }) => sum + passed, 0),
    total: own.length + counted.reduce((sum, tally) => sum + totalOf(tally), 0),
  }
}

function totalOf({ passed, failed, timedOut, starting }: HealthTally): number {
  return passed + failed + timedOut + starting
}

type Placed = { readonly check: HealthCheck; readonly place: number }

function ownChecks({ source, checks }: StripInput, fromMs: number, untilMs: number): readonly Placed[] {
  return checks
    .map((check, place) => ({ check, place }))
    .filter(({ check }) => check.source === source && check.startedAtMs >= fromMs && check.startedAtMs < untilMs)
}

/** The median of the times between checks of one container; 0 for too few. */
function usualGapMs(own: readonly Placed[]): number {
  const gaps = own.flatMap(({ check }, index) => {
    const before = own[index - 1]?.check
    return before?.containerId === check.containerId ? [check.startedAtMs - before.startedAtMs] : []
  })
  return [...gaps].sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 0
}

const worstFirst = ['failed', 'timed-out', 'starting', 'passed'] as const

function cellOf(
  span: TimeSpan,
  own: readonly Placed[],
  tallies: readonly HealthTally[],
  known: readonly TimeSpan[],
): StripCell {
  const sum = (count: (tally: HealthTally) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0)
  const counts = {
    passed: countOf(own, 'passed') + sum(({ passed }) => passed),
    failed: countOf(own, 'failed') + sum(({ failed }) => failed),
    'timed-out': countOf(own, 'timed-out') + sum(({ timedOut }) => timedOut),
    starting: countOf(own, 'starting') + sum(({ starting }) => starting),
  }
  const total = counts.passed + counts.failed + counts['timed-out'] + counts.starting
  const kind = worstFirst.find((one) => counts[one] > 0) ?? (isKnown(span, known) ? 'idle' : 'not-known')
  return { ...span, kind, checks: own.map(({ place }) => place), total, passed: counts.passed }
}

function countOf(own: readonly Placed[], kind: HealthCheck['kind']): number {
  return own.filter(({ check }) => check.kind === kind).length
}

/** A cell whose middle is known counts as known: looks begin and end anywhere. */
function isKnown({ fromMs, untilMs }: TimeSpan, known: readonly TimeSpan[]): boolean {
  const middleMs = (fromMs + untilMs) / 2
  return known.some((span) => span.fromMs <= middleMs && span.untilMs >= middleMs)
}
