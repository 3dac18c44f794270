import type { DiskUse } from '../../domain/disk-use'
import { orAborted } from '../abort-scope'
import type { HostAccess } from '../host-access'

type Run = { readonly answer: Promise<DiskUse>; readonly ending: AbortController; waiting: number }

/**
 * Asks a host what Docker takes of its disk; who asks while it adds up shares the answer, as engines refuse to do it twice
 * at a time. Given up when nobody waits any more.
 */
export function createSharedDiskUse(
  hostAccess: Pick<HostAccess, 'client'>,
): (hostId: string, signal: AbortSignal) => Promise<DiskUse> {
  const runs = new Map<string, Run>()
  const begin = (hostId: string): Run => {
    const ending = new AbortController()
    const answer = hostAccess.client(hostId).diskUse(ending.signal)
    const run = { answer, ending, waiting: 0 }
    const forget = (): void => {
      if (runs.get(hostId) === run) runs.delete(hostId)
    }
    runs.set(hostId, run)
    answer.then(forget, forget)
    return run
  }
  return async (hostId, signal) => {
    const run = runs.get(hostId) ?? begin(hostId)
    run.waiting += 1
    try {
      return await orAborted(run.answer, signal)
    } finally {
      run.waiting -= 1
      if (run.waiting === 0) {
        run.ending.abort()
        if (runs.get(hostId) === run) runs.delete(hostId)
      }
    }
  }
}
