import { toErrorData } from '../../domain/berth-error'
import type { Log } from '../ports'

/** Work for one target, one piece after the other in the order it came. */
export type NoticeQueue = {
  readonly add: (work: (signal: AbortSignal) => Promise<void>) => void
  /** How many pieces had to give way so far. */
  readonly dropped: () => number
  /** Resolves when nothing is left to do. */
  readonly idle: () => Promise<void>
  /** Ends what is under way and forgets what waits. */
  readonly close: () => void
}

/** More messages than this don't wait for a target: the oldest gives way. */
export const mostWaiting = 100

/** A queue without work. A piece that fails is logged, and the next begins. */
export function createNoticeQueue(log: Log): NoticeQueue {
  const closing = new AbortController()
  const waiting: ((signal: AbortSignal) => Promise<void>)[] = []
  let dropped = 0
  let running: Promise<void> | null = null

  const run = async (): Promise<void> => {
    for (let work = waiting.shift(); work !== undefined && !closing.signal.aborted; work = waiting.shift()) {
      await work(closing.signal).catch((error: unknown) => {
        if (!closing.signal.aborted) log('warn', 'word could not be sent', { error: toErrorData(error).message })
      })
    }
    running = null
  }
  return {
    add: (work) => {
      if (closing.signal.aborted) return
      if (waiting.length === mostWaiting) {
        waiting.shift()
        dropped += 1
      }
      waiting.push(work)
      running ??= run()
    },
    dropped: () => dropped,
    idle: async () => {
      while (running !== null) await running
    },
    close: () => {
      waiting.length = 0
      closing.abort()
    },
  }
}
