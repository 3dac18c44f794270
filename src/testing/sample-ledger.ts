import type { DeploymentResult } from '../domain/deployment'
import type { LedgerDraft, LedgerRecordOf } from '../domain/ledger/ledger-record'
import { samplePlan, sampleProgress } from './sample-deployment'

type Begun = LedgerRecordOf<'deployment-begun'>
type Ended = LedgerRecordOf<'deployment-ended'>

/** The beginning of a deployment of `samplePlan` as a colleague's Berth writes it. */
export function begunDraft(deploymentId: string, changes: Partial<Begun> = {}): LedgerDraft {
  return {
    kind: 'deployment-begun',
    by: '정유진',
    slot: 'dev1',
    deploymentId,
    operation: samplePlan.operation,
    reason: '',
    plan: samplePlan,
    settingsVersion: null,
    from: null,
    images: {},
    restartPolicies: {},
    wasRunning: {},
    ...changes,
  }
}

/** The end of the same, 136 s after it began. */
export function endedDraft(
  deploymentId: string,
  result: DeploymentResult,
  startedAtMs: number,
  changes: Partial<Ended> = {},
): LedgerDraft {
  return {
    kind: 'deployment-ended',
    by: '정유진',
    slot: 'dev1',
    deploymentId,
    result,
    steps: sampleProgress(samplePlan, samplePlan.steps.length, startedAtMs),
    startedAtMs,
    endedAtMs: startedAtMs + 136_000,
    downtimeMs: { api: 4_000 },
    pulledBytes: 0,
    release: null,
    ...changes,
  }
}
