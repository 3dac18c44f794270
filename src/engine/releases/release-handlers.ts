import type { RequestHandlers } from '../request-router'
import { type BuildWish, findBuild } from './find-build'
import {
  describeReleases,
  listAskedReleases,
  listReleases,
  type ListReleasesParts,
  type SlotAddress,
} from './list-releases'

/** So many of the newest builds are asked what they are when one is looked for by what only its labels say. */
const mostLookedAt = 200

/** The requests about releases, carried out. */
export function releaseHandlers(
  parts: ListReleasesParts & { readonly attend: () => void },
): Pick<RequestHandlers, 'list-releases' | 'describe-releases' | 'find-release' | 'attend-builds'> {
  return {
    'list-releases': async ({ wait, describe, ...address }, signal) => {
      const { releases, sources } =
        wait === 'now'
          ? await listReleases(parts, address, signal)
          : await listAskedReleases(parts, address, describe, signal)
      return { releases: [...releases], sources: [...sources] }
    },
    'describe-releases': async ({ tags, ...address }, signal) => {
      await describeReleases(parts, address, tags, signal)
      return {}
    },
    'attend-builds': () => {
      parts.attend()
      return {}
    },
    'find-release': async ({ by, text, ...address }, signal) => ({
      tag: await findRelease(parts, address, { by, text }, signal),
    }),
  }
}

async function findRelease(
  parts: ListReleasesParts,
  address: SlotAddress,
  wish: BuildWish,
  signal: AbortSignal,
): Promise<string> {
  // A branch stands in the list by its name. What a commit's tag is called else, only its digest tells.
  const describe = wish.by === 'branch' ? 0 : mostLookedAt
  return findBuild(await listAskedReleases(parts, address, describe, signal), address.slot, wish)
}
