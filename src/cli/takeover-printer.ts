import type { TakeoverProgress } from '../contract/interruption-requests'
import type { Language } from '../domain/berth-error'
import { cliTextsOf } from './cli-texts-of'
import { createLinePrinter } from './line-printer'
import type { TextOutput } from './output'

/** Tells what a takeover waits for: a line a stage, and on a terminal how far that is. */
export type TakeoverPrinter = {
  readonly show: (progress: TakeoverProgress) => Promise<void>
  /** Takes away what was written to be written over. */
  readonly end: () => Promise<void>
}

/** See `TakeoverPrinter`. `owner`: who had the slot. */
export function createTakeoverPrinter(output: TextOutput, owner: string, language: Language): TakeoverPrinter {
  const { stages, passed } = cliTextsOf(language).ledger.takeover
  const print = createLinePrinter(output)
  let told: TakeoverProgress['kind'] | null = null
  return {
    show: async ({ kind, passedMs, neededMs }) => {
      const [seconds, needed] = [Math.floor(passedMs / 1_000), Math.ceil(neededMs / 1_000)]
      const lines = told === kind ? [] : [stages[kind](owner, needed)]
      told = kind
      await print(lines, passed(seconds, needed))
    },
    end: () => print([], ''),
  }
}
