import type { RequestHandlers } from '../request-router'
import { type BuildWish, findBuild } from './find-build'
import { createBranchLists, type ListBranchesParts } from './list-branches'
import {
  describeReleases,
  listAskedReleases,
  listReleases,
  type ListReleasesParts,
  type SlotAddress,
} from './list-releases'
import { createSlotLists } from './slot-lists'

/** So many of the newest builds are asked what they are when one is looked for by what only its labels say. */
const mostLookedAt = 200

/** The requests about releases, carried out. */
export function releaseHandlers(
  parts: ListBranchesParts & { readonly attend: () => void },
): Pick<RequestHandlers, 'list-releases' | 'list-branches' | 'describe-releases' | 'find-release' | 'attend-builds'> {
  const lists = createSlotLists()
  const branches = createBranchLists(parts)
  return {
    'list-releases': async ({ wait, describe, since, ...address }, signal) => {
      if (wait === 'asked') {
        const { releases, sources, kickoffs } = await listAskedReleases(parts, address, describe, signal)
        return { mark: '', isWhole: true, releases: [...releases], gone: [], sources: [...sources], kickoffs }
      }
      const { memory, told } = lists(address)
      const { releases, sources, kickoffs } = await listReleases(parts, address, memory, signal)
      const answer = told.answer(releases, since)
      return {
        ...answer,
        releases: [...answer.releases],
        gone: [...answer.gone],
        sources: [...sources],
        kickoffs,
      }
    },
    'list-branches': (_, signal) => branches(signal),
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
