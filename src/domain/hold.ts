import { z } from 'zod'
import type { Operation } from './operation'

/**
 * A branch that a slot was rolled back from: nobody deploys it there again without saying so, until a person lifts it. A
 * slot has one hold a tag. `by` rolled back, `deploymentId` is that rollback; `sinceMs` is the host's clock.
 */
export const holdSchema = z.object({
  holdId: z.string(),
  tag: z.string(),
  by: z.string(),
  sinceMs: z.number(),
  deploymentId: z.string(),
})

/** See `holdSchema`. */
export type Hold = Readonly<z.infer<typeof holdSchema>>

/**
 * The holds that stand in the way of deploying a tag: of that very tag, or of another build of its branch
 * (`search` and `search-4be1c07`). A tag that may be a commit's names no branch: nobody can tell that it is another one than
 * what is held, nor what a held commit belongs to, so it is in the way.
 */
export function holdsAgainst(holds: readonly Hold[], tag: string): readonly Hold[] {
  return holds.filter((hold) => branchOf(hold.tag) === branchOf(tag) || mayBeCommit(hold.tag) || mayBeCommit(tag))
}

/** The holds an operation would go over. Only a deploy brings a branch: a rollback is a person's choice of a release. */
export function holdsInTheWay(holds: readonly Hold[], operation: Operation): readonly Hold[] {
  return operation.kind === 'deploy' ? holdsAgainst(holds, operation.tag) : []
}

/** `4be1c07`, `sha-4be1c07`, `git-4be1c07d2f6a`: as CI systems write commits into tags. */
function mayBeCommit(tag: string): boolean {
  return /^(?:(?:sha|git|commit|rev)[-_.]?)?[0-9a-f]{7,64}$/i.test(tag)
}

/** Without the commit, or the long number, that tells the builds of one branch apart. */
function branchOf(tag: string): string {
  return tag.replace(/[-_.](?:(?:sha|git|commit|rev)[-_.]?)?[0-9a-f]{7,64}$/i, '')
}
