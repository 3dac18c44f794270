import { BerthError } from '../../../../domain/berth-error'
import { displayText } from '../../../../domain/display-text'
import type { HostQuestions, SecretQuestion } from '../../host-questions'
import type { Patience } from '../connection/patience'

/** Asks for what a login needs. What is answered goes nowhere but to the host or the key it is for. */
export type SecretAsker = {
  /** What a passphrase opens. Throws `ssh-passphrase-missing`, or `ssh-key-passphrase-wrong` after three. */
  readonly openWithPassphrase: <Opened>(keyFile: string, open: (passphrase: string) => Opened | null) => Promise<Opened>
  /** Null: nobody gives one. Whoever asked says through `judge` what came of it. */
  readonly password: (isRetry: boolean) => Promise<GivenSecret | null>
  /** The host's own question; `prompt` as it came. */
  readonly answer: (prompt: string, isShown: boolean, isRetry: boolean) => Promise<GivenSecret | null>
}

/** A secret, and how to tell whether it was the right one. */
export type GivenSecret = { readonly text: string; readonly judge: (isRight: boolean) => void }

/** How often a wrong secret is asked for again. */
export const mostTries = 3

/** Who is being logged in to. `mayAsk` false: every secret is missing. */
export type AskedLogin = { readonly user: string; readonly host: string; readonly mayAsk: boolean }

/** Asks through the questions of whoever connects, with the connection's limit standing still meanwhile. */
export function createSecretAsker(login: AskedLogin, questions: HostQuestions, patience: Patience): SecretAsker {
  const { user, host, mayAsk } = login
  const give = async (question: SecretQuestion): Promise<GivenSecret | null> => {
    if (!mayAsk) return null
    const text = await patience.whileAsking((signal) => questions.secret(question, signal))
    return text === null ? null : { text, judge: (isRight) => questions.judged(question, isRight) }
  }
  return {
    openWithPassphrase: async (keyFile, open) => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const id = `passphrase:${keyFile}`
        const given = await give({ kind: 'passphrase', id, keyFile, isRetry: tries > 0 })
        if (given === null) throw new BerthError('ssh-passphrase-missing', { file: keyFile })
        const opened = open(given.text)
        given.judge(opened !== null)
        if (opened !== null) return opened
      }
      throw new BerthError('ssh-key-passphrase-wrong', { file: keyFile })
    },
    password: (isRetry) => give({ kind: 'password', id: `password:${user}@${host}`, user, host, isRetry }),
    answer: (written, isShown, isRetry) => {
      const prompt = displayText(written)
      return give({ kind: 'answer', id: `answer:${user}@${host}:${prompt}`, user, host, prompt, isShown, isRetry })
    },
  }
}
