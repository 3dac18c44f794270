import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import type { BuiltImage } from './built-image'
import type { DockerEngine } from './docker-engine'
import { hasLayer, keepLayer } from './planted-layer'

const enginesWithBase = new WeakSet<object>()
type LoadingEngine = Pick<DockerEngine, 'call'> & Partial<Pick<DockerEngine, 'directory'>>

/** Puts images onto an engine in one call, as `docker load` does: they have no digest of a registry then. */
export async function loadImages(engine: LoadingEngine, images: readonly BuiltImage[]): Promise<void> {
  const data = engine.directory === undefined ? null : join(engine.directory, 'data')
  const base = images[0]?.base
  const hasBase = enginesWithBase.has(engine) || (data !== null && base !== undefined && hasLayer(data, base))
  const archive = pack()
  const [answer] = await Promise.all([
    engine.call({ method: 'POST', path: '/images/load?quiet=1', stream: Readable.from(archive), timeoutMs: 120_000 }),
    fillArchive(archive, images, !hasBase),
  ])
  if (answer.includes('"error"')) throw new Error(`loading images failed: ${answer}`)
  enginesWithBase.add(engine)
  if (data !== null && base !== undefined) keepLayer(data, base)
}

async function fillArchive(archive: Pack, images: readonly BuiltImage[], withBase: boolean): Promise<void> {
  const base = images[0]?.base
  if (base && withBase) {
    const entry = archive.entry({ name: 'base.tar', size: base.tarBytes })
    await pipeline(createReadStream(base.tarPath), entry)
  }
  for (const { id, config, appLayer } of images) {
    archive.entry({ name: `${fileName(id)}.json` }, config)
    archive.entry({ name: `${fileName(id)}.tar` }, appLayer.tar)
  }
  const manifest = images.map(({ id, reference }) => ({
    Config: `${fileName(id)}.json`,
    RepoTags: [reference],
    // A layer that the engine holds already is not read from the archive.
    Layers: ['base.tar', `${fileName(id)}.tar`],
  }))
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest))
  archive.finalize()
}

function fileName(imageId: string): string {
  return imageId.replace('sha256:', '')
}
