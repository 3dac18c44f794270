import type { Prompt } from 'ssh2'
import type { GivenSecret, SecretAsker } from './secret-asker'

/** The answers to a host that asks in its own words, for one try. */
export type KeyboardAnswers = {
  /** In the library's shape. */
  readonly prompt: (
    name: string,
    instructions: string,
    language: string,
    prompts: Prompt[],
    finish: (answers: string[]) => void,
  ) => void
  /** Whether the host asked anything at all. */
  readonly wasAsked: () => boolean
  /** Whether nobody answered. */
  readonly isMissing: () => boolean
  readonly judge: (isRight: boolean) => void
}

/** A host may ask as often as it likes; nobody has to answer for ever. */
const mostPrompts = 10

/** Begins a try. What the host writes is hostile, and made harmless where it is asked. */
export function keyboardAnswers(asker: SecretAsker, isRetry: boolean, signal: AbortSignal): KeyboardAnswers {
  const given: GivenSecret[] = []
  let asked = 0
  let isMissing = false
  const answerAll = async (instructions: string, prompts: readonly Prompt[]): Promise<string[]> => {
    const answers: string[] = []
    for (const { prompt, echo } of prompts) {
      asked += 1
      const text = instructions === '' ? prompt : `${instructions} ${prompt}`
      const answer = isMissing || asked > mostPrompts ? null : await asker.answer(text, echo === true, isRetry)
      if (answer === null) isMissing = true
      else given.push(answer)
      answers.push(answer?.text ?? '')
    }
    return answers
  }
  return {
    prompt: (_name, instructions, _language, prompts, finish) => {
      answerAll(instructions, prompts).then(
        (answers) => {
          if (!signal.aborted) finish(answers)
        },
        () => {
          isMissing = true
          if (!signal.aborted) finish(prompts.map(() => ''))
        },
      )
    },
    wasAsked: () => asked > 0,
    isMissing: () => isMissing,
    judge: (isRight) => given.forEach((answer) => answer.judge(isRight)),
  }
}
