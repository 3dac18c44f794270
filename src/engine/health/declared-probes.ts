import { slotServices } from '../../domain/slots-file/slot-services'
import type { HealthProbe } from '../../domain/slots-file/service-spec'
import type { SlotsFile } from '../../domain/slots-file/slots-file'
import { publishedFiles } from '../deploy/spec-body/published-files'
import type { LedgerAccess } from '../ledger-access'

/** The HTTP probe of a service. */
export type DeclaredProbe = NonNullable<HealthProbe['http']>

/**
 * The HTTP probes that the host's published slots file declares for a slot, by service. None where there is no such file,
 * or it can't be read from here (a read-only host serves it to nobody).
 */
export type DeclaredProbes = (
  hostId: string,
  slot: string,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, DeclaredProbe>>

/** The probes don't hang on the tag that is deployed. */
const anyTag = 'berth-any-tag'

/** See `DeclaredProbes`. */
export function createDeclaredProbes(ledger: LedgerAccess): DeclaredProbes {
  const files = publishedFiles(ledger)
  const known = new WeakMap<SlotsFile, Map<string, ReadonlyMap<string, DeclaredProbe>>>()
  return async (hostId, slot, signal) => {
    const published = await files(hostId, slot, signal).catch(() => null)
    signal.throwIfAborted()
    if (published === null) return new Map()
    const slots = known.get(published.file) ?? new Map<string, ReadonlyMap<string, DeclaredProbe>>()
    known.set(published.file, slots)
    const probes = slots.get(slot) ?? probesOf(published.file, slot)
    slots.set(slot, probes)
    return probes
  }
}

function probesOf(file: SlotsFile, slot: string): ReadonlyMap<string, DeclaredProbe> {
  const read = slotServices(file, slot, { tag: anyTag, color: null })
  if (read.kind !== 'read') return new Map()
  return new Map(
    read.slot.services.flatMap(({ service, health }) =>
      health.http === null ? [] : [[service, health.http] as const],
    ),
  )
}
