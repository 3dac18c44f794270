import type { HistoryDetails, HistoryEntry } from '../../contract/history'
import { BerthError } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import { displayBlock } from '../../domain/display-text'
import type { HistoryEntry as LedgerEntry, LedgerState } from '../../domain/ledger/ledger-state'
import { harmless, harmlessError } from './harmless'
import type { HistoryParts } from './history-parts'
import { deploymentEntry, isTouched } from './history-entries'
import { keptLogs } from './last-log'

type Parts = Pick<HistoryParts, 'ledger' | 'hostAccess' | 'readKickoff'> & {
  readonly underWay: (entry: HistoryEntry) => HistoryEntry
}

/** All that the ledger and the private store keep of one deployment. Throws `history-unknown`. */
export async function readHistoryDetails(
  { ledger, hostAccess, readKickoff, underWay }: Parts,
  hostId: string,
  deploymentId: string,
  signal: AbortSignal,
): Promise<HistoryDetails> {
  const entry = findDeployment(ledger.state(hostId) ?? (await ledger.refresh(hostId, signal)), deploymentId)
  const isThere = hostAccess.connection(hostId).kind === 'connected'
  const plan = entry.begun?.plan ?? null
  const result = entry.ended?.result ?? null
  return {
    entry: underWay(deploymentEntry(hostId, entry, readKickoff(hostId))),
    plan: plan === null ? null : harmless(plan),
    steps: entry.ended?.steps ?? [],
    result: result === null ? null : harmlessResult(result),
    downtimesMs: harmless(entry.ended?.downtimeMs ?? {}),
    logs: isThere ? await keptLogs(ledger, hostId, deploymentId, touchedServices(entry), signal) : [],
  }
}

function findDeployment(state: LedgerState, deploymentId: string): LedgerEntry {
  const entry = state.deployments.find((candidate) => candidate.deploymentId === deploymentId)
  if (entry === undefined) throw new BerthError('history-unknown', { deployment: deploymentId })
  return entry
}

function touchedServices({ begun }: LedgerEntry): readonly string[] {
  return (begun?.plan?.services ?? []).filter(isTouched).map(({ name }) => name)
}

function harmlessResult(result: DeploymentResult): DeploymentResult {
  switch (result.kind) {
    case 'succeeded':
    case 'cancelled':
      return result
    case 'refused':
      return { ...result, error: harmlessError(result.error) }
    case 'put-back':
    case 'down': {
      const texts = { failingOutput: displayBlock(result.failingOutput), log: displayBlock(result.log) }
      return { ...harmless(result), ...texts, error: harmlessError(result.error) }
    }
  }
}
