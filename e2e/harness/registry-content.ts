import { createHash } from 'node:crypto'

/** A manifest as it is put into a registry. */
export type StoredManifest = { readonly digest: string; readonly mediaType: string; readonly bytes: Buffer }

/** A small image that no engine runs: a configuration with labels, and layers of a few bytes. */
export type SmallImage = {
  readonly platform: string
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: string
  readonly layers: readonly string[]
}

/** Manifests of the two families that registries keep; Docker's and OCI's differ by these names alone. */
export const mediaTypes = {
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
} as const

/** `sha256:…` of bytes. */
export function sha256Of(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Bytes of an image's parts, without a registry. */
export function smallImage(
  image: SmallImage,
  family: keyof typeof mediaTypes,
): { readonly manifest: StoredManifest; readonly config: Buffer; readonly layers: readonly Buffer[] } {
  const types = mediaTypes[family]
  const [os, architecture, variant] = image.platform.split('/')
  const layers = image.layers.map((layer) => Buffer.from(layer))
  const rootfs = { type: 'layers', diff_ids: layers.map(sha256Of) }
  const named = { os, architecture, ...(variant === undefined ? {} : { variant }), created: image.createdAt }
  const config = Buffer.from(JSON.stringify({ ...named, config: { Labels: image.labels }, rootfs }))
  const describe = (bytes: Buffer, mediaType: string): object => ({
    mediaType,
    size: bytes.length,
    digest: sha256Of(bytes),
  })
  const body = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: describe(config, types.config),
    layers: layers.map((bytes) => describe(bytes, types.layer)),
  }
  return { manifest: storedManifest(body, types.manifest), config, layers }
}

/** An index over manifests, each with its platform. */
export function imageIndex(
  entries: readonly (readonly [StoredManifest, string])[],
  family: keyof typeof mediaTypes,
): StoredManifest {
  const manifests = entries.map(([manifest, platform]) => {
    const [os, architecture, variant] = platform.split('/')
    const { digest, mediaType, bytes } = manifest
    return { mediaType, digest, size: bytes.length, platform: { os, architecture, ...(variant ? { variant } : {}) } }
  })
  const mediaType = mediaTypes[family].index
  return storedManifest({ schemaVersion: 2, mediaType, manifests }, mediaType)
}

/** A body as it stands, under its digest. */
export function storedManifest(body: object, mediaType: string): StoredManifest {
  const bytes = Buffer.from(JSON.stringify(body))
  return { digest: sha256Of(bytes), mediaType, bytes }
}

/** Puts parts into a registry that asks for nothing. */
export class RegistryContent {
  readonly #address: string

  constructor(address: string) {
    this.#address = address
  }

  async putImage(repository: string, image: SmallImage, family: keyof typeof mediaTypes): Promise<StoredManifest> {
    const { manifest, config, layers } = smallImage(image, family)
    for (const blob of [config, ...layers]) await this.putBlob(repository, blob)
    await this.putManifest(repository, manifest.digest, manifest)
    return manifest
  }

  async putBlob(repository: string, bytes: Buffer): Promise<void> {
    const begun = await this.#send('POST', `/v2/${repository}/blobs/uploads/`)
    const location = new URL(begun.headers.get('location') ?? '', `http://${this.#address}`)
    location.searchParams.set('digest', sha256Of(bytes))
    await this.#send('PUT', `${location.pathname}${location.search}`, bytes, 'application/octet-stream')
  }

  async putManifest(repository: string, reference: string, { bytes, mediaType }: StoredManifest): Promise<void> {
    await this.#send('PUT', `/v2/${repository}/manifests/${reference}`, bytes, mediaType)
  }

  /** Many tags for one manifest, some at a time. */
  async tag(repository: string, tags: readonly string[], manifest: StoredManifest): Promise<void> {
    const left = [...tags]
    const work = async (): Promise<void> => {
      for (let tag = left.pop(); tag !== undefined; tag = left.pop()) await this.putManifest(repository, tag, manifest)
    }
    await Promise.all(Array.from({ length: 8 }, work))
  }

  async deleteManifest(repository: string, digest: string): Promise<void> {
    await this.#send('DELETE', `/v2/${repository}/manifests/${digest}`)
  }

  async #send(method: string, path: string, body?: Buffer, type?: string): Promise<Response> {
    const answer = await fetch(`http://${this.#address}${path}`, {
      method,
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
      signal: AbortSignal.timeout(60_000),
    })
    if (answer.ok) return answer
    throw new Error(`registry: ${method} ${path} answered ${String(answer.status)}: ${await answer.text()}`)
  }
}
