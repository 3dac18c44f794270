import { BerthError } from '../../domain/berth-error'
import type { ReleaseComparison } from '../../contract/kept-release'
import type { KickoffReader } from '../../domain/kickoff'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import type { Release } from '../../domain/ledger/release'
import { readSettings } from '../deploy/kept-settings'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { RequestHandlers } from '../request-router'
import { compareSettings } from './compare-settings'
import { keptDiskBytes, keptReleases } from './kept-releases'
import { presentContainers, presentSettings } from './present-settings'

/** What the list of kept releases is read from. */
export type RollbackParts = {
  readonly hostAccess: HostAccess
  readonly ledger: LedgerAccess
  readonly readKickoff: (hostId: string) => KickoffReader
}

type SlotAddress = { readonly hostId: string; readonly slot: string }

/** See `rollbackRequests`. */
export function rollbackHandlers(
  parts: RollbackParts,
): Pick<RequestHandlers, 'list-kept-releases' | 'compare-release'> {
  return {
    'list-kept-releases': async ({ hostId, slot }, signal) => {
      const client = parts.hostAccess.client(hostId)
      const [ledger, images, containers] = await Promise.all([
        ledgerOf(parts, hostId, signal),
        client.listImages(signal),
        client.listContainers(null, signal),
      ])
      const sources = { slot, ledger, images, containers, readKickoff: parts.readKickoff(hostId) }
      return { releases: [...keptReleases(sources)], diskBytes: keptDiskBytes(sources) }
    },
    'compare-release': ({ releaseId, ...address }, signal) => compareRelease(parts, address, releaseId, signal),
  }
}

/** As it is followed: a second old at most. */
async function ledgerOf({ ledger }: RollbackParts, hostId: string, signal: AbortSignal): Promise<LedgerState> {
  return ledger.state(hostId) ?? ledger.refresh(hostId, signal)
}

/** Settings of the slot's containers now against those of a release, service by service. */
async function compareRelease(
  parts: RollbackParts,
  address: SlotAddress,
  releaseId: string,
  signal: AbortSignal,
): Promise<ReleaseComparison> {
  const { hostId, slot } = address
  const release = findRelease(await ledgerOf(parts, hostId, signal), slot, releaseId)
  const [present, kept] = await Promise.all([
    presentContainers(parts.hostAccess, address, signal),
    readSettings(parts.ledger, hostId, releaseId, signal),
  ])
  const compared = await Promise.all(
    release.services.map(async ({ service }) => {
      const after = kept.get(service) ?? null
      const id = present.get(service)
      if (after === null || id === undefined) return { known: after !== null, changes: [] }
      const now = await presentSettings(parts.hostAccess.client(hostId), id, signal)
      return now === null
        ? { known: false, changes: [] }
        : { known: true, changes: compareSettings(service, now, after) }
    }),
  )
  return {
    known: compared.every(({ known }) => known),
    changes: compared.flatMap(({ changes }) => changes),
  }
}

function findRelease({ current, kept }: LedgerState, slot: string, releaseId: string): Release {
  const known = [current.get(slot), ...(kept.get(slot) ?? [])]
  const release = known.find((one) => one?.releaseId === releaseId)
  if (release === undefined) throw new BerthError('release-unknown', { slot, release: releaseId.slice(0, 64) })
  return release
}
