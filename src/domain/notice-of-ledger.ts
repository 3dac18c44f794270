import { displayText } from './display-text'
import type { LedgerRecord } from './ledger/ledger-record'
import type { LedgerState } from './ledger/ledger-state'
import { type Notice, type NoticePlace, plainNotice } from './notice'
import { ledgerDeploymentNotice } from './notice-of-deployment'

type Host = Omit<NoticePlace, 'slot'>
type Told = Pick<LedgerRecord, 'kind' | 'recordId' | 'atMs' | 'by' | 'slot'>

/** What records that were written together tell beside deployments. A reservation that only makes room for the next is not told to end. */
export function recordNotices(records: readonly LedgerRecord[], host: Host): readonly Notice[] {
  const renewed = new Set(records.flatMap((record) => (record.kind === 'reserved' ? [record.slot] : [])))
  return records.flatMap((record) => {
    if (record.kind === 'unreserved' && renewed.has(record.slot)) return []
    return recordNotice(record, host) ?? []
  })
}

function recordNotice(record: LedgerRecord, host: Host): Notice | null {
  const known = (kind: Notice['kind'], { recordId, atMs, by }: Told) =>
    ({ id: recordId, kind, atMs, who: displayText(by, 64) }) as const
  const place = { ...host, slot: displayText(record.slot ?? '') }
  switch (record.kind) {
    case 'taken-over':
      return plainNotice(place, {
        ...known('taken-over', record),
        deploymentId: record.lockDeploymentId,
        whose: displayText(record.lockOwner, 64),
        reason: displayText(record.reason),
      })
    case 'overruled':
      return plainNotice(place, {
        ...known('overruled', record),
        whose: displayText(record.reservedBy, 64),
        reason: displayText(record.reason),
      })
    case 'reserved':
      return plainNotice(place, {
        ...known('reserved', record),
        whose: displayText(record.forWhom, 64),
        reason: displayText(record.why),
        untilMs: record.untilMs,
      })
    case 'unreserved':
      return plainNotice(place, known('unreserved', record))
    case 'deployment-begun':
    case 'deployment-ended':
    case 'held':
    case 'lifted':
    case 'settings-published':
    case 'releases-dropped':
    case 'compacted':
      return null
  }
}

/** What a host's ledger tells that it did not tell before, oldest first; of a deployment that began and ended meanwhile, its end. */
export function ledgerNotices(before: LedgerState, after: LedgerState, host: Host): readonly Notice[] {
  const known = new Map(before.deployments.map((entry) => [entry.deploymentId, entry]))
  const deployments = after.deployments.flatMap((entry) => {
    const old = known.get(entry.deploymentId)
    const isNew = old === undefined ? entry.begun !== null : old.ended === null && entry.ended !== null
    return isNew ? [ledgerDeploymentNotice(entry, host)] : []
  })
  const seen = new Set(before.happenings.map(recordIdOf))
  const records = after.happenings.flatMap((happening) =>
    happening.kind === 'newer' || seen.has(happening.recordId) ? [] : [happening],
  )
  return [...deployments, ...recordNotices(records, host)].sort((a, b) => a.atMs - b.atMs)
}

function recordIdOf(happening: LedgerState['happenings'][number]): string {
  return happening.kind === 'newer' ? happening.base.recordId : happening.recordId
}
