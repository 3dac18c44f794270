import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { type AppImage, holdChecksMs, imageConfig, referenceOf, sha256 } from './app-image'
import { type StoredLayer, baseLayer } from './base-layer'

/** An image ready to be loaded into an engine or put into a registry: the same bytes, so the same id both ways. */
export type BuiltImage = {
  readonly image: AppImage
  readonly reference: string
  /** Digest of the configuration: the image's id in an engine with the classic store. */
  readonly id: string
  readonly config: Buffer
  readonly base: StoredLayer
  readonly appLayer: Layer
}

/** A small layer, held in memory. */
export type Layer = {
  readonly tar: Buffer
  readonly gzip: Buffer
  readonly diffId: string
  readonly digest: string
}

/** Makes images without an engine: the common base, and one layer with the app. */
export async function buildImages(images: readonly AppImage[]): Promise<readonly BuiltImage[]> {
  const base = await baseLayer()
  return Promise.all(images.map(async (image) => buildImage(image, base)))
}

async function buildImage(image: AppImage, base: StoredLayer): Promise<BuiltImage> {
  const appLayer = await makeAppLayer(image)
  const config = imageConfig(image, [base.diffId, appLayer.diffId])
  return { image, reference: referenceOf(image), id: sha256(config), config, base, appLayer }
}

async function makeAppLayer(image: AppImage): Promise<Layer> {
  const packing = pack()
  const mtime = new Date(0)
  const source = (name: string): Buffer => readFileSync(new URL(`./shop-app/${name}`, import.meta.url))
  packing.entry({ name: 'app/server.cjs', mtime }, source('server.cjs'))
  packing.entry({ name: 'app/check', mode: 0o755, mtime }, source('check'))
  packing.entry({ name: 'app/check-request', mtime }, 'GET /check HTTP/1.0\r\n\r\n')
  packing.entry({ name: 'app/load.cjs', mtime }, source('load.cjs'))
  packing.entry({ name: 'app/build.json', mtime }, JSON.stringify({ ...image, holdChecksMs: holdChecksMs(image) }))
  if (image.ballastBytes !== undefined) packing.entry({ name: 'app/ballast', mtime }, randomBytes(image.ballastBytes))
  return packLayer(packing)
}

/** What was packed, as a layer. */
export async function packLayer(packing: Pack): Promise<Layer> {
  packing.finalize()
  const tar = await buffer(packing)
  const gzip = gzipSync(tar, { level: 1 })
  return { tar, gzip, diffId: sha256(tar), digest: sha256(gzip) }
}
