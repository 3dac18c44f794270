import { setMaxListeners } from 'node:events'
import { BerthError } from '../../domain/berth-error'
import type { Clock } from '../ports'

/** A signal of its own for one call: aborted with the caller's, or for a reason found here. */
export type CallScope = {
  /** Its reason is always a `BerthError`. */
  readonly signal: AbortSignal
  readonly abort: (reason: BerthError) => void
  /** Ends the tie to the caller's signal. */
  readonly release: () => void
}

/** What an aborted call throws: the caller's reason where that is an error of Berth, else `cancelled`. */
export function cancellation(signal: AbortSignal): BerthError {
  return signal.reason instanceof BerthError ? signal.reason : new BerthError('cancelled')
}

/** Opens a scope under the caller's signal. (`AbortSignal.any` is newer than the oldest Node that must run this.) */
export function openScope(signal: AbortSignal): CallScope {
  const controller = new AbortController()
  const forward = (): void => controller.abort(cancellation(signal))
  // One signal may well stand behind all calls of a host.
  setMaxListeners(0, signal)
  if (signal.aborted) forward()
  else signal.addEventListener('abort', forward, { once: true })
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => signal.removeEventListener('abort', forward),
  }
}

/** How long a piece of work may take, and what it is called when it takes longer. */
export type Deadline = { readonly clock: Clock; readonly operation: string; readonly limitMs: number }

/**
 * Runs the work under a deadline and the caller's signal. Settles at once when either comes, also if the work itself
 * never settles: the HTTP client leaves a request open whose answer was cut off.
 */
export async function withDeadline<T>(
  deadline: Deadline,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const scope = openScope(signal)
  const watch = watchIdle(deadline, scope)
  try {
    return await orAborted(scope.signal, () => work(scope.signal))
  } finally {
    watch.stop()
    scope.release()
  }
}

/** The work's result, or the scope's reason as soon as it is aborted. */
export async function orAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let onAbort = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(cancellation(signal))
  })
  try {
    if (signal.aborted) throw cancellation(signal)
    signal.addEventListener('abort', onAbort, { once: true })
    return await Promise.race([work(), aborted])
  } catch (error) {
    throw signal.aborted ? cancellation(signal) : error
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** Why a watch ends whose work has ended: one for all, as making a reason for each call costs more than the watch. */
const ended = new BerthError('cancelled')

/** Aborts the scope with `docker-timeout` when nothing was heard for the limit: `heard` begins it anew. */
export function watchIdle(
  { clock, operation, limitMs }: Deadline,
  scope: CallScope,
): { readonly heard: () => void; readonly stop: () => void } {
  const stopped = new AbortController()
  let lastMs = clock.monotonicMs()
  const watch = async (): Promise<void> => {
    for (let leftMs = limitMs; leftMs > 0; leftMs = lastMs + limitMs - clock.monotonicMs()) {
      await clock.sleep(leftMs, stopped.signal)
    }
    scope.abort(new BerthError('docker-timeout', { operation, seconds: Math.round(limitMs / 1_000) }))
  }
  // The only rejection is the one of `stop`.
  watch().catch(() => undefined)
  return { heard: () => void (lastMs = clock.monotonicMs()), stop: () => stopped.abort(ended) }
}
