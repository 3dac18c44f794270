import type { Language } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import { cliTextsOf } from './cli-texts-of'
import type { HostQuestions, SecretQuestion } from './host-questions'
import { createOneAtATime } from './one-at-a-time'
import type { SecretLines } from './secret-lines'
import type { Terminal } from './terminal'

/**
 * Gets secrets from the descriptor where there is one, else from the person at the terminal. What proved right serves the
 * same key or login again while the command runs, and what was not given is not asked for again; nothing is ever kept.
 */
export function createSecretAsker(
  terminal: Terminal | null,
  lines: SecretLines | null,
  language: Language,
): HostQuestions['secrets'] {
  const given = new Map<string, string | null>()
  const ask = askOf(terminal, lines, language)
  const oneAtATime = createOneAtATime()
  const once = async (question: SecretQuestion, signal: AbortSignal): Promise<string | null> => {
    const known = given.get(question.id)
    if (known !== undefined && !question.isRetry) return known
    const typed = await ask(question, signal)
    // Enter alone leaves a key or a password out; to a question of the host it may be the answer.
    const secret = typed === '' && isReusable(question) ? null : typed
    if (secret === null || isReusable(question)) given.set(question.id, secret)
    return secret
  }
  return {
    // One after the other: hosts that need the same secret at the same time ask for it once.
    secret: (question, signal) => oneAtATime(signal, () => once(question, signal)),
    judged: ({ id }, isRight) => {
      if (!isRight) given.delete(id)
    },
  }
}

type Ask = (question: SecretQuestion, signal: AbortSignal) => Promise<string | null>

function askOf(terminal: Terminal | null, lines: SecretLines | null, language: Language): Ask {
  if (lines !== null) return (_, signal) => lines.next(signal)
  if (terminal === null) return () => Promise.resolve(null)
  return (question, signal) =>
    terminal.converse(signal, (io) => {
      if (question.isRetry) io.write(`${cliTextsOf(language).questions.secret.wrong}\n`)
      return io.readLine(promptOf(question, language), question.kind === 'answer' && question.isShown)
    })
}

/** The host's own questions may be about codes that are good for one time. */
function isReusable({ kind }: SecretQuestion): boolean {
  return kind !== 'answer'
}

function promptOf(question: SecretQuestion, language: Language): string {
  const texts = cliTextsOf(language).questions.secret
  switch (question.kind) {
    case 'passphrase':
      return texts.passphrase(displayText(question.keyFile))
    case 'password':
      return texts.password(displayText(question.user, 64), displayText(question.host, 255))
    case 'answer':
      return texts.answer(
        displayText(question.user, 64),
        displayText(question.host, 255),
        displayText(question.prompt, 200),
      )
  }
}
