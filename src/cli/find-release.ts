import type { KeptRelease } from '../contract/kept-release'
import { BerthError } from '../domain/berth-error'
import type { Operation } from '../domain/operation'
import type { BuildWish, OperationWish, ReleaseWish } from './cli-request'
import type { EngineSession } from './engine-session'
import type { FoundSlot } from './find-slot'

/**
 * The operation with its build or release found. Throws `build-unknown`, `build-ambiguous`, `release-unknown` or, where
 * nothing is kept yet, `release-none`.
 */
export async function operationOf(
  wish: OperationWish,
  { hostId, slot }: FoundSlot,
  session: EngineSession,
  signal: AbortSignal,
): Promise<Operation> {
  if (wish.kind === 'deploy') {
    const { build, ...rest } = wish
    return { ...rest, tag: await tagOf(build, { hostId, slot }, session, signal) }
  }
  if (wish.kind !== 'rollback') return wish
  const { to, services } = wish
  // What an ID stands for, the engine knows best.
  if (to.kind === 'id') return { kind: 'rollback', releaseId: to.releaseId, services }
  const { releases } = await session.request('list-kept-releases', { hostId, slot }, signal)
  return { kind: 'rollback', releaseId: findRelease(releases, to, slot), services }
}

async function tagOf(
  { by, text }: BuildWish,
  address: Pick<FoundSlot, 'hostId' | 'slot'>,
  session: EngineSession,
  signal: AbortSignal,
): Promise<string> {
  if (by === 'tag') return text
  return (await session.request('find-release', { ...address, by, text }, signal)).tag
}

/** The id of the release that is meant. One that never served can't be meant. */
export function findRelease(
  releases: readonly Pick<KeptRelease, 'releaseId' | 'number' | 'standing'>[],
  to: Exclude<ReleaseWish, { kind: 'id' }>,
  slot: string,
): string {
  const served = releases.filter(({ standing }) => standing !== 'never-served')
  if (to.kind === 'newest') {
    const newest = served.find(({ standing }) => standing === 'kept')
    if (newest === undefined) throw new BerthError('release-none', { slot })
    return newest.releaseId
  }
  const wanted = served.find(({ number }) => number === to.number)
  if (wanted === undefined) throw new BerthError('release-unknown', { slot, release: `#${to.number}` })
  return wanted.releaseId
}
