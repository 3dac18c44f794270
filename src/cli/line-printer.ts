import type { TextOutput } from './output'
import { cutToWidth } from './text-width'

/**
 * Writes lines that stay, and on a terminal under them a `status` that is written over by whatever comes next; elsewhere
 * a status is not written.
 */
export type LinePrinter = (lines: readonly string[], status: string) => Promise<void>

/** Goes to the line's beginning and clears it. */
const clearLine = '\r\u001b[2K'

/** See `LinePrinter`. */
export function createLinePrinter(output: TextOutput): LinePrinter {
  let shown = ''
  return async (lines, status) => {
    // One column less: a full line would break into the next and stay.
    const next = output.isTerminal ? cutToWidth(status, (output.width() ?? 80) - 1) : ''
    if (lines.length === 0 && next === shown) return
    const clear = shown === '' ? '' : clearLine
    shown = next
    await output.write(clear + lines.map((line) => `${line}\n`).join('') + next)
  }
}
