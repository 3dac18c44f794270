import { createLinePrinter } from './line-printer'
import type { TextOutput } from './output'

const everyMs = 1_000

/**
 * Says that something is waited for: on a terminal a line that counts the seconds and goes in the end, elsewhere one line
 * and no more. The result ends it.
 */
export function beginWaiting(
  output: TextOutput,
  text: (seconds: number) => string,
  nowMs: () => number,
): () => Promise<void> {
  const print = createLinePrinter(output)
  const startedAtMs = nowMs()
  const line = (): string => text(Math.max(0, Math.round((nowMs() - startedAtMs) / 1_000)))
  if (!output.isTerminal) {
    void print([line()], '')
    return () => Promise.resolve()
  }
  const show = (): void => void print([], line())
  show()
  const timer = setInterval(show, everyMs)
  return () => {
    clearInterval(timer)
    return print([], '')
  }
}
