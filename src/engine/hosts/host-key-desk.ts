import type { HostKeyQuestionView } from '../../contract/host-requests'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { reasonDetails } from '../../domain/error-reasons'
import type { HostKeyAnswer, HostKeyQuestion } from '../transport/host-questions'

/** Where unknown host keys wait for a person who looks at them in the window. */
export type HostKeyDesk = {
  /** `hostId` null: a test asks. Rejects with the signal's reason when nobody needs the answer any more. */
  readonly ask: (hostId: string | null, question: HostKeyQuestion, signal: AbortSignal) => Promise<HostKeyAnswer>
  readonly questions: () => readonly HostKeyQuestionView[]
  /** Throws `bad-request` for a question that is over. */
  readonly answer: (questionId: string, answer: HostKeyAnswer) => void
}

type Waiting = { readonly view: HostKeyQuestionView; readonly settle: (answer: HostKeyAnswer) => void }

/** A desk without questions; `onChange` is told all of them whenever one comes or goes. */
export function createHostKeyDesk(onChange: (questions: readonly HostKeyQuestionView[]) => void): HostKeyDesk {
  const waiting = new Map<string, Waiting>()
  let lastNumber = 0
  const questions = (): readonly HostKeyQuestionView[] => [...waiting.values()].map(({ view }) => view)
  return {
    questions,
    ask: (hostId, { host, keyType, fingerprint }, signal) =>
      new Promise((resolve, reject) => {
        const questionId = `key-${String(++lastNumber)}`
        const end = (settle: () => void): void => {
          signal.removeEventListener('abort', giveUp)
          waiting.delete(questionId)
          onChange(questions())
          settle()
        }
        const giveUp = (): void => end(() => reject(signal.reason as Error))
        const view = { questionId, hostId, host: displayText(host, 255), keyType, fingerprint }
        waiting.set(questionId, { view, settle: (answer) => end(() => resolve(answer)) })
        signal.addEventListener('abort', giveUp, { once: true })
        if (signal.aborted) giveUp()
        else onChange(questions())
      }),
    answer: (questionId, answer) => {
      const question = waiting.get(questionId)
      if (question === undefined) {
        throw new BerthError('bad-request', { field: 'questionId', ...reasonDetails('question-over') })
      }
      question.settle(answer)
    },
  }
}
