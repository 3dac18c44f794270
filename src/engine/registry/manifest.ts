import { z } from 'zod'
import { parseJson } from '../docker/docker-failure'
import { isDigest } from './content-digest'
import type { RegistryLayer } from './registry-port'

/** One of the images of an index. */
export type IndexEntry = { readonly digest: string; readonly platform: string }

/** What a manifest says, of Docker's kinds and of OCI's. */
export type Manifest =
  | { readonly kind: 'index'; readonly entries: readonly IndexEntry[] }
  | {
      readonly kind: 'image'
      readonly configDigest: string
      /** Configuration and layers. */
      readonly sizeBytes: number
      readonly layers: readonly RegistryLayer[]
    }
  | { readonly kind: 'artifact'; readonly artifactType: string }
  /** Docker's first format, which has no configuration and is gone from engines. */
  | { readonly kind: 'schema1' }

/** What is asked for. A registry that has nothing of these may still answer with what it has, to be refused by its name. */
export const acceptedManifests = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  '*/*',
].join(', ')

/** Bounds of what is kept of one manifest: an image has at most 127 layers, and an index as many platforms as there are. */
const most = { layers: 1_000, entries: 1_000, bytes: 1e15 } as const

const size = z.number().int().nonnegative().max(most.bytes)
const digest = z.string().refine(isDigest)
const typeName = z.string().max(200).catch('')
const descriptor = z.object({ digest, size, mediaType: typeName })
const platformSchema = z.object({ os: z.string(), architecture: z.string(), variant: z.string().catch('') })
const entrySchema = z.object({
  digest,
  mediaType: typeName,
  artifactType: typeName,
  platform: platformSchema.nullable().catch(null),
  annotations: z.record(z.string(), z.unknown()).catch({}),
})
const indexSchema = z.object({ manifests: z.array(entrySchema).max(most.entries) })
const imageSchema = z.object({
  config: descriptor,
  layers: z.array(descriptor).max(most.layers),
  artifactType: typeName,
})
const headSchema = z.object({ schemaVersion: z.number().catch(0), mediaType: typeName, artifactType: typeName })

/** Some old builds name their configuration by the type of any bytes at all. */
const imageConfigTypes: ReadonlySet<string> = new Set([
  'application/vnd.docker.container.image.v1+json',
  'application/vnd.oci.image.config.v1+json',
  'application/octet-stream',
])
const ociArtifactType = 'application/vnd.oci.artifact.manifest.v1+json'

/**
 * Reads a manifest by its own fields: registries name its type wrongly now and then. Null for what is none, or could be read
 * as two kinds at once (which is how two readers can be shown two images under one digest).
 */
export function readManifest(bytes: Buffer): Manifest | null {
  const json = parseJson(bytes.toString('utf8'))
  const head = headSchema.safeParse(json)
  if (!head.success || typeof json !== 'object' || json === null) return null
  if (head.data.schemaVersion === 1) return { kind: 'schema1' }
  const [hasManifests, hasLayers] = ['manifests' in json, 'layers' in json || 'config' in json]
  if (hasManifests && hasLayers) return null
  if (hasManifests) return readIndex(json)
  if (hasLayers) return readImageManifest(json)
  return head.data.mediaType === ociArtifactType ? artifact(head.data.artifactType, ociArtifactType) : null
}

function readIndex(json: object): Manifest | null {
  const parsed = indexSchema.safeParse(json)
  if (!parsed.success) return null
  const { manifests } = parsed.data
  const entries = manifests.flatMap((entry) => {
    const platform = entry.platform === null ? null : platformText(entry.platform)
    return platform === null || isBeside(entry) ? [] : [{ digest: entry.digest, platform }]
  })
  if (entries.length > 0 || manifests.length === 0) return { kind: 'index', entries }
  const [first] = manifests
  return artifact(first?.artifactType ?? '', first?.mediaType ?? '')
}

/** What stands beside the images of an index: attestations of a build, signatures. */
function isBeside({ artifactType, annotations }: z.output<typeof entrySchema>): boolean {
  return artifactType !== '' || annotations['vnd.docker.reference.type'] === 'attestation-manifest'
}

function readImageManifest(json: object): Manifest | null {
  const parsed = imageSchema.safeParse(json)
  if (!parsed.success) return null
  const { config, layers, artifactType } = parsed.data
  if (!imageConfigTypes.has(config.mediaType)) return artifact(artifactType, config.mediaType)
  const unique = [...new Map(layers.map((layer) => [layer.digest, layer])).values()]
  return {
    kind: 'image',
    configDigest: config.digest,
    sizeBytes: unique.reduce((sum, layer) => sum + layer.size, config.size),
    layers: unique.map((layer) => ({ digest: layer.digest, sizeBytes: layer.size })),
  }
}

function artifact(artifactType: string, otherwise: string): Manifest {
  return { kind: 'artifact', artifactType: artifactType || otherwise || 'unknown' }
}

/** `linux/arm/v7`; null for `unknown/unknown`, by which builders hide attestations from engines. */
export function platformText({ os, architecture, variant }: z.output<typeof platformSchema>): string | null {
  const parts = [os, architecture, ...(variant === '' ? [] : [variant])]
  const isPlain = parts.every((part) => /^[A-Za-z0-9_.-]{1,32}$/.test(part))
  return !isPlain || os === 'unknown' || architecture === 'unknown' ? null : parts.join('/')
}
