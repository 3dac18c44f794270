import { randomUUID } from 'node:crypto'
import type { SecretQuestionView } from '../contract/shell-contract'
import { displayText } from '../domain/display-text'
import type { SecretQuestion } from './engine-channel'
import type { SecretHooks } from './engine-process'
import type { SecretCipher } from './secret-cipher'
import type { SecretStore } from './secret-store'

type Answer = (secret: string | null) => void
type Asked = {
  readonly view: SecretQuestionView
  readonly question: SecretQuestion
  readonly answers: Map<number, Answer>
}
type Given = { readonly kind: SecretQuestion['kind']; readonly secret: string; readonly keep: boolean }

/** What the desk works with. `report` is told what could not be kept or forgotten. */
export type SecretDeskParts = {
  readonly store: SecretStore
  readonly cipher: Pick<SecretCipher, 'quality'>
  /** Told all questions whenever one comes or goes. */
  readonly tell: (questions: readonly SecretQuestionView[]) => void
  readonly report: (error: unknown) => void
}

/**
 * Secrets between the engine, which needs them, and the window, where a person types them. One that proved right is
 * remembered for as long as the app runs, so that a connection can be made again without asking, and kept beyond only
 * where that was asked for. What answers a host's own question may be good only once: it is remembered not at all, and
 * kept only if nobody could read it while it was typed.
 */
export class SecretDesk implements SecretHooks {
  readonly #parts: SecretDeskParts
  readonly #asked = new Map<string, Asked>()
  /** Questions whose kept answer is being looked up. */
  readonly #looking = new Set<number>()
  readonly #given = new Map<string, Given>()
  readonly #remembered = new Map<string, string>()

  constructor(parts: SecretDeskParts) {
    this.#parts = parts
  }

  /** What a person is asked for now, oldest first. */
  questions(): readonly SecretQuestionView[] {
    return [...this.#asked.values()].map(({ view }) => view)
  }

  ask(id: number, question: SecretQuestion, answer: Answer): void {
    this.#looking.add(id)
    const go = (known: string | null): void => {
      if (!this.#looking.delete(id)) return
      if (known === null) this.#join(id, question, answer)
      else answer(known)
    }
    this.#known(question)
      .then(go)
      .catch((error: unknown) => {
        this.#parts.report(error)
        answer(null)
      })
  }

  notNeeded(id: number): void {
    this.#looking.delete(id)
    for (const [questionId, { answers }] of this.#asked) {
      if (answers.delete(id) && answers.size === 0) this.#close(questionId)
    }
  }

  judged(secretId: string, isRight: boolean): void {
    const given = this.#given.get(secretId)
    this.#given.delete(secretId)
    if (!isRight) return this.#forget(secretId)
    if (given === undefined) return
    if (given.kind !== 'answer') this.#remembered.set(secretId, given.secret)
    if (given.keep) this.#parts.store.keep(secretId, given.secret).catch(this.#parts.report)
  }

  engineEnded(): void {
    this.#looking.clear()
    this.#given.clear()
    this.#asked.clear()
    this.#tell()
  }

  /** What a person typed, null: nothing. A question that is over meanwhile is no error: nobody needs it any more. */
  give(questionId: string, secret: string | null, keep: boolean): void {
    const asked = this.#asked.get(questionId)
    if (asked === undefined) return
    const { question, view, answers } = asked
    if (secret !== null)
      this.#given.set(question.id, { kind: question.kind, secret, keep: keep && view.canKeep !== 'no' })

    this.#close(questionId)
    for (const answer of answers.values()) answer(secret)
  }

  /** How many logins and keys were forgotten. */
  async forgetAll(): Promise<number> {
    const kept = await this.#parts.store.forgetAll()
    const all = new Set([...kept, ...this.#remembered.keys()])
    this.#remembered.clear()
    return all.size
  }

  async #known(question: SecretQuestion): Promise<string | null> {
    if (question.isRetry) {
      this.#forget(question.id)
      return null
    }
    return this.#remembered.get(question.id) ?? (await this.#parts.store.find(question.id))
  }

  /** Two hosts that need the same key ask once; an answer to a host's own question is for that one alone. */
  #join(id: number, question: SecretQuestion, answer: Answer): void {
    for (const other of this.#asked.values()) {
      if (question.kind === 'answer' || other.question.id !== question.id) continue
      if (other.question.isRetry === question.isRetry) return void other.answers.set(id, answer)
    }
    const view = viewOf(question, this.#parts.cipher)
    this.#asked.set(view.questionId, { view, question, answers: new Map([[id, answer]]) })
    this.#tell()
  }

  #forget(secretId: string): void {
    this.#remembered.delete(secretId)
    this.#parts.store.forget(secretId).catch(this.#parts.report)
  }

  #close(questionId: string): void {
    this.#asked.delete(questionId)
    this.#tell()
  }

  #tell(): void {
    this.#parts.tell(this.questions())
  }
}

function viewOf(question: SecretQuestion, cipher: SecretDeskParts['cipher']): SecretQuestionView {
  const isShown = question.kind === 'answer' && question.isShown
  const canKeep = isShown ? 'no' : cipher.quality()
  return { questionId: randomUUID(), isRetry: question.isRetry, canKeep, what: whatOf(question) }
}

/** Harmless for display: names come from settings and ssh_config, prompts from the host. */
function whatOf(question: SecretQuestion): SecretQuestionView['what'] {
  if (question.kind === 'passphrase') return { kind: 'passphrase', keyFile: displayText(question.keyFile) }
  const who = { user: displayText(question.user), host: displayText(question.host) }
  if (question.kind === 'password') return { kind: 'password', ...who }
  return { kind: 'answer', ...who, prompt: displayText(question.prompt), isShown: question.isShown }
}
