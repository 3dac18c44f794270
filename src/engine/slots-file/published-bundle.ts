import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Bundle } from '../../domain/slots-file/slots-file'
import type { LedgerAccess } from '../ledger-access'

const bundleSchema = z.object({
  composeText: z.string(),
  composeName: z.string(),
  files: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
})

/** A bundle is at most 512 KB; what unpacks to more is none. */
const mostBytes = 4_000_000

/** The name of a version's content in the private store. */
export function publishedBundleName(version: number): string {
  return `slots-file/${version}`
}

/** A bundle as it is kept: it may hold secrets and goes to the private store alone. */
export function packBundle(bundle: Bundle): Uint8Array {
  return gzipSync(canonicalText(bundle))
}

/** Stands for a bundle's content: 64 hex digits, the same on every machine. */
export function bundleChecksum(bundle: Bundle): string {
  return createHash('sha256').update(canonicalText(bundle)).digest('hex')
}

/** A version as it was published; null where it is not on the host any more, or is not what its record says. */
export async function readPublishedBundle(
  ledger: Pick<LedgerAccess, 'readPrivate'>,
  hostId: string,
  published: { readonly version: number; readonly checksum: string },
  signal: AbortSignal,
): Promise<Bundle | null> {
  const bytes = await ledger.readPrivate(hostId, publishedBundleName(published.version), signal)
  const bundle = bytes === null ? null : unpackBundle(bytes)
  return bundle !== null && bundleChecksum(bundle) === published.checksum ? bundle : null
}

function unpackBundle(bytes: Uint8Array): Bundle | null {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: mostBytes }).toString('utf8')
    const parsed = bundleSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function canonicalText({ composeText, composeName, files, environment }: Bundle): string {
  return JSON.stringify({ composeName, composeText, files: sorted(files), environment: sorted(environment) })
}

function sorted(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)))
}
