import { BerthError } from '../../domain/berth-error'
import { berthLabels } from '../../domain/label-names'
import type { HostAccess } from '../host-access'
import { ledgerStore, type StoreKind } from '../ledger/store-kind'
import { underStoreLock } from '../ledger/store-lock'
import type { Clock, Log } from '../ports'
import type { OneAtATime } from './publish-slots-file'

type PublishLockParts = {
  readonly hostAccess: Pick<HostAccess, 'client'>
  readonly clock: Clock
  readonly log: Log
}

/** A lock of its own, so that publishing and compacting don't wait for each other. */
const publishing: StoreKind = { ...ledgerStore, name: 'berth-slots-file', label: berthLabels.publishing }

const tries = 20
const betweenTriesMs = 250

/** Lets one person publish on a host at a time, by a container that only one can make. Throws `ledger-busy` after 5 s. */
export function createPublishLock({ hostAccess, clock, log }: PublishLockParts): OneAtATime {
  return async (hostId, work, signal) => {
    const parts = { client: hostAccess.client(hostId), clock, log, kind: publishing }
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const done = await underStoreLock(parts, work, signal)
      if (done !== null) return done.result
      await clock.sleep(betweenTriesMs, signal)
    }
    throw new BerthError('ledger-busy', { seconds: (tries * betweenTriesMs) / 1_000 })
  }
}
