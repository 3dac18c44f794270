import { z } from 'zod'
import { type HealthCheckKind, healthCheckSources, type RecordedCheck } from './health-check'
import type { HealthNote } from './health-note'

/** A stretch of time on the host's clock. */
export const timeSpanSchema = z.object({ fromMs: z.number(), untilMs: z.number() })

const count = z.number().int().nonnegative()

/** The checks of five minutes, counted: what is left of them where there are too many to keep each. */
export const healthTallySchema = z.object({
  source: z.enum(healthCheckSources),
  fromMs: z.number(),
  passed: count,
  failed: count,
  timedOut: count,
  starting: count,
})

/** See `timeSpanSchema`. */
export type TimeSpan = Readonly<z.infer<typeof timeSpanSchema>>
/** See `healthTallySchema`. */
export type HealthTally = Readonly<z.infer<typeof healthTallySchema>>

/** What the last look said of a container: what the next one is compared with. */
export type SeenContainer = {
  readonly id: string
  readonly startedAtMs: number | null
  readonly finishedAtMs: number | null
  readonly restarts: number
  readonly health: string
}

/** All that is known of one service's health, over all containers it has had. Everything oldest first. */
export type ServiceHealth = {
  readonly checks: readonly RecordedCheck[]
  readonly tallies: readonly HealthTally[]
  /** Checks that began before are in the tallies. */
  readonly talliedUntilMs: number
  readonly notes: readonly HealthNote[]
  /** When no check can have been missed; disjoint. The rest is not known: Berth did not look. */
  readonly known: readonly TimeSpan[]
  /** Containers that the last look saw. */
  readonly seen: readonly SeenContainer[]
}

/** Nothing is known yet. */
export const unknownHealth: ServiceHealth = {
  checks: [],
  tallies: [],
  talliedUntilMs: 0,
  notes: [],
  known: [],
  seen: [],
}

/** How much is kept of one service. */
export const healthBounds = {
  keptMs: 86_400_000,
  /** Half an hour of checks every second. */
  checks: 2_000,
  /** So many are left when there were too many, so that not every check folds one. */
  checksAfterFold: 1_900,
  notes: 200,
  spans: 200,
  outputCharacters: 200_000,
  tallyMs: 300_000,
} as const

/** The strip with more results: in order, each once, whichever looks they came from. */
export function addChecks(health: ServiceHealth, fresh: readonly RecordedCheck[]): ServiceHealth {
  const firstMs = fresh[0]?.startedAtMs ?? 0
  const overlap = new Set(health.checks.filter(({ startedAtMs }) => startedAtMs >= firstMs).map(keyOf))
  const added = fresh.filter(
    (check) => check.startedAtMs >= health.talliedUntilMs && !overlap.has(keyOf(check)) && overlap.add(keyOf(check)),
  )
  if (added.length === 0) return health
  const checks = [...health.checks, ...added.map((check) => shareOutput(check, health.checks.at(-1)))]
  return { ...health, checks: checks.sort((a, b) => a.startedAtMs - b.startedAtMs || (keyOf(a) < keyOf(b) ? -1 : 1)) }
}

/** Checks in a row write the same: once is enough in memory. */
function shareOutput(check: RecordedCheck, before: RecordedCheck | undefined): RecordedCheck {
  return before?.output === check.output ? { ...check, output: before.output } : check
}

/** What names a check. */
function keyOf({ containerId, source, startedAtMs }: RecordedCheck): string {
  return `${source} ${containerId} ${startedAtMs}`
}

/** The times with one more; stretches that touch become one. */
export function addSpan(spans: readonly TimeSpan[], span: TimeSpan): readonly TimeSpan[] {
  const apart = spans.filter(({ fromMs, untilMs }) => untilMs < span.fromMs || fromMs > span.untilMs)
  const touching = spans.filter((one) => !apart.includes(one))
  const fromMs = Math.min(span.fromMs, ...touching.map((one) => one.fromMs))
  const untilMs = Math.max(span.untilMs, ...touching.map((one) => one.untilMs))
  return [...apart, { fromMs, untilMs }].sort((a, b) => a.fromMs - b.fromMs)
}

/** Without what is too old or too much. What stays as it was is the same object. */
export function boundHealth(health: ServiceHealth, nowMs: number): ServiceHealth {
  const fromMs = nowMs - healthBounds.keptMs
  const folded = foldOldest({
    ...health,
    checks: keep(health.checks, ({ startedAtMs }) => startedAtMs >= fromMs),
    tallies: keep(health.tallies, (tally) => tally.fromMs >= fromMs - healthBounds.tallyMs),
  })
  return {
    ...folded,
    checks: boundOutputs(folded.checks),
    notes: newest(
      keep(health.notes, ({ atMs }) => atMs >= fromMs),
      healthBounds.notes,
    ),
    known: newest(
      keep(health.known, ({ untilMs }) => untilMs >= fromMs),
      healthBounds.spans,
    ),
  }
}

function keep<Item>(items: readonly Item[], isKept: (item: Item) => boolean): readonly Item[] {
  return items.every(isKept) ? items : items.filter(isKept)
}

function newest<Item>(items: readonly Item[], most: number): readonly Item[] {
  return items.length > most ? items.slice(-most) : items
}

function foldOldest(health: ServiceHealth): ServiceHealth {
  if (health.checks.length <= healthBounds.checks) return health
  const place = health.checks.length - healthBounds.checksAfterFold
  const kept = health.checks.slice(place)
  const tallies = health.checks.slice(0, place).reduce(addToTally, health.tallies)
  return { ...health, checks: kept, tallies, talliedUntilMs: kept[0]?.startedAtMs ?? health.talliedUntilMs }
}

const countOf = {
  passed: 'passed',
  failed: 'failed',
  'timed-out': 'timedOut',
  starting: 'starting',
} as const satisfies Record<HealthCheckKind, keyof HealthTally>

function addToTally(tallies: readonly HealthTally[], { source, kind, startedAtMs }: RecordedCheck): HealthTally[] {
  const fromMs = Math.floor(startedAtMs / healthBounds.tallyMs) * healthBounds.tallyMs
  const name = countOf[kind]
  const isOwn = (tally: HealthTally): boolean => tally.source === source && tally.fromMs === fromMs
  const known = tallies.find(isOwn) ?? { source, fromMs, passed: 0, failed: 0, timedOut: 0, starting: 0 }
  return [...tallies.filter((tally) => !isOwn(tally)), { ...known, [name]: known[name] + 1 }]
}

/** The newest outputs stay; the same text counts once. */
function boundOutputs(checks: readonly RecordedCheck[]): readonly RecordedCheck[] {
  const kept = new Set<string>()
  let characters = 0
  let place = checks.length
  while (place > 0 && characters <= healthBounds.outputCharacters) {
    place -= 1
    const output = checks[place]?.output ?? ''
    if (!kept.has(output)) characters += output.length
    kept.add(output)
  }
  if (characters <= healthBounds.outputCharacters) return checks
  const isOver = (check: RecordedCheck, index: number): boolean => index <= place && check.output !== null
  if (!checks.some(isOver)) return checks
  return checks.map((check, index) => (isOver(check, index) ? { ...check, output: null } : check))
}
