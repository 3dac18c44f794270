import type { TextOutput } from './output'
import { cutToWidth } from './text-width'

const everyMs = 1_000
const clearLine = '\r\u001b[2K'

/**
 * Says that something is waited for: on a terminal a line that counts the seconds and goes in the end, elsewhere one line
 * and no more. The result ends it.
 */
export function beginWaiting(
  output: TextOutput,
  text: (seconds: number) => string,
  nowMs: () => number,
): () => Promise<void> {
  const startedAtMs = nowMs()
  const line = (): string => text(Math.max(0, Math.round((nowMs() - startedAtMs) / 1_000)))
  if (!output.isTerminal) {
    void output.write(`${line()}\n`)
    return () => Promise.resolve()
  }
  const show = (): void => void output.write(clearLine + cutToWidth(line(), (output.width() ?? 80) - 1))
  show()
  const timer = setInterval(show, everyMs)
  return () => {
    clearInterval(timer)
    return output.write(clearLine)
  }
}
