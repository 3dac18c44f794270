import type { Language } from '../domain/berth-error'
import type { Deployment } from '../domain/deployment'
import { progressLines, statusLine } from './deployment-progress'
import { createLinePrinter } from './line-printer'
import type { TextOutput } from './output'

/** Tells of a deployment as it goes on: a line a change, and on a terminal a last line that is written over. */
export type ProgressPrinter = {
  readonly show: (deployment: Deployment) => Promise<void>
  /** Lines of any kind, above the one that is written over. */
  readonly say: (lines: readonly string[]) => Promise<void>
}

/** See `ProgressPrinter`. */
export function createProgressPrinter(output: TextOutput, language: Language, nowMs: () => number): ProgressPrinter {
  const print = createLinePrinter(output)
  let told: Deployment | null = null
  return {
    show: async (deployment) => {
      const lines = progressLines(told, deployment, language)
      told = deployment
      await print(lines, statusLine(deployment, nowMs(), language))
    },
    say: (lines) => print(lines, ''),
  }
}
