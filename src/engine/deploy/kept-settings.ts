import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { LedgerAccess, PrivateBlob } from '../ledger-access'
import type { RawInspect } from '../ports'

/** A container as it was, whole: what it takes to make it again. Holds secrets; stands in the private store alone. */
export type KeptSettings = { readonly inspect: RawInspect; readonly imageInspect: RawInspect }

/** By the service's name. */
export type KeptSettingsOfServices = ReadonlyMap<string, KeptSettings>

const rawSchema = z.record(z.string(), z.unknown())
const packedSchema = z.object({
  format: z.literal(1),
  services: z.array(z.tuple([z.string(), z.object({ inspect: rawSchema, imageInspect: rawSchema })])),
})
/** Docker's answers for one container take some 20 KB; what unpacks to more than this is no such answers. */
const longestSettingsBytes = 32_000_000

/** The private store's name for the settings of one release: all services in one, as reading a name takes Docker 70 ms. */
export function settingsName(releaseId: string): string {
  return `release/${releaseId}`
}

/** Packs the settings of a release's services for the private store. */
export function packSettings(releaseId: string, settings: KeptSettingsOfServices): PrivateBlob {
  const packed: z.input<typeof packedSchema> = {
    format: 1,
    services: [...settings].map(([name, kept]) => [name, kept]),
  }
  return { name: settingsName(releaseId), bytes: gzipSync(JSON.stringify(packed)) }
}

/** The settings the services had in a release; none where they are not on the host (any more) or damaged. */
export async function readSettings(
  ledger: Pick<LedgerAccess, 'readPrivate'>,
  hostId: string,
  releaseId: string,
  signal: AbortSignal,
): Promise<KeptSettingsOfServices> {
  const bytes = await ledger.readPrivate(hostId, settingsName(releaseId), signal)
  return new Map(bytes === null ? [] : unpackSettings(bytes))
}

function unpackSettings(bytes: Uint8Array): z.output<typeof packedSchema>['services'] {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: longestSettingsBytes }).toString('utf8')
    return packedSchema.safeParse(JSON.parse(text)).data?.services ?? []
  } catch {
    return []
  }
}
