import type { CheckView } from '../../domain/board'
import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { displayBlock } from '../../domain/display-text'
import { type GateFailure, gateError, gateFor, gateLimitMs, judgeGate } from '../../domain/gate'
import type { Gate } from '../../domain/plan'
import type { ServiceActivity } from '../../domain/slot-activity'
import { openAbortScope, orAborted } from '../abort-scope'
import { checkEarly } from './check-early'
import { type Execution, ServiceFailure, throwIfInterrupted } from './execution'
import { createWaker } from './waker'

/** A container that was just started. */
export type GatedContainer = {
  readonly service: string
  readonly id: string
  /** Its restarts before the start, and the monotonic clock when the start was through. */
  readonly restartsBefore: number
  readonly startedAtMs: number
}

/** Between two looks where Docker tells of nothing: its events may be lost. */
const lookEveryMs = 1_000
/** Nothing is decided right after the start, and a look would take the processor from what comes up. */
const firstLookMs = 100
const checksKept = 20

/**
 * Waits until the container's gate lets it pass. Looks whenever Docker tells of the container, and once a second. Throws
 * a `ServiceFailure` where the gate closes, and the reason of an interruption at once. `onServing`, where somebody waits
 * for the service, is called when its own health check passes, which may be before Docker has run it for the first time;
 * what comes of the gate is told by the promise alone.
 */
export async function awaitGate(
  run: Execution,
  container: GatedContainer,
  onServing: (() => void) | null = null,
): Promise<void> {
  const waker = createWaker(run.clock)
  const stopListening = run.onContainerEvent(({ id, action }) => {
    // Each run of a check is told of in three events, and none says what came of it.
    if (id === container.id && !action.startsWith('exec_')) waker.wake()
  })
  const checking = openAbortScope(run.interrupted, run.signal)
  const isOneShot = run.oneShots.has(container.service)
  const checked =
    onServing === null || isOneShot ? Promise.resolve() : checkEarly(run, container, onServing, checking.signal)
  try {
    await watch(run, container, waker)
  } finally {
    checking.abort(new BerthError('cancelled'))
    await checked
    checking.release()
    stopListening()
    run.record.setGate(container.service, null)
  }
}

async function watch(run: Execution, container: GatedContainer, waker: ReturnType<typeof createWaker>): Promise<void> {
  let checks: readonly CheckView[] = []
  let restartsBefore = container.restartsBefore
  await waker.wait(firstLookMs, run.interrupted)
  for (;;) {
    throwIfInterrupted(run)
    // As of the question: an answer that this machine slept over would be old, and look as if it had come too late.
    const elapsedMs = run.clock.monotonicMs() - container.startedAtMs
    const seen = await orAborted(
      run.host.read((signal) => run.client.observeContainer(container.id, signal)),
      run.interrupted,
    )
    // Docker counts from 0 again after a start by hand.
    restartsBefore = Math.min(restartsBefore, seen?.restarts ?? 0)
    const gate = gateFor(seen?.healthCheck ?? null, run.oneShots.has(container.service), run.gatePolicy)
    const verdict = judgeGate(gate, seen, restartsBefore, elapsedMs)
    checks = joinChecks(checks, seen)
    showGate(run, container, gate, checks, elapsedMs)
    if (verdict.kind === 'passed') return
    if (verdict.kind === 'failed') throw failureOf(container, verdict.failure, seen)
    const leftMs = Math.max(1, gateLimitMs(gate) - elapsedMs)
    await waker.wait(Math.min(lookEveryMs, leftMs), run.interrupted)
  }
}

function failureOf(
  { service, id }: GatedContainer,
  failure: GateFailure,
  seen: ContainerObservation | null,
): ServiceFailure {
  const output = 'output' in failure ? failure.output : (seen?.startError ?? '')
  return new ServiceFailure(service, gateError(failure, service), seen === null ? null : id, displayBlock(output))
}

/** Docker keeps the last five results; a gate shows the last twenty it saw. */
function joinChecks(known: readonly CheckView[], seen: ContainerObservation | null): readonly CheckView[] {
  const lastMs = known.at(-1)?.startedAtMs ?? -Infinity
  const fresh = (seen?.checks ?? []).filter(({ startedAtMs }) => startedAtMs > lastMs)
  if (fresh.length === 0) return known
  return [...known, ...fresh.map((check) => ({ ...check, output: displayBlock(check.output, 4_096) }))].slice(
    -checksKept,
  )
}

function showGate(
  { record, clock }: Execution,
  { service, id: containerId }: GatedContainer,
  gate: Gate,
  checks: readonly CheckView[],
  elapsedMs: number,
): void {
  const startedAtMs = Math.round(clock.nowMs() - elapsedMs)
  const deadlineAtMs = startedAtMs + gateLimitMs(gate)
  record.setGate(service, { service, containerId, kind: gate.kind, checks: [...checks], startedAtMs, deadlineAtMs })
  record.setActivity(service, { kind: 'gate', ...progressOf(gate, elapsedMs), startedAtMs, deadlineAtMs })
}

/** A health check needs one pass; staying up is counted in seconds. */
function progressOf(
  gate: Gate,
  elapsedMs: number,
): Pick<Extract<ServiceActivity, { kind: 'gate' }>, 'passed' | 'needed'> {
  if (gate.kind !== 'running') return { passed: 0, needed: 1 }
  const needed = Math.ceil(gate.forMs / 1_000)
  return { passed: Math.min(needed, Math.floor(elapsedMs / 1_000)), needed }
}
