import { z } from 'zod'
import { berthErrorSchema } from './berth-error'
import type { ServiceView } from './board'
import { type HealthCheck, healthCheckSchema } from './health-check'
import type { HealthNote, HealthNoteOf } from './health-note'
import { groupLine, noGroup } from './log-group'
import type { ServiceHealth } from './service-health'

/** What is wrong with a service. `exits`: how often it ended since that began. */
const causeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check-failing'), failures: z.number() }),
  z.object({ kind: z.literal('out-of-memory'), limitBytes: z.number().nullable(), exits: z.number() }),
  z.object({ kind: z.literal('keeps-exiting'), exitCode: z.number().nullable(), exits: z.number() }),
  z.object({ kind: z.literal('exited'), exitCode: z.number() }),
  /** Docker's word on why it could not be started, harmless for display. */
  z.object({ kind: z.literal('not-started'), error: z.string() }),
  /** Docker's own check passes or there is none; the HTTP probe fails. */
  z.object({ kind: z.literal('probe-failing'), failures: z.number() }),
])

/** Why a service is unhealthy, in one place. Texts are harmless for display and without known secrets. */
export const healthReasonSchema = z.object({
  service: z.string(),
  cause: causeSchema,
  /** When it began, on the host's clock; null: not known. */
  beganAtMs: z.number().nullable(),
  /** It began then, and not perhaps before: the moment of the pass or start before it is known. */
  isBeginningKnown: z.boolean(),
  /** The newest check that failed. */
  failingCheck: healthCheckSchema.extend({ output: z.string().nullable() }).nullable(),
  /** The last lines of the log that look like errors, with what belongs to them, or else its last lines; oldest first. */
  logLines: z.array(z.object({ atMs: z.number(), text: z.string() })),
  areErrors: z.boolean(),
  /** Why the log could not be read; null: it could. */
  logProblem: berthErrorSchema.nullable(),
  /** The deployment that made the container. Null: it was not made by Berth. */
  deployment: z
    .object({
      deploymentId: z.string(),
      /** Counts the slot's deployments; null: the ledger no longer has it. */
      number: z.number().nullable(),
      by: z.string(),
      atMs: z.number().nullable(),
    })
    .nullable(),
  release: z.string(),
  /** It was never well in this container: the trouble came with it. */
  cameWithIt: z.boolean(),
})

/** See `causeSchema`. */
export type HealthCause = Readonly<z.infer<typeof causeSchema>>
/** See `healthReasonSchema`. */
export type HealthReason = Readonly<z.infer<typeof healthReasonSchema>>

/** When something began, and whether that is sure. */
export type HealthBeginning = Pick<HealthReason, 'beganAtMs' | 'isBeginningKnown' | 'cameWithIt'>

/** What is wrong with a service now; null: nothing. `containerId` names the container that decides. */
export function healthCause(service: ServiceView, health: ServiceHealth): HealthCause | null {
  const { state, containerId } = service
  if (state.kind === 'not-run' && state.error !== '') return { kind: 'not-started', error: state.error }
  if (state.kind === 'unhealthy') {
    const { reason } = state
    const exits = exitsInARow(health, containerId).length
    switch (reason.kind) {
      case 'check-failing':
        return { kind: 'check-failing', failures: Math.max(reason.failures, failuresInARow(health, service).length) }
      case 'out-of-memory':
        return { kind: 'out-of-memory', limitBytes: reason.limitBytes, exits }
      case 'keeps-exiting':
        return exitCause(health, containerId, reason.exitCode, exits)
      case 'exited':
        return { kind: 'exited', exitCode: reason.exitCode }
    }
  }
  const probes = probeFailures(health, containerId)
  return probes.length === 0 ? null : { kind: 'probe-failing', failures: probes.length }
}

/** Docker forgets that it was the memory as soon as the next run begins; what was recorded does not. */
function exitCause(health: ServiceHealth, containerId: string, exitCode: number | null, exits: number): HealthCause {
  const last = exitsInARow(health, containerId).at(-1)
  if (last?.outOfMemory === true) return { kind: 'out-of-memory', limitBytes: last.limitBytes, exits }
  return { kind: 'keeps-exiting', exitCode: exitCode ?? last?.exitCode ?? null, exits }
}

/** When what is wrong began, by what was recorded. */
export function healthBeginning(cause: HealthCause, service: ServiceView, health: ServiceHealth): HealthBeginning {
  switch (cause.kind) {
    case 'check-failing':
      return beginningOf(failuresInARow(health, service), service, health)
    case 'probe-failing':
      return beginningOf(probeFailures(health, service.containerId), service, health)
    case 'out-of-memory':
    case 'keeps-exiting': {
      const first = exitsInARow(health, service.containerId)[0]
      if (first === undefined) return { beganAtMs: null, isBeginningKnown: false, cameWithIt: false }
      return { beganAtMs: first.atMs, isBeginningKnown: true, cameWithIt: !wasWell(health, service, first.atMs) }
    }
    case 'exited':
    case 'not-started': {
      const cameWithIt = service.finishedAtMs === null || !wasWell(health, service, service.finishedAtMs)
      return { beganAtMs: service.finishedAtMs ?? service.createdAtMs, isBeginningKnown: true, cameWithIt }
    }
  }
}

function beginningOf(failures: readonly HealthCheck[], service: ServiceView, health: ServiceHealth): HealthBeginning {
  const [first] = failures
  if (first === undefined) return { beganAtMs: null, isBeginningKnown: false, cameWithIt: false }
  const beganAtMs = first.startedAtMs
  const before = [...health.checks].reverse().find((check) => isOf(check, first) && check.startedAtMs < beganAtMs)
  const since = before?.startedAtMs ?? service.createdAtMs
  const isBeginningKnown = health.known.some(({ fromMs, untilMs }) => fromMs <= since && untilMs >= beganAtMs)
  return { beganAtMs, isBeginningKnown, cameWithIt: isBeginningKnown && !wasWell(health, service, beganAtMs) }
}

function isOf(check: HealthCheck, { containerId, source }: HealthCheck): boolean {
  return check.containerId === containerId && check.source === source
}

/** Whether this container ever was well before that moment. */
function wasWell(health: ServiceHealth, { containerId }: ServiceView, atMs: number): boolean {
  const isOwn = (one: { readonly containerId: string }): boolean => one.containerId === containerId
  const passed = health.checks.some((one) => isOwn(one) && one.kind === 'passed' && one.startedAtMs < atMs)
  return passed || health.notes.some((one) => isOwn(one) && one.kind === 'healthy' && one.atMs < atMs)
}

/** The failed checks since the last one that passed, oldest first. */
function failuresInARow(health: ServiceHealth, { containerId }: ServiceView): readonly HealthCheck[] {
  return lastFailures(health.checks.filter((check) => check.source === 'docker' && check.containerId === containerId))
}

function probeFailures({ checks }: ServiceHealth, containerId: string): readonly HealthCheck[] {
  return lastFailures(checks.filter((check) => check.source === 'http' && check.containerId === containerId))
}

function lastFailures(checks: readonly HealthCheck[]): readonly HealthCheck[] {
  const lastPass = checks.map(({ kind }) => kind).lastIndexOf('passed')
  return checks.slice(lastPass + 1)
}

/** Two ends further apart are two stories. */
const sameLoopMs = 600_000

/** The ends of a container since it last stayed up, oldest first. */
function exitsInARow({ notes }: ServiceHealth, containerId: string): readonly HealthNoteOf<'exited'>[] {
  const own = notes.filter((note) => note.containerId === containerId)
  const since = own.map(({ kind }) => kind).lastIndexOf('healthy')
  const exits = own.slice(since + 1).filter((note: HealthNote) => note.kind === 'exited')
  const breaks = exits.map((exit, index) => exit.atMs - (exits[index - 1]?.atMs ?? exit.atMs) > sameLoopMs)
  return exits.slice(Math.max(0, breaks.lastIndexOf(true)))
}

/** The newest check that failed, of the source that is to blame. */
export function failingCheck(cause: HealthCause, service: ServiceView, health: ServiceHealth) {
  const source = cause.kind === 'probe-failing' ? 'http' : 'docker'
  const own = health.checks.filter((check) => check.source === source && check.containerId === service.containerId)
  return [...own].reverse().find(({ kind }) => kind !== 'passed') ?? null
}

/** A line of a log. */
export type ReasonLine = { readonly atMs: number; readonly text: string }

const shownLines = 12
const linesOfGroup = 7
const usualLines = 6

/**
 * The last lines that look like errors, each with the beginning of what belongs to it, oldest first, at most twelve; where
 * none does, the last six.
 */
export function tellingLines(lines: readonly ReasonLine[]): Pick<HealthReason, 'logLines' | 'areErrors'> {
  const errors = groupsOf(lines)
    .filter(({ level }) => level === 'error' || level === 'fatal')
    .flatMap((group) => group.lines.slice(0, linesOfGroup))
  const logLines = errors.length > 0 ? errors.slice(-shownLines) : lines.slice(-usualLines)
  return { logLines: [...logLines], areErrors: errors.length > 0 }
}

type LineGroup = { level: string; readonly lines: ReasonLine[] }

function groupsOf(lines: readonly ReasonLine[]): readonly LineGroup[] {
  const groups: LineGroup[] = []
  let state = noGroup
  for (const line of lines) {
    state = groupLine(state, line.text, line.atMs)
    const last = groups.at(-1)
    if (state.lines === 1 || last === undefined) groups.push({ level: state.level, lines: [line] })
    else Object.assign(last, { level: state.level }).lines.push(line)
  }
  return groups
}
