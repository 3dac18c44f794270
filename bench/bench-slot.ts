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
  readonly newTag: string
  readonly newRevision: string
  readonly newImages: Readonly<Record<ServiceName, string>>
  readonly ports: Slot['ports']
  /** Writes the slot's Compose file for a tag. */
  readonly writeFor: (tag: string) => Slot
  /** The slot made anew by Compose on the old build, healthy, with no image of the new build on the host. */
  readonly reset: () => Promise<void>
  /** An empty directory for the clients' own files. */
  readonly directory: string
}

/** Starts an engine and a registry that has both builds; the slot comes with the first `reset`. */
export async function startBenchSlot(name: string): Promise<BenchSlot> {
  const shop = await startShop({ name, slots: {}, onHost: ['dashboard'], inRegistry: [] })
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
    newTag: newBuild.tag,
    newRevision: newBuild.revision,
    newImages: imagesByService(images),
    ports: { api, admin, web },
    writeFor,
    directory,
    reset: async () => {
      const slot = writeFor(oldBuild.tag)
      await compose(shop.engine, slot, ['down'])
      await removeImages(shop, newBuild.tag)
      await compose(shop.engine, slot, ['up', '-d'])
      await shop.untilHealthy(slot.name)
    },
  }
}

function imagesByService(images: readonly BuiltImage[]): Readonly<Record<ServiceName, string>> {
  const entries = images.map(({ image, reference }) => [image.service, reference] as const)
  return Object.fromEntries(entries) as Record<ServiceName, string>
}

type ListedImage = { readonly Id: string; readonly RepoTags: readonly string[] | null }

/** Under whatever other tags they are kept as well: the next change pulls again. */
async function removeImages({ engine }: Shop, tag: string): Promise<void> {
  const listed = await engine.read<readonly ListedImage[]>('/images/json')
  const found = listed.filter(({ RepoTags }) => (RepoTags ?? []).some((reference) => reference.endsWith(`:${tag}`)))
  for (const { Id } of found) await engine.call({ method: 'DELETE', path: `/images/${Id}?force=1` })
}
