import { create } from 'zustand'
import type { LogTimes } from './log-time'

/** How logs are painted, whichever slot's they are; kept while the window is open. */
export type LogLook = {
  /** Long lines go on below instead of being cut at the window's edge. */
  readonly wrapped: boolean
  readonly times: LogTimes
  /** Stack traces and other lines that belong together show their first line alone. */
  readonly foldStacks: boolean
  /** Lines of the same container that "errors only" leaves around each error. */
  readonly contextLines: number
}

/** The choices of `contextLines`. */
export const contextChoices = [0, 3, 10] as const

/** See `LogLook`. */
export const useLogLook = create<LogLook>(() => ({ wrapped: false, times: 'local', foldStacks: true, contextLines: 3 }))

/** Changes how logs are painted. */
export function setLogLook(change: Partial<LogLook>): void {
  useLogLook.setState(change)
}
