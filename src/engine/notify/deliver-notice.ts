import { BerthError, type BerthErrorData, errorData } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { openAbortScope } from '../abort-scope'
import type { Clock } from '../ports'
import { type NoticePost, type Posted, postNotice } from './post-notice'

/** How a delivery works with time. */
export type DeliveryParts = { readonly clock: Clock; readonly random: () => number }

/** A message, attempt by attempt. */
export type DeliveryAttempts = {
  /** Asked before each: why it is not to be sent any more, or null. */
  readonly ended: () => Promise<BerthErrorData | null>
  /** Made anew for each, as its signature holds the time. */
  readonly make: () => NoticePost
}

/** What came of a message. */
export type Delivered = { readonly attempts: number; readonly error: BerthErrorData | null }

const answerLimitMs = 10_000
const mostAttempts = 5
const firstWaitMs = 1_000
/** Who asks for a longer wait than this is not waited for. */
const longestWaitMs = 120_000

/**
 * Sends a message until it arrives, at most five times: what may work later (no way there, no answer in time, 408, 425, 429,
 * 5xx) is tried again after a growing wait with jitter, or after the wait the receiver asks for. Rejects only with the signal's
 * reason.
 */
export async function deliverNotice(
  target: string,
  { ended, make }: DeliveryAttempts,
  { clock, random }: DeliveryParts,
  signal: AbortSignal,
): Promise<Delivered> {
  for (let attempt = 1; ; attempt += 1) {
    const end = await ended()
    signal.throwIfAborted()
    if (end !== null) return { attempts: attempt - 1, error: end }
    const { error, waitMs } = await attemptOnce(target, make(), clock, signal)
    if (error === null || !error.retryable || attempt === mostAttempts) return { attempts: attempt, error }
    const ownWaitMs = firstWaitMs * 2 ** (attempt - 1) * (0.5 + random() / 2)
    if (waitMs !== null && waitMs > longestWaitMs) return { attempts: attempt, error }
    await clock.sleep(Math.max(waitMs ?? 0, ownWaitMs), signal)
  }
}

/** The same, once: for a test that somebody looks at. */
export async function deliverOnce(
  target: string,
  post: NoticePost,
  clock: Clock,
  signal: AbortSignal,
): Promise<Delivered> {
  const { error } = await attemptOnce(target, post, clock, signal)
  return { attempts: 1, error }
}

type Attempt = { readonly error: BerthErrorData | null; readonly waitMs: number | null }

async function attemptOnce(target: string, post: NoticePost, clock: Clock, signal: AbortSignal): Promise<Attempt> {
  signal.throwIfAborted()
  const scope = openAbortScope(signal)
  const tooLate = new BerthError('notice-timeout', { target, seconds: answerLimitMs / 1_000 })
  // Ended by the scope, which is aborted on every way out.
  clock.sleep(answerLimitMs, scope.signal).then(
    () => scope.abort(tooLate),
    () => undefined,
  )
  try {
    return judged(target, await postNotice(post, clock.nowMs(), scope.signal))
  } catch (error) {
    signal.throwIfAborted()
    if (error === tooLate) return { error: tooLate.data, waitMs: null }
    return { error: errorData('notice-unreachable', { target, reason: reasonOf(error) }), waitMs: null }
  } finally {
    scope.abort()
    scope.release()
  }
}

const mayWorkLater: ReadonlySet<number> = new Set([408, 425, 429])

function judged(target: string, posted: Posted): Attempt {
  if (posted.kind === 'led-away') return { error: errorData('notice-redirected', { target }), waitMs: null }
  const { status, waitMs } = posted
  if (status >= 200 && status <= 299) return { error: null, waitMs: null }
  const code = mayWorkLater.has(status) || status >= 500 ? 'notice-failing' : 'notice-refused'
  return { error: errorData(code, { target, status }), waitMs }
}

/** The system's code alone: its texts may name the whole address. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return displayText(code === '' ? 'no HTTP answer' : code, 60)
}
