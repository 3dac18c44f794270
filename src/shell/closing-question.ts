import type { Language } from '../domain/berth-error'
import type { LongWork } from './engine-channel'
import { shellWords } from './shell-words'
import type { ClosingAnswer } from './window-closing'

/** The question as the system shows it; its buttons stand in the order of `answers`. */
export type ClosingQuestion = {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly answers: readonly ClosingAnswer[]
}

/** Where Berth is found again while it runs without a window, and whether its person is told how the work went. */
export type WithoutWindow = { readonly hasTray: boolean; readonly isTold: boolean }

const mostNamed = 3

/** What a person is asked who closes the window over long work. */
export function closingQuestion(
  work: readonly LongWork[],
  { hasTray, isTold }: WithoutWindow,
  language: Language,
): ClosingQuestion {
  const words = shellWords[language]
  const isDeploying = work.some(({ kind }) => kind === 'deployment')
  return {
    message: whatRuns(work, language),
    detail: isDeploying
      ? `${words.keepMeans(isTold)}\n\n${words.quitMeans}`
      : `${words.keepSaveMeans}\n\n${words.quitSaveMeans}`,
    buttons: [hasTray ? words.keepInTray : words.keepWithoutWindow, words.wait, words.quitAnyway],
    answers: ['keep-running', 'wait', 'quit'],
  }
}

function whatRuns(work: readonly LongWork[], language: Language): string {
  const words = shellWords[language]
  const deployments = work.flatMap((one) => (one.kind === 'deployment' ? [one] : []))
  const [first] = deployments
  if (first === undefined) return words.saving
  if (deployments.length === 1) return words.running[first.operation](first.slot)
  const named = deployments.slice(0, mostNamed).map(({ slot }) => slot)
  const rest = deployments.length - named.length
  return words.runningSeveral(deployments.length, [...named, ...(rest > 0 ? [words.more(rest)] : [])].join(', '))
}
