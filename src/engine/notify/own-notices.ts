import type { Deployment } from '../../domain/deployment'
import type { LedgerRecord } from '../../domain/ledger/ledger-record'
import type { Notice } from '../../domain/notice'
import { deploymentNotice } from '../../domain/notice-of-deployment'
import { recordNotices } from '../../domain/notice-of-ledger'
import type { LedgerAccess } from '../ledger-access'

/** What this very client did: its deployments, and what it wrote into ledgers. */
export type OwnNotices = {
  readonly deploymentChanged: (deployment: Deployment) => void
  readonly appended: (hostId: string, records: readonly LedgerRecord[]) => void
  /** Whether a notice, as a ledger tells it, is of something that was done from here. */
  readonly isOwn: (notice: Notice) => boolean
}

type OwnNoticeParts = {
  readonly hostName: (hostId: string) => string
  /** Whether the host's ledger has the beginning of a deployment. */
  readonly isBegun: (hostId: string, deploymentId: string) => boolean
  /** Told each thing once. `deployment` null: it is about none. */
  readonly tell: (notice: Notice, deployment: Deployment | null) => void
}

/** So many things nobody does before the ledger has told of the first. */
const mostRemembered = 1_000

/** See `OwnNotices`. */
export function createOwnNotices({ hostName, isBegun, tell }: OwnNoticeParts): OwnNotices {
  const known = new Set<string>()
  const isNew = (id: string): boolean => {
    if (known.has(id)) return false
    remember(known, id)
    return true
  }
  return {
    deploymentChanged: (deployment) => {
      if (deployment.plan.steps.length === 0) return
      const notice = deploymentNotice(deployment, hostName(deployment.plan.hostId))
      if (!isNew(notice.id)) return
      // It goes on: after a crash of this engine, or after a takeover, which is told as such.
      if (notice.kind === 'started' && isBegun(notice.hostId, deployment.id)) return
      tell(notice, deployment)
    },
    appended: (hostId, records) => {
      for (const notice of recordNotices(records, { hostId, host: hostName(hostId) })) {
        if (isNew(notice.id)) tell(notice, null)
      }
    },
    isOwn: ({ id }) => known.has(id),
  }
}

function remember(known: Set<string>, id: string): void {
  const [oldest] = known
  if (known.size >= mostRemembered && oldest !== undefined) known.delete(oldest)
  known.add(id)
}

/** The same ledgers; what is written through them is told once it stands there. */
export function tellingAppends(ledger: LedgerAccess, appended: OwnNotices['appended']): LedgerAccess {
  return {
    ...ledger,
    append: async (hostId, drafts, signal) => {
      const records = await ledger.append(hostId, drafts, signal)
      appended(hostId, records)
      return records
    },
  }
}
