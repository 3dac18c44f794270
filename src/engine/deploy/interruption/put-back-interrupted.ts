import { BerthError, type BerthErrorData, toErrorData } from '../../../domain/berth-error'
import type { DeploymentResult } from '../../../domain/deployment'
import type { Interruption } from '../../../domain/interruption'
import type { LedgerDraft } from '../../../domain/ledger/ledger-record'
import type { RestartPolicy } from '../container-changes'
import type { Execution } from '../execution'
import { putBack } from '../put-back'
import { readRawContainer } from '../raw-container'
import { putBackJournal } from './put-back-journal'

/**
 * Puts back what a deployment that was cut off has touched, and writes that down as its end. `run.journal` is filled from
 * what the containers say.
 */
export async function putBackInterrupted(
  run: Execution,
  interruption: Interruption,
  owner: string,
): Promise<DeploymentResult> {
  run.record.setPhase('putting-back')
  run.journal.push(...putBackJournal(interruption, await madePolicies(run, interruption)))
  const error = new BerthError('deployment-interrupted', { slot: run.plan.slot, owner }).data
  const result = await resultOf(run, error)
  if (!run.interrupted.aborted && !run.signal.aborted) await recordEnd(run, interruption, result)
  return result
}

async function resultOf(run: Execution, interrupted: BerthErrorData): Promise<DeploymentResult> {
  const said = { failingOutput: '', log: '' }
  try {
    const [first, ...others] = await putBack(run)
    if (first === undefined) return { kind: 'put-back', error: interrupted, ...said }
    const services = [first, ...others].filter(({ isDown }) => isDown).map(({ service }) => service)
    return { kind: 'down', error: first.error.data, services, ...said }
  } catch (error) {
    return { kind: 'down', error: toErrorData(error), services: [], ...said }
  }
}

/** The new containers were made with the old ones' policies; those of the old ones themselves may be gone already. */
async function madePolicies(
  { client, host }: Execution,
  { services }: Interruption,
): Promise<ReadonlyMap<string, RestartPolicy>> {
  const entries = services.map(async ({ service, fresh }): Promise<[string, RestartPolicy][]> => {
    if (fresh === null) return []
    const raw = readRawContainer(await host.read((signal) => client.inspectContainer(fresh.id, signal)))
    return [[service, raw.HostConfig.RestartPolicy]]
  })
  return new Map((await Promise.all(entries)).flat())
}

async function recordEnd(run: Execution, { intent }: Interruption, result: DeploymentResult): Promise<void> {
  const { ledger, hostId, plan, deploymentId, record, log, signal } = run
  const nowMs = ledger.hostNowMs(hostId)
  const end: LedgerDraft = {
    kind: 'deployment-ended',
    by: record.current().by,
    slot: plan.slot,
    deploymentId,
    result,
    steps: [],
    startedAtMs: intent?.atMs ?? nowMs,
    endedAtMs: nowMs,
    downtimeMs: {},
    pulledBytes: 0,
    release: null,
  }
  await ledger.append(hostId, [end], signal).catch((error: unknown) =>
    log('error', 'end of the interrupted deployment not recorded', {
      deployment: deploymentId,
      error: String(error),
    }),
  )
}
