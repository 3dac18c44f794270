import { BerthError, type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { isUp } from '../../domain/deployable-slot'
import type { DeploymentResult } from '../../domain/deployment'
import { hideSecrets } from '../../domain/hide-secrets'
import { type Execution, NotRecorded, ServiceFailure } from './execution'
import { readLogTail } from './log-tail'
import { putBack } from './put-back'
import { readRawContainer } from './raw-container'

/** Puts the slot back as it was and says what users get then. A start or restart that failed is left for people to look at. */
export async function resultOfFailure(
  run: Execution,
  failure: unknown,
  wasCancelled: boolean,
): Promise<DeploymentResult> {
  if (isLockLost(failure) || run.signal.aborted) throw failure
  const said = await whatItSaid(run, failure)
  const { kind } = run.plan.operation
  const isBegun = !(failure instanceof NotRecorded)
  if (isBegun && !wasCancelled && (kind === 'start' || kind === 'restart')) {
    return { kind: 'down', error: errorOf(failure), services: [...(await servicesDown(run, failure))], ...said }
  }
  run.record.setPhase(wasCancelled ? 'cancelling' : 'putting-back')
  const left = await putBack(run)
  const worst = left.find(({ isDown }) => isDown) ?? left[0]
  if (worst === undefined) {
    run.record.setSwitched([])
    if (!isBegun) return { kind: 'refused', error: failure.error }
    return wasCancelled ? { kind: 'cancelled' } : { kind: 'put-back', error: errorOf(failure), ...said }
  }
  const services = left.filter(({ isDown }) => isDown).map(({ service }) => service)
  return { kind: 'down', error: worst.error.data, services, ...said }
}

/**
 * The work ended where it can't go on in either direction: the lock is lost, the host is gone for too long, or finishing
 * failed. Nothing more is changed; what runs is looked at where that is possible.
 */
export async function resultOfStoppedHalfWay(run: Execution, failure: unknown): Promise<DeploymentResult> {
  run.log('error', 'deployment stopped half-way', { deployment: run.deploymentId, error: toErrorData(failure).message })
  const services = [...(await servicesDown(run, null).catch(() => touchedServices(run)))]
  const said = { failingOutput: '', log: '' }
  const untouched = run.journal.every((entry) => entry.kind === 'replacement' && !entry.oldTouched)
  return { kind: untouched ? 'put-back' : 'down', error: errorOf(failure), services, ...said }
}

function isLockLost(error: unknown): boolean {
  return error instanceof BerthError && error.code === 'lock-lost'
}

function errorOf(failure: unknown): BerthErrorData {
  if (failure instanceof NotRecorded) return failure.error
  return failure instanceof ServiceFailure ? failure.error.data : toErrorData(failure)
}

/**
 * The failing check and the container's last lines; read before the container is discarded. Everyone may read them in the
 * ledger: without the secrets that the container was given.
 */
async function whatItSaid(
  run: Execution,
  failure: unknown,
): Promise<{ readonly failingOutput: string; readonly log: string }> {
  if (!(failure instanceof ServiceFailure)) return { failingOutput: '', log: '' }
  const { containerId, failingOutput } = failure
  if (containerId === null) return { failingOutput: hideSecrets(failingOutput, []), log: '' }
  const [log, environment] = await Promise.all([
    readLogTail(run.client, run.clock, containerId, run.signal),
    environmentOf(run, containerId),
  ])
  return { failingOutput: hideSecrets(failingOutput, environment), log: hideSecrets(log, environment) }
}

/** Of a container that went away meanwhile nothing is known but what it said. */
async function environmentOf({ client, signal }: Execution, containerId: string): Promise<readonly string[]> {
  try {
    const { Env } = readRawContainer(await client.inspectContainer(containerId, signal)).Config
    return Env ?? []
  } catch {
    return []
  }
}

function touchedServices(run: Execution): readonly string[] {
  return [...new Set(run.journal.map(({ service }) => service))]
}

/** The touched services of which no container runs now, and the one that failed. */
async function servicesDown(run: Execution, failure: unknown): Promise<readonly string[]> {
  const down = new Set(failure instanceof ServiceFailure ? [failure.service] : [])
  for (const entry of run.journal) {
    const ids = entry.kind === 'replacement' ? [entry.old?.id ?? '', entry.newId ?? ''] : [entry.id]
    const seen = await Promise.all(
      ids.filter((id) => id !== '').map((id) => run.client.observeContainer(id, run.signal)),
    )
    if (!seen.some((container) => container !== null && isUp(container))) down.add(entry.service)
  }
  return [...down]
}
