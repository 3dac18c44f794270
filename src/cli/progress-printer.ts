import type { Language } from '../domain/berth-error'
import type { Deployment } from '../domain/deployment'
import { progressLines, statusLine } from './deployment-progress'
import type { TextOutput } from './output'
import { cutToWidth } from './text-width'

/** Tells of a deployment as it goes on: a line a change, and on a terminal a last line that is written over. */
export type ProgressPrinter = {
  readonly show: (deployment: Deployment) => Promise<void>
  /** Lines of any kind, above the one that is written over. */
  readonly say: (lines: readonly string[]) => Promise<void>
}

/** Goes to the line's beginning and clears it. */
const clearLine = '\r\u001b[2K'

/** See `ProgressPrinter`. */
export function createProgressPrinter(output: TextOutput, language: Language, nowMs: () => number): ProgressPrinter {
  let told: Deployment | null = null
  let status = ''
  const print = async (lines: readonly string[], nextStatus: string): Promise<void> => {
    if (lines.length === 0 && nextStatus === status) return
    const clear = status === '' ? '' : clearLine
    status = nextStatus
    await output.write(clear + lines.map((line) => `${line}\n`).join('') + status)
  }
  return {
    show: async (deployment) => {
      const lines = progressLines(told, deployment, language)
      told = deployment
      // One column less: a full line would break into the next and stay.
      const width = (output.width() ?? 1) - 1
      await print(lines, output.isTerminal ? cutToWidth(statusLine(deployment, nowMs(), language), width) : '')
    },
    say: (lines) => print(lines, ''),
  }
}
