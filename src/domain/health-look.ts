import type { ContainerObservation } from './container-observation'
import { displayText } from './display-text'
import type { RecordedCheck } from './health-check'
import { addHealthNote, type HealthNote } from './health-note'
import { parseImageReference } from './image-reference'
import { berthLabels } from './label-names'
import {
  addChecks,
  addSpan,
  boundHealth,
  type SeenContainer,
  type ServiceHealth,
  type TimeSpan,
} from './service-health'

/** One look at all containers that a service has now. */
export type HealthLook = {
  /** The host's clock. */
  readonly atMs: number
  /** Whether Docker's events were heard all the time since the look before. */
  readonly isContinuous: boolean
  readonly containers: readonly LookedAtContainer[]
}

/** A container and what a look alone doesn't say of it. */
export type LookedAtContainer = {
  readonly container: ContainerObservation
  /** What Docker keeps of its checks, as it may be kept here: see `dockerChecks`. */
  readonly checks: readonly RecordedCheck[]
}

/** What is known with one look more: checks, what changed since the look before, and from when on nothing was missed. */
export function recordLook(health: ServiceHealth, look: HealthLook): ServiceHealth {
  const span = knownSince(health, look)
  const checks = look.containers.flatMap((one) => one.checks)
  const sorted = [...checks].sort((a, b) => a.startedAtMs - b.startedAtMs)
  const notes = look.containers.flatMap((one) => changesOf(health, one))
  const next = addChecks(health, sorted)
  return boundHealth(
    {
      ...next,
      notes: notes.reduce(addHealthNote, health.notes),
      known: span === null ? health.known : addSpan(health.known, span),
      seen:
        look.containers.length === 0 ? health.seen : look.containers.map(({ container }) => seenOf(container, health)),
    },
    look.atMs,
  )
}

/** What Docker keeps of a container's checks. */
const keptByDocker = 5

/** The stretch that this look vouches for; null for a look at nothing. */
function knownSince(health: ServiceHealth, look: HealthLook): TimeSpan | null {
  if (look.containers.length === 0) return null
  const lastMs = look.isContinuous ? (health.known.at(-1)?.untilMs ?? null) : null
  const fromMs = Math.max(...look.containers.map(({ container }) => knownFrom(container, health, lastMs, look.atMs)))
  return { fromMs: Math.min(fromMs, look.atMs), untilMs: look.atMs }
}

function knownFrom(
  { id, checks, healthCheck, createdAtMs }: ContainerObservation,
  health: ServiceHealth,
  lastMs: number | null,
  atMs: number,
): number {
  const [oldest] = checks
  if (oldest === undefined && healthCheck === null) return lastMs ?? atMs
  // All its checks are there; before it was made, the one before it was watched.
  if (oldest === undefined || checks.length < keptByDocker) return Math.min(createdAtMs, lastMs ?? createdAtMs)
  const before = [...health.checks]
    .reverse()
    .find(({ containerId, source }) => containerId === id && source === 'docker')
  const gapMs = before === undefined ? Infinity : oldest.startedAtMs - before.startedAtMs
  // The next one after the last known is the oldest of these: none fits in between.
  const isNext = before !== undefined && gapMs > 0 && gapMs < before.durationMs + 2 * (healthCheck?.intervalMs ?? 0)
  return isNext ? before.startedAtMs : oldest.startedAtMs
}

/** Docker counts a restart before the next run begins: it belongs to the run that is seen then. */
function seenOf(container: ContainerObservation, { seen }: ServiceHealth): SeenContainer {
  const { id, startedAtMs, finishedAtMs, health } = container
  const before = isRunning(container) ? undefined : seen.find((one) => one.id === id)
  return { id, startedAtMs, finishedAtMs, restarts: before?.restarts ?? container.restarts, health }
}

function isRunning({ status }: ContainerObservation): boolean {
  return status === 'running' || status === 'paused'
}

function changesOf(health: ServiceHealth, { container }: LookedAtContainer): readonly HealthNote[] {
  const before = health.seen.find(({ id }) => id === container.id)
  const { id: containerId, createdAtMs, startedAtMs } = container
  if (before !== undefined) return [...runChanges(before, container), ...verdictChanges(before, container)]
  // The first container that is ever seen has replaced none that is known of.
  if (health.seen.length === 0) return []
  // One that was put back may have run all the time: it took its place again after the last look.
  const atMs = Math.max(startedAtMs ?? createdAtMs, health.known.at(-1)?.untilMs ?? 0)
  return [{ kind: 'replaced', atMs, containerId, release: releaseOf(container) }]
}

/** What people know a container's image by: its tag, harmless for display. */
export function releaseOf({ labels, imageReference }: ContainerObservation): string {
  const reference = labels[berthLabels.reference] ?? imageReference
  return displayText(parseImageReference(reference)?.tag ?? reference, 128)
}

/** Ends and new beginnings since the last look. */
function runChanges(before: SeenContainer, container: ContainerObservation): readonly HealthNote[] {
  const { id: containerId, startedAtMs, finishedAtMs, restarts } = container
  const isNewRun = startedAtMs !== null && startedAtMs !== before.startedAtMs
  const hasEnded = finishedAtMs !== null && finishedAtMs !== before.finishedAtMs
  const notes: HealthNote[] = hasEnded ? [exitOf(container, finishedAtMs)] : []
  if (isNewRun && before.startedAtMs !== null) {
    notes.push({ kind: 'restarted', atMs: startedAtMs, containerId, times: Math.max(0, restarts - before.restarts) })
  }
  return notes
}

function exitOf(container: ContainerObservation, atMs: number): HealthNote {
  const { id: containerId, exitCode, outOfMemory, memoryLimitBytes: limitBytes } = container
  // While it runs again Docker has put its code back to 0: not the code that it exited with.
  const known = isRunning(container) && exitCode === 0 ? null : exitCode
  return { kind: 'exited', atMs, containerId, exitCode: known, outOfMemory, limitBytes, told: false }
}

function verdictChanges(before: SeenContainer, container: ContainerObservation): readonly HealthNote[] {
  const { health: kind, id: containerId, checks } = container
  // Docker calls a container unhealthy as soon as it has ended.
  if (!isRunning(container)) return []
  if (kind === before.health || (kind !== 'healthy' && kind !== 'unhealthy')) return []
  const atMs = checks.at(-1)?.endedAtMs
  return atMs === undefined ? [] : [{ kind, atMs, containerId }]
}

/** An event of Docker about a container of the service. `exitCode` is that of a `die`; the limit is the container's. */
export type HealthEvent = {
  readonly action: string
  readonly atMs: number
  readonly containerId: string
  readonly exitCode: number | null
  readonly limitBytes: number | null
}

/** What is known with what an event told, which is exact where looks come too late: each exit, each kill, each verdict. */
export function recordEvent(health: ServiceHealth, event: HealthEvent): ServiceHealth {
  const note = noteOf(event)
  const notes = note === null ? health.notes : addHealthNote(health.notes, note)
  return notes === health.notes ? health : { ...health, notes }
}

function noteOf({ action, atMs, containerId, exitCode, limitBytes }: HealthEvent): HealthNote | null {
  switch (action) {
    case 'die':
      return { kind: 'exited', atMs, containerId, exitCode, outOfMemory: false, limitBytes, told: true }
    case 'oom':
      return { kind: 'process-killed', atMs, containerId, limitBytes }
    case 'health_status: healthy':
      return { kind: 'healthy', atMs, containerId }
    case 'health_status: unhealthy':
      return { kind: 'unhealthy', atMs, containerId }
    default:
      return null
  }
}
