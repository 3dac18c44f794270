import type { CheckView } from '../../../domain/board'
import { BerthError, type BerthErrorData, errorData } from '../../../domain/berth-error'
import { isUp } from '../../../domain/deployable-slot'
import { displayBlock } from '../../../domain/display-text'
import { gateError, gateFor, gateLimitMs } from '../../../domain/gate'
import type { HealthProbe } from '../../../domain/slots-file/service-spec'
import { orAborted } from '../../abort-scope'
import { type Execution, ServiceFailure, throwIfInterrupted } from '../execution'
import { askFromHere, type HereAnswer, type HttpAnswer, type LocalAsk } from './ask-from-here'
import { createInnerAsk } from './ask-inside'
import { portsOf } from './probe-port'
import { reachedFromHere } from './reached-from-here'

/** The part of an execution that a probe works with. */
type ProbeRun = Pick<Execution, 'client' | 'host' | 'clock' | 'record' | 'interrupted' | 'signal' | 'gatePolicy'>

/** A container that Docker's own verdict has let pass; `startedAtMs` is the monotonic clock at its start. */
type ProbedContainer = { readonly service: string; readonly id: string; readonly startedAtMs: number }

/** What one try came to. `unreached`: nothing got through to the service, which says nothing about it. */
type Try =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'unreached'; readonly reason: BerthErrorData; readonly isFinal: boolean }

const againAfterMs = 500

/**
 * Asks a service over HTTP as the slots file says, until it answers with a status from 200 to 399: where the
 * engine is on this machine through its published port, else from inside the container. Throws a `ServiceFailure` (`gate-failed`) with the last status
 * and body where it answers otherwise until the time is over, and the reason of an interruption at once. A probe that
 * can't be carried out fails nothing: the deployment tells of it.
 */
export async function awaitProbe(
  run: ProbeRun,
  container: ProbedContainer,
  probe: HealthProbe | undefined,
  ask: LocalAsk = askFromHere,
): Promise<void> {
  if (probe === undefined || probe.http === null) return
  const checks: CheckView[] = []
  try {
    await repeat(run, container, probe, checks, createTry(run, container, probe.http, ask))
  } finally {
    run.record.setGate(container.service, null)
  }
}

async function repeat(
  run: ProbeRun,
  container: ProbedContainer,
  probe: HealthProbe,
  checks: CheckView[],
  tryOnce: () => Promise<Try>,
): Promise<void> {
  const { clock } = run
  for (;;) {
    throwIfInterrupted(run)
    const limitMs = probe.timeoutMs ?? (await expectUp(run, container))
    const startedAtMs = Math.round(clock.nowMs())
    const came = await tryOnce()
    if (came.kind === 'answered') checks.push(checkOf(came.answer, startedAtMs, Math.round(clock.nowMs())))
    showProbe(run, container, checks, limitMs)
    if (came.kind === 'answered' && isGood(came.answer)) return
    const isOver = clock.monotonicMs() - container.startedAtMs >= limitMs
    if (came.kind === 'unreached' && (came.isFinal || isOver)) return run.record.tellNotChecked(came.reason)
    await expectUp(run, container)
    if (isOver && came.kind === 'answered') throw failureOf(container, came.answer)
    await clock.sleep(againAfterMs, run.interrupted)
  }
}

function createTry(
  run: ProbeRun,
  { id, service }: ProbedContainer,
  http: NonNullable<HealthProbe['http']>,
  askHere: LocalAsk,
): () => Promise<Try> {
  const askInside = createInnerAsk((command) =>
    orAborted(
      run.host.read((signal) => run.client.exec(id, command, signal)),
      run.interrupted,
    ),
  )
  return async () => {
    const raw = await orAborted(
      run.host.read((signal) => run.client.inspectContainer(id, signal)),
      run.interrupted,
    )
    const { published, inner } = portsOf(raw, http.containerPort)
    if (inner === null) {
      return { kind: 'unreached', reason: errorData('probe-without-port', { service }), isFinal: true }
    }
    const at = published === null ? null : reachedFromHere(run.client.address, published)
    const ask = async (): Promise<HereAnswer | null> => (at === null ? null : askHere(at, http.path, run.interrupted))
    const first = at?.isThisMachine === true ? await ask() : null
    if (first !== null && first.kind === 'answered') return first
    const inside = await askInside(inner, http.path)
    if (inside.kind !== 'no-tool') return inside
    const here = first ?? (await ask())
    if (here !== null && here.kind === 'answered') return here
    // What was connected to and said nothing may still be on its way up.
    if (here?.kind === 'silent') return { kind: 'answered', answer: { status: null, body: here.reason } }
    return { kind: 'unreached', reason: errorData('probe-unreachable', { service }), isFinal: here === null }
  }
}

function isGood({ status }: HttpAnswer): boolean {
  return status !== null && status >= 200 && status < 400
}

/** Throws where the container is gone or stands still; answers with how long its gate may take. */
async function expectUp(run: ProbeRun, { service, id }: ProbedContainer): Promise<number> {
  const seen = await orAborted(
    run.host.read((signal) => run.client.observeContainer(id, signal)),
    run.interrupted,
  )
  if (seen === null) throw new ServiceFailure(service, gateError({ kind: 'gone' }, service), null, '')
  if (isUp(seen)) return gateLimitMs(gateFor(seen.healthCheck, false, run.gatePolicy))
  const error = new BerthError('gate-exited', { service, exitCode: seen.exitCode ?? '?' })
  throw new ServiceFailure(service, error, id, displayBlock(seen.startError))
}

function failureOf({ service, id }: ProbedContainer, answer: HttpAnswer): ServiceFailure {
  const output = textOf(answer)
  return new ServiceFailure(service, gateError({ kind: 'unhealthy', output }, service), id, displayBlock(output))
}

function textOf({ status, body }: HttpAnswer): string {
  return [status === null ? 'no answer' : `HTTP ${status}`, body.trim()].filter((part) => part !== '').join('\n')
}

function checkOf(answer: HttpAnswer, startedAtMs: number, endedAtMs: number): CheckView {
  return { startedAtMs, endedAtMs, exitCode: isGood(answer) ? 0 : 1, output: displayBlock(textOf(answer), 4_096) }
}

const checksShown = 20

function showProbe(
  { record, clock }: ProbeRun,
  { service, id: containerId, startedAtMs: startedMonotonicMs }: ProbedContainer,
  checks: readonly CheckView[],
  limitMs: number,
): void {
  const startedAtMs = Math.round(clock.nowMs() - (clock.monotonicMs() - startedMonotonicMs))
  const times = { startedAtMs, deadlineAtMs: startedAtMs + limitMs }
  record.setGate(service, { service, containerId, kind: 'health', checks: checks.slice(-checksShown), ...times })
  record.setActivity(service, { kind: 'gate', passed: 0, needed: 1, ...times })
}
