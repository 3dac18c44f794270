import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import type { BuiltImage } from './built-image'
import type { DockerEngine } from './docker-engine'

const enginesWithBase = new WeakSet<object>()

/** Puts images onto an engine in one call, as `docker load` does: they have no digest of a registry then. */
export async function loadImages(engine: Pick<DockerEngine, 'call'>, images: readonly BuiltImage[]): Promise<void> {
  const archive = pack()
  const [answer] = await Promise.all([
    engine.call({ method: 'POST', path: '/images/load?quiet=1', stream: Readable.from(archive), timeoutMs: 120_000 }),
    fillArchive(archive, images, !enginesWithBase.has(engine)),
  ])
  if (answer.includes('"error"')) throw new Error(`loading images failed: ${answer}`)
  enginesWithBase.add(engine)
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
