import { toErrorData } from '../../domain/berth-error'
import type { Log } from '../ports'
import { mostWaiting, type WaitingNotice } from './waiting-notice'

/** What waits for one target: sent one after the other, in the order it came. */
export type NoticeQueue = {
  readonly add: (waiting: WaitingNotice) => void
  /** What has not ended, oldest first: the one under way and those behind it. */
  readonly waiting: () => readonly WaitingNotice[]
  /** Takes away what has not begun yet. */
  readonly forget: (isGone: (waiting: WaitingNotice) => boolean) => void
  /** How many had to give way so far. */
  readonly dropped: () => number
  /** Resolves when nothing is left to do, or all of it was left as it is. */
  readonly idle: () => Promise<void>
  /** Ends what is under way, which goes on waiting with the rest. */
  readonly close: () => void
}

/** What a queue does. */
export type NoticeQueueParts = {
  /** Sends one; it has ended however that went, unless the queue was closed meanwhile. */
  readonly send: (waiting: WaitingNotice, signal: AbortSignal) => Promise<void>
  readonly onChange: () => void
  readonly log: Log
}

/** A queue without work. What throws is logged, and the next begins. */
export function createNoticeQueue({ send, onChange, log }: NoticeQueueParts): NoticeQueue {
  const closing = new AbortController()
  const behind: WaitingNotice[] = []
  let current: WaitingNotice | null = null
  let dropped = 0
  let running: Promise<void> | null = null

  const run = async (): Promise<void> => {
    while (current !== null) {
      await send(current, closing.signal).catch((error: unknown) => {
        if (!closing.signal.aborted) log('warn', 'word could not be sent', { error: toErrorData(error).message })
      })
      if (closing.signal.aborted) break
      current = behind.shift() ?? null
      onChange()
    }
    running = null
  }
  return {
    add: (waiting) => {
      if (closing.signal.aborted) return
      if (behind.length === mostWaiting) {
        behind.shift()
        dropped += 1
      }
      if (current === null) current = waiting
      else behind.push(waiting)
      onChange()
      running ??= run()
    },
    waiting: () => (current === null ? [] : [current, ...behind]),
    forget: (isGone) => void behind.splice(0, behind.length, ...behind.filter((one) => !isGone(one))),
    dropped: () => dropped,
    idle: async () => {
      while (running !== null) await running
    },
    close: () => closing.abort(),
  }
}
