import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import type { ContainerObservation, HostObservation } from '../../domain/container-observation'
import { keptOutput, type RecordedCheck } from '../../domain/health-check'
import { findSlot } from '../../domain/slot-containers'
import type { HttpAnswer } from '../deploy/spec-body/ask-from-here'
import { createLimiter } from '../limiter'
import type { Clock, Log } from '../ports'
import type { ServiceAnswer, ServiceAsk } from './ask-service'
import type { DeclaredProbe } from './declared-probes'

/** Asks the declared HTTP probes of slots that somebody looks at, and of no others. */
export type HttpProbes = {
  /** Somebody looks at the slot: its probes are asked every few seconds for half a minute from now on. */
  readonly keep: (slot: ProbedSlot) => void
  /** Asks each of them once. */
  readonly askOnce: (slot: ProbedSlot, signal: AbortSignal) => Promise<void>
  /** Why a service could not be asked the last time; null: it could, or was not tried. */
  readonly problem: (hostId: string, slot: string, service: string) => BerthErrorData | null
  /** Resolves when nothing is asked any more. The signal of the parts ends it. */
  readonly ended: () => Promise<void>
}

/** A slot to be asked, with what its host gives. */
export type ProbedSlot = {
  readonly hostId: string
  readonly slot: string
  readonly probes: ReadonlyMap<string, DeclaredProbe>
  readonly observation: () => HostObservation | null
  readonly ask: ServiceAsk
  readonly hostNowMs: () => number
  readonly hiderOf: (containerId: string) => ((text: string) => string) | null
  readonly record: (service: string, check: RecordedCheck) => void
}

const everyMs = 10_000
const keptForMs = 30_000
const asksAtATime = 4
/** What a tool in the container or the connection from here waits for. */
const timedOutAfterMs = 2_900
const mostProblems = 1_000

/** See `HttpProbes`. */
export function createHttpProbes(clock: Clock, log: Log, signal: AbortSignal): HttpProbes {
  const limited = createLimiter(asksAtATime)
  const leases = new Map<string, { untilMs: number; slot: ProbedSlot }>()
  const running = new Set<Promise<void>>()
  const problems = new Map<string, BerthErrorData>()
  const askOne = async (slot: ProbedSlot, service: string, http: DeclaredProbe, inner: AbortSignal): Promise<void> => {
    const key = `${slot.hostId} ${slot.slot} ${service}`
    const container = runningContainer(slot, service)
    if (container === null) return void problems.delete(key)
    const startedAtMs = Math.round(slot.hostNowMs())
    const beganMs = clock.monotonicMs()
    const came = await slot.ask({ service, id: container.id, http }, inner).catch(failedAsk)
    inner.throwIfAborted()
    problems.delete(key)
    if (came.kind === 'unreached') {
      if (problems.size < mostProblems) problems.set(key, came.reason)
      return
    }
    const durationMs = Math.round(clock.monotonicMs() - beganMs)
    const hide = slot.hiderOf(container.id)
    slot.record(service, checkOf(came.answer, container, { startedAtMs, durationMs }, hide))
  }
  const round = async (slot: ProbedSlot, inner: AbortSignal): Promise<void> => {
    await Promise.all([...slot.probes].map(([service, http]) => limited(() => askOne(slot, service, http, inner))))
  }
  const keepAsking = async (key: string): Promise<void> => {
    for (let lease = leases.get(key); lease !== undefined && !signal.aborted; lease = leases.get(key)) {
      if (clock.monotonicMs() > lease.untilMs) return void leases.delete(key)
      await round(lease.slot, signal)
      await clock.sleep(everyMs, signal)
    }
  }
  return {
    keep: (slot) => {
      const key = `${slot.hostId} ${slot.slot}`
      const isKept = leases.has(key)
      if (signal.aborted || slot.probes.size === 0) return
      leases.set(key, { untilMs: clock.monotonicMs() + keptForMs, slot })
      if (isKept) return
      const run = keepAsking(key)
        .catch((error: unknown) => {
          if (!signal.aborted) log('warn', 'probes not asked', { slot: key, error: toErrorData(error) })
          leases.delete(key)
        })
        .finally(() => running.delete(run))
      running.add(run)
    },
    askOnce: round,
    problem: (hostId, slot, service) => problems.get(`${hostId} ${slot} ${service}`) ?? null,
    ended: async () => {
      await Promise.all(running)
    },
  }
}

/** What keeps the host from answering is no word about the service. */
function failedAsk(error: unknown): ServiceAnswer {
  return { kind: 'unreached', reason: toErrorData(error) }
}

/** The newest one that runs: the one that serves. */
function runningContainer({ observation, slot }: ProbedSlot, service: string): ContainerObservation | null {
  const found = findSlot(observation()?.containers ?? [], slot)?.services.find(({ name }) => name === service)
  return found?.containers.filter(({ status }) => status === 'running').at(-1) ?? null
}

function checkOf(
  answer: HttpAnswer,
  container: ContainerObservation,
  times: Pick<RecordedCheck, 'startedAtMs' | 'durationMs'>,
  hide: ((text: string) => string) | null,
): RecordedCheck {
  const kind = kindOf(answer, container, times)
  const output = hide === null ? null : keptOutput(kind, hide(answer.body))
  return { containerId: container.id, source: 'http', kind, ...times, code: answer.status, output }
}

function kindOf(
  { status }: HttpAnswer,
  { health, healthCheck, startedAtMs: runSinceMs }: ContainerObservation,
  { startedAtMs, durationMs }: Pick<RecordedCheck, 'startedAtMs' | 'durationMs'>,
): RecordedCheck['kind'] {
  if (status !== null && status >= 200 && status < 400) return 'passed'
  const isComingUp = health === 'starting' || startedAtMs < (runSinceMs ?? 0) + (healthCheck?.startPeriodMs ?? 0)
  if (isComingUp) return 'starting'
  return status === null && durationMs >= timedOutAfterMs ? 'timed-out' : 'failed'
}
