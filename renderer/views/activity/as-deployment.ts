import type { HistoryDetails } from '../../../src/contract/history'
import type { Deployment } from '../../../src/domain/deployment'

/** A deployment of the history in the form of one that is followed, for the parts that show both. Null: its plan is lost. */
export function asDeployment({ entry, plan, steps, result }: HistoryDetails): Deployment | null {
  if (plan === null || entry.event.kind !== 'deployment') return null
  const { deploymentId, tookMs } = entry.event
  return {
    id: deploymentId,
    by: entry.by,
    plan,
    phase: 'ended',
    startedAtMs: entry.atMs,
    endedAtMs: tookMs === null ? null : entry.atMs + tookMs,
    steps: plan.steps.map((_, index) => steps[index] ?? { state: 'not-run', startedAtMs: null, endedAtMs: null }),
    pulls: [],
    gate: null,
    notChecked: [],
    switched: [],
    result,
  }
}
