import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { z } from 'zod'
import { toErrorData } from '../../domain/berth-error'
import type { Log } from '../ports'

const ownLockSchema = z.object({
  hostId: z.string(),
  slot: z.string(),
  lockId: z.string(),
  deploymentId: z.string(),
  by: z.string(),
  /** Where its owner was heading. */
  heading: z.enum(['resume', 'put-back']),
})
const fileSchema = z.object({ runId: z.string(), locks: z.array(ownLockSchema) })

/** A lock that an engine of this run of the app holds, or held when its process ended. */
export type OwnLock = z.infer<typeof ownLockSchema>

/** What is told of locks as they come and go. */
export type LockJournal = {
  readonly taken: (lock: Pick<OwnLock, 'lockId' | 'slot' | 'deploymentId'> & { readonly owner: string }) => void
  readonly released: (lockId: string) => void
}

/**
 * The locks of this run of the app, in a file: an engine's process that takes the place of one that crashed goes on with
 * them, for nobody knows better that their owner is dead. Of another run nothing is taken: that the app was quit, or a
 * laptop shut, is for people to judge.
 */
export type OwnLocks = {
  readonly on: (hostId: string) => LockJournal
  readonly heads: (deploymentId: string, heading: OwnLock['heading']) => void
  /** What the process before this one held. */
  readonly left: readonly OwnLock[]
}

/** See `OwnLocks`. A file that can't be written is logged: a crash is then for people to resolve, as any other. */
export function createOwnLocks(file: string, runId: string, log: Log): OwnLocks {
  const left = read(file, runId)
  let locks: readonly OwnLock[] = []
  const set = (next: readonly OwnLock[]): void => {
    locks = next
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      writeFileAtomicSync(file, JSON.stringify({ runId, locks }), { mode: 0o600 })
    } catch (error) {
      log('warn', 'own locks not written', { error: toErrorData(error).message })
    }
  }
  return {
    left,
    on: (hostId) => ({
      taken: ({ owner, lockId, slot, deploymentId }) =>
        set([...locks, { hostId, slot, lockId, deploymentId, by: owner, heading: 'resume' }]),
      released: (lockId) => set(locks.filter((lock) => lock.lockId !== lockId)),
    }),
    heads: (deploymentId, heading) => {
      const isNews = locks.some((lock) => lock.deploymentId === deploymentId && lock.heading !== heading)
      if (isNews) set(locks.map((lock) => (lock.deploymentId === deploymentId ? { ...lock, heading } : lock)))
    },
  }
}

function read(file: string, runId: string): readonly OwnLock[] {
  try {
    const parsed = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.runId === runId ? parsed.locks : []
  } catch {
    return []
  }
}
