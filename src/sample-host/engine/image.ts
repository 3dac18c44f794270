import { createHash, randomBytes } from 'node:crypto'
import type { Fields } from './fields'
import type { Program } from './program'

/** One layer as a registry sends it. Nothing is in it but its size. */
export type SampleLayer = { readonly digest: string; readonly sizeBytes: number }

/** An image: the same bytes of configuration and manifest on a host and in a registry, so the same names by content. */
export type SampleImage = {
  /** Digest of the configuration: the image's ID in the classic store. */
  readonly id: string
  /** What it gives its containers: `Env`, `Cmd`, `Labels`, `Healthcheck` … */
  readonly defaults: Fields
  readonly createdAtMs: number
  readonly layers: readonly SampleLayer[]
  readonly sizeBytes: number
  readonly configBytes: Buffer
  readonly manifestBytes: Buffer
  /** Digest of the manifest: what a registry calls it. */
  readonly digest: string
  readonly program: Program
}

/** What an image is made of. Layers are told apart by their names: images with one in common share it. */
export type ImageRecipe = {
  readonly defaults: Fields
  readonly createdAtMs: number
  readonly layers: readonly { readonly name: string; readonly sizeBytes: number }[]
  readonly program: Program
}

export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'

/** Equal recipes give equal images. */
export function buildImage({ defaults, createdAtMs, layers: named, program }: ImageRecipe): SampleImage {
  const layers = named.map(({ name, sizeBytes }) => ({ digest: digestOf(Buffer.from(name)), sizeBytes }))
  const configBytes = toJson({
    architecture: architecture(),
    os: 'linux',
    created: new Date(createdAtMs).toISOString(),
    config: defaults,
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  })
  const id = digestOf(configBytes)
  const manifestBytes = toJson({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: configBytes.length, digest: id },
    layers: layers.map(({ digest, sizeBytes }) => ({
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      size: sizeBytes,
      digest,
    })),
  })
  const sizeBytes = layers.reduce((sum, layer) => sum + layer.sizeBytes, 0)
  const digest = digestOf(manifestBytes)
  return { id, defaults, createdAtMs, layers, sizeBytes, configBytes, manifestBytes, digest, program }
}

/** What `docker import` of nothing makes: each time another image, as its time is part of it. */
export function buildEmptyImage(program: Program, nowMs: number): SampleImage {
  const comment = `Imported from - ${randomBytes(8).toString('hex')}`
  return buildImage({ defaults: { Comment: comment }, createdAtMs: nowMs, layers: [], program })
}

/** Go's name of this machine's processor, as images have it. */
export function architecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch
}

function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
