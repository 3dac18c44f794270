import { BerthError } from '../../domain/berth-error'
import { parseImageReference } from '../../domain/image-reference'
import { releaseOfKeptTag } from '../../domain/kept-tag'
import type { Release } from '../../domain/ledger/release'
import type { Execution } from './execution'
import { settingsName } from './kept-settings'

/** Gives every image of a release the tag that keeps it, and the same to images that a rollback brings back. */
export async function keepImages(run: Execution, from: Release): Promise<void> {
  const own = from.services.flatMap(({ imageId, keptReference: tag }) => (tag === null ? [] : [{ imageId, tag }]))
  await Promise.all(own.map(({ imageId, tag }) => addTag(run, imageId, tag)))
}

/** What a rollback makes containers by must be there: the tag that kept the image may have been taken away. */
export async function tagRolledBack(run: Execution): Promise<void> {
  const targets = [...run.targets.values()].flatMap((target) => (target.kind === 'kept' ? [target] : []))
  const untagged = targets.filter(({ createBy, image }) => createBy !== image.id && !image.tags.includes(createBy))
  await Promise.all(untagged.map(({ createBy, image }) => addTag(run, image.id, createBy)))
}

async function addTag(run: Execution, imageId: string, reference: string): Promise<void> {
  const named = parseImageReference(reference)
  if (named === null || named.tag === null) return
  const { repository, tag } = named
  await run.host
    .read((signal) => run.client.tagImage(imageId, repository, tag, signal))
    .catch((error: unknown) => {
      // An image that a foreign prune took while a container still runs on it can't be kept; the plan goes on.
      if (!(error instanceof BerthError) || error.data.details['status'] !== 404) throw error
      run.log('warn', 'image not kept', { reference })
    })
}

/** Takes away what keeps images and settings of releases that are kept no longer. Nothing of it is needed: faults are told to the log. */
export async function pruneKept(run: Execution): Promise<void> {
  const { client, ledger, hostId, plan, signal, log } = run
  const state = ledger.state(hostId)
  if (state === null) return
  const releases = [state.current.get(plan.slot), ...(state.kept.get(plan.slot) ?? [])]
  const kept = new Set(releases.flatMap((release) => release?.releaseId ?? []))
  try {
    const images = await client.listImages(signal)
    const surplus = images.flatMap(({ tags }) =>
      tags.flatMap((reference) => {
        const releaseId = releaseOfKeptTag(reference, plan.slot)
        return releaseId === null || kept.has(releaseId) ? [] : [{ reference, releaseId }]
      }),
    )
    await Promise.all(surplus.map(({ reference }) => client.removeImageTag(reference, signal)))
    const dropped = new Set(surplus.map(({ releaseId }) => releaseId))
    if (dropped.size > 0) await ledger.dropPrivate(hostId, [...dropped].map(settingsName), signal)
  } catch (error) {
    log('warn', 'kept images not pruned', { slot: plan.slot, error: String(error) })
  }
}
