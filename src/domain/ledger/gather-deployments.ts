import type { LedgerRecord, LedgerRecordOf, StoredRecord } from './ledger-record'
import type { HistoryEntry } from './ledger-state'
import { comparePlaces, type RecordPlace } from './record-order'

/** A deployment's records, and its place in time: that of its beginning, else that of its end. */
export type GatheredDeployment = Omit<HistoryEntry, 'number'> & { readonly place: RecordPlace }

/** What the newest compaction left. */
export type CutOff = Pick<LedgerRecordOf<'compacted'>, 'cutOff' | 'deploymentsBefore'>

type Parts = {
  begun: LedgerRecordOf<'deployment-begun'> | null
  ended: LedgerRecordOf<'deployment-ended'> | null
  readonly takeovers: LedgerRecordOf<'taken-over'>[]
  readonly overruled: LedgerRecordOf<'overruled'>[]
}

/** Puts the records (in order) of each deployment together, oldest deployment first. The first beginning counts, and the last end. */
export function gatherDeployments(ordered: readonly StoredRecord[]): readonly GatheredDeployment[] {
  const byId = new Map<string, Parts>()
  const partsOf = (deploymentId: string): Parts => {
    const parts = byId.get(deploymentId) ?? { begun: null, ended: null, takeovers: [], overruled: [] }
    byId.set(deploymentId, parts)
    return parts
  }
  for (const { record } of ordered) if (record !== null) addTo(partsOf, record)
  return [...byId]
    .flatMap(([deploymentId, parts]) => gathered(deploymentId, parts) ?? [])
    .sort((a, b) => comparePlaces(a.place, b.place))
}

function addTo(partsOf: (deploymentId: string) => Parts, record: LedgerRecord): void {
  switch (record.kind) {
    case 'deployment-begun':
      partsOf(record.deploymentId).begun ??= record
      return
    case 'deployment-ended':
      partsOf(record.deploymentId).ended = record
      return
    case 'taken-over':
      partsOf(record.lockDeploymentId).takeovers.push(record)
      return
    case 'overruled':
      partsOf(record.deploymentId).overruled.push(record)
      return
    case 'reserved':
    case 'unreserved':
    case 'held':
    case 'lifted':
    case 'settings-published':
    case 'releases-dropped':
    case 'compacted':
      return
  }
}

function gathered(deploymentId: string, parts: Parts): GatheredDeployment | null {
  const first = parts.begun ?? parts.ended
  if (first === null) return null
  const { atMs, recordId, slot, by } = first
  return { deploymentId, slot, by, atMs, place: { atMs, recordId }, ...parts }
}

/** The newest compaction's word; a ledger that was never compacted has no cut-off. */
export function cutOffOf(ordered: readonly StoredRecord[]): CutOff {
  let last: CutOff = { cutOff: null, deploymentsBefore: [] }
  for (const { record } of ordered) if (record?.kind === 'compacted') last = record
  return last
}

/** Whether something lies at or before the cut-off. */
export function isCutOff(place: RecordPlace, { cutOff }: Pick<CutOff, 'cutOff'>): boolean {
  return cutOff !== null && comparePlaces(place, cutOff) <= 0
}

/** How many deployments of each slot began up to the cut-off. */
export function countsBefore({ deploymentsBefore }: CutOff): Map<string, number> {
  return new Map(deploymentsBefore.map(({ slot, count }) => [slot, count]))
}

/** Numbers each slot's deployments (oldest first), going on from those that were dropped. */
export function numberDeployments(
  deployments: readonly GatheredDeployment[],
  cut: CutOff,
): readonly (HistoryEntry & { readonly place: RecordPlace })[] {
  const before = countsBefore(cut)
  const numbers = new Map<string, number>()
  // Of those before the cut-off not all are left; the newest of them has the last number that was given up to there.
  for (const { slot, place } of deployments) {
    if (slot !== null && isCutOff(place, cut)) numbers.set(slot, (numbers.get(slot) ?? 0) + 1)
  }
  const next = new Map<string | null, number>()
  return deployments.map((deployment) => {
    const slot = deployment.slot
    const first = slot === null ? 1 : (before.get(slot) ?? 0) - (numbers.get(slot) ?? 0) + 1
    const number = next.get(slot) ?? first
    next.set(slot, number + 1)
    return { ...deployment, number: Math.max(1, number) }
  })
}
