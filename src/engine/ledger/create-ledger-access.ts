import { BerthError } from '../../domain/berth-error'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { Clock, DockerClient, Log } from '../ports'
import { type FollowedLedger, followLedger } from './follow-ledger'

export type LedgerAccessParts = {
  readonly hostAccess: HostAccess
  readonly clock: Clock
  readonly log: Log
  /** Where this machine remembers what it read: the folder of settings and snapshot. */
  readonly homeDirectory: string
  /** See `FollowParts`. */
  readonly isOneCommand: boolean
}

type Followed = { readonly client: DockerClient; readonly ledger: FollowedLedger }

/** See `LedgerAccess`. A host is followed from the first call about it for as long as it is on the board. */
export function createLedgerAccess(parts: LedgerAccessParts): LedgerAccess {
  const { hostAccess, clock } = parts
  const hosts = new Map<string, Followed>()
  const listeners = new Set<(hostId: string) => void>()
  const closing = new Set<Promise<void>>()
  let closed = false
  const tell = (hostId: string): void => {
    for (const listener of listeners) listener(hostId)
  }
  const stop = (hostId: string, { ledger }: Followed): void => {
    hosts.delete(hostId)
    const ended = ledger.close().finally(() => closing.delete(ended))
    closing.add(ended)
  }
  const hostOf = (hostId: string): FollowedLedger => {
    if (closed) throw new BerthError('cancelled')
    const known = hosts.get(hostId)
    const client = clientOf(hostAccess, hostId)
    if (known !== undefined && known.client === client) return known.ledger
    // Taken off the board, or at another address now.
    if (known !== undefined) stop(hostId, known)
    if (client instanceof BerthError) throw client
    const ledger = followLedger({ ...parts, hostId, client, onChange: () => tell(hostId) })
    hosts.set(hostId, { client, ledger })
    return ledger
  }
  const ifThere = <Value>(hostId: string, valueOf: (ledger: FollowedLedger) => Value, otherwise: Value): Value => {
    try {
      return valueOf(hostOf(hostId))
    } catch (error) {
      if (error instanceof BerthError) return otherwise
      throw error
    }
  }
  return {
    state: (hostId) => ifThere(hostId, (ledger) => ledger.state(), null),
    hostNowMs: (hostId) => ifThere(hostId, (ledger) => ledger.nowMs(), clock.nowMs()),
    refresh: async (hostId, signal) => hostOf(hostId).refresh(signal),
    append: async (hostId, drafts, signal) => hostOf(hostId).append(drafts, signal),
    writePrivate: async (hostId, blobs, signal) => hostOf(hostId).writePrivate(blobs, signal),
    readPrivate: async (hostId, name, signal) => {
      const ledger = hostOf(hostId)
      refuseWhereReadOnly(hostAccess, hostId)
      return ledger.readPrivate(name, signal)
    },
    dropPrivate: async (hostId, names, signal) => hostOf(hostId).dropPrivate(names, signal),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      closed = true
      listeners.clear()
      for (const [hostId, host] of hosts) stop(hostId, host)
      await Promise.all(closing)
    },
  }
}

/** What Berth's read-only proxy would answer; not asked, it has nothing to write into its log. */
function refuseWhereReadOnly(hostAccess: HostAccess, hostId: string): void {
  if (hostAccess.rights(hostId) !== 'read-only') return
  const { address } = hostAccess.client(hostId)
  throw new BerthError('host-read-only', { address, operation: 'read file' })
}

function clientOf(hostAccess: HostAccess, hostId: string): DockerClient | BerthError {
  try {
    return hostAccess.client(hostId)
  } catch (error) {
    if (error instanceof BerthError) return error
    throw error
  }
}
