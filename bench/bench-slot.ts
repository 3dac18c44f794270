import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltImage } from '../e2e/harness/built-image'
import { buildImages } from '../e2e/harness/built-image'
import { compose } from '../e2e/harness/compose'
import { freePorts } from '../e2e/harness/free-port'
import { type Shop, startShop } from '../e2e/harness/shop'
import { imagesOfBuild, SERVICES, type ServiceName, SHOP_BUILDS } from '../e2e/harness/shop-catalog'
import { type Slot, writeSlotProject } from '../e2e/harness/slot-project'

/** What every image of the change brings along in a layer of its own. */
const changedLayerBytes = 4 * 1024 * 1024
const oldBuild = SHOP_BUILDS.dashboard
const newBuild = SHOP_BUILDS.search

/** One slot that is brought from one build to another and back, by whomever. */
export type BenchSlot = {
  readonly shop: Shop
  readonly oldTag: string
  readonly newTag: string
  readonly newRevision: string
  readonly newImageIds: Readonly<Record<ServiceName, string>>
  readonly ports: Slot['ports']
  /** Writes the slot's Compose file for a tag. */
  readonly writeFor: (tag: string) => Slot
  /**
   * The slot made anew by Compose on the build of a tag, healthy. Images of the new build are gone from the host before,
   * so that it has them only where the slot is made on that build, pulled for it.
   */
  readonly reset: (tag: string) => Promise<void>
  /** An empty directory for the clients' own files. */
  readonly directory: string
}

/** Starts an engine and a registry that has both builds; the slot comes with the first `reset`. */
export async function startBenchSlot(name: string): Promise<BenchSlot> {
  const shop = await startShop({ name, slots: {}, onHost: ['dashboard'], inRegistry: [], accessLog: true })
  const images = await buildImages(
    imagesOfBuild(shop.imagePrefix, newBuild).map((image) => ({ ...image, ballastBytes: changedLayerBytes })),
  )
  await shop.registry.push(images)
  const [api = 0, admin = 0, web = 0] = await freePorts(SERVICES.length)
  const directory = join(shop.engine.directory, 'clients')
  mkdirSync(directory)
  const writeFor = (tag: string): Slot =>
    writeSlotProject(join(shop.engine.directory, 'slots'), {
      name: 'dev1',
      imagePrefix: shop.imagePrefix,
      tags: { api: tag, admin: tag, web: tag },
      ports: { api, admin, web },
      waitFor: 'service_healthy',
    })
  return {
    shop,
    oldTag: oldBuild.tag,
    newTag: newBuild.tag,
    newRevision: newBuild.revision,
    newImageIds: idsByService(images),
    ports: { api, admin, web },
    writeFor,
    directory,
    reset: async (tag) => {
      const slot = writeFor(tag)
      await compose(shop.engine, slot, ['down'])
      await removeImages(shop, images)
      await compose(shop.engine, slot, ['up', '-d'])
      await shop.untilHealthy(slot.name)
    },
  }
}

function idsByService(images: readonly BuiltImage[]): Readonly<Record<ServiceName, string>> {
  const entries = images.map(({ image, id }) => [image.service, id] as const)
  return Object.fromEntries(entries) as Record<ServiceName, string>
}

type ListedImage = { readonly Id: string; readonly RepoTags: readonly string[] | null }

/** By their names, which may name other images by now, and under whatever other tags they are kept: what follows pulls. */
async function removeImages({ engine }: Shop, images: readonly BuiltImage[]): Promise<void> {
  const list = async (): Promise<readonly ListedImage[]> => engine.read('/images/json')
  const remove = async (name: string): Promise<unknown> =>
    engine.call({ method: 'DELETE', path: `/images/${name}?force=1` })
  const tags = (await list()).flatMap(({ RepoTags }) => RepoTags ?? [])
  for (const { reference } of images) if (tags.includes(reference)) await remove(reference)
  const found = (await list()).filter(({ Id }) => images.some(({ id }) => id === Id))
  for (const { Id } of found) await remove(Id)
}
