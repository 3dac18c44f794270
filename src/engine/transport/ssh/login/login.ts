import type { AnyAuthMethod, AuthHandlerMiddleware, NextAuthHandler } from 'ssh2'
import { BerthError } from '../../../../domain/berth-error'
import { displayText } from '../../../../domain/display-text'
import type { LoginMethod, SshHost } from '../config/ssh-host'
import type { KeyCandidate, KeyOffer } from '../keys/key-candidates'
import { singleKeyAgent } from '../keys/single-key-agent'
import type { SshLibrary } from '../ssh-library'
import { keyboardAnswers } from './keyboard-answers'
import { mostTries, type SecretAsker } from './secret-asker'

/** What got a user in. `none`: the host asked for nothing. */
export type LoginWay = 'agent' | 'key-file' | 'keyboard-interactive' | 'password' | 'none'

/** One login: the handler that the library asks for the next try, and what came of them. */
export type Login = {
  readonly handler: AuthHandlerMiddleware
  /** To be called when the host let the user in; answers how. */
  readonly succeeded: () => LoginWay
  /** Why nobody was let in, as well as it is known. */
  readonly failure: () => BerthError
}

/** What a login is made with. */
export type LoginParts = {
  readonly host: Pick<SshHost, 'user' | 'methods'>
  /** For errors. */
  readonly address: string
  readonly ssh: SshLibrary
  /** Called once the host takes keys at all. */
  readonly keys: () => Promise<KeyOffer>
  readonly asker: SecretAsker
  readonly signal: AbortSignal
}

/** What the host said to the last try. */
type Outcome = { readonly left: readonly string[]; readonly isPartial: boolean }

/** What is remembered of the tries, for the error and the checklist. */
type TryRecord = {
  way: LoginWay
  left: readonly string[]
  readonly tried: string[]
  /** Of keys that the host would have taken, and of secrets that nobody gave: nearer to the cause than anything else. */
  readonly nearMisses: BerthError[]
  problems: readonly BerthError[]
  certificateFiles: readonly string[]
  /** Of the agent's keys those that can't be offered, by name. */
  unusableKeys: readonly string[]
  judge: (isRight: boolean) => void
}

type Tries = AsyncGenerator<AnyAuthMethod, Outcome, Outcome>

/** Prepares a login; the tries are made as the host asks for them. */
export function createLogin(parts: LoginParts): Login {
  const record: TryRecord = {
    way: 'none',
    left: [],
    tried: [],
    nearMisses: [],
    problems: [],
    certificateFiles: [],
    unusableKeys: [],
    judge: () => undefined,
  }
  const tries = allTries(parts, record)
  return {
    handler: (left, isPartial, next) => {
      // The types don't say so: both are null the first time.
      const outcome = { left: left ?? [], isPartial: isPartial ?? false }
      record.left = outcome.left
      settle(record, outcome.isPartial)
      tries
        .next(outcome)
        .then(({ done, value }) => {
          if (parts.signal.aborted) return
          if (done === true) giveUp(next)
          else next(value)
        })
        .catch((error: unknown) => {
          if (error instanceof BerthError) record.nearMisses.push(error)
          if (!parts.signal.aborted) giveUp(next)
        })
    },
    succeeded: () => {
      settle(record, true)
      return record.way
    },
    failure: () => failureOf(parts, record),
  }
}

/** The types don't say so: false ends the login. */
function giveUp(next: NextAuthHandler): void {
  next(false as never)
}

function settle(record: TryRecord, isRight: boolean): void {
  record.judge(isRight)
  record.judge = () => undefined
}

function failureOf({ address, host }: LoginParts, record: TryRecord): BerthError {
  settle(record, false)
  const areKeysUnusable = record.unusableKeys.length > 0 && record.left.includes('publickey')
  // Who has a key that Berth can't use, or typed a password that was wrong, does not lack the password.
  const isPasswordBeside = record.tried.includes('password') || areKeysUnusable
  const nearest = record.nearMisses.find(({ code }) => !isPasswordBeside || code !== 'ssh-password-missing')
  if (nearest !== undefined) return nearest
  const [problem] = record.problems
  const isKeyMissing = record.left.includes('publickey') && !record.tried.some((name) => name.startsWith('publickey'))
  if (problem !== undefined && isKeyMissing) return problem
  const [certificate] = record.certificateFiles
  if (certificate !== undefined && record.left.includes('publickey')) {
    return new BerthError('ssh-key-certificate', { address, file: certificate })
  }
  const listed = (names: readonly string[]): string => displayText(names.join(', ')) || '–'
  const details = { address, user: host.user, accepted: listed(record.left), tried: listed(record.tried) }
  if (areKeysUnusable) {
    return new BerthError('ssh-agent-keys-unusable', { ...details, keys: listed(record.unusableKeys) })
  }
  return new BerthError('ssh-login-refused', details)
}

/** Hosts that ask for several things one after the other are few, and none asks for more. */
const mostSteps = 4

async function* allTries(parts: LoginParts, record: TryRecord): Tries {
  let outcome = yield { type: 'none', username: parts.host.user }
  for (let step = 0; step < mostSteps; step += 1) {
    outcome = yield* triesOnce(parts, record, outcome)
    // A part of the login is done, and what comes next may be a method that was gone through before.
    if (!outcome.isPartial) return outcome
  }
  return outcome
}

async function* triesOnce(parts: LoginParts, record: TryRecord, before: Outcome): Tries {
  let outcome: Outcome = { ...before, isPartial: false }
  for (const method of parts.host.methods) {
    if (!outcome.left.includes(method)) continue
    outcome = yield* triesOf[method](parts, record, outcome)
    if (outcome.isPartial) return outcome
  }
  return outcome
}

const triesOf: Readonly<Record<LoginMethod, (parts: LoginParts, record: TryRecord, outcome: Outcome) => Tries>> = {
  publickey: keyTries,
  'keyboard-interactive': keyboardTries,
  password: passwordTries,
}

async function* keyTries(parts: LoginParts, record: TryRecord, before: Outcome): Tries {
  const { candidates, unusable, ...told } = await parts.keys()
  Object.assign(record, told)
  let outcome = before
  for (const candidate of candidates) {
    const attempt = await keyAttempt(candidate, parts, record)
    if (attempt === null) continue
    record.way = candidate.from
    record.tried.push(`publickey (${displayText(candidate.label, 60)})`)
    outcome = yield attempt
    if (outcome.isPartial || !outcome.left.includes('publickey')) return outcome
  }
  record.unusableKeys = await unusable(parts.signal)
  return outcome
}

/** Null: it can't be offered; the record says why. */
async function keyAttempt(
  candidate: KeyCandidate,
  parts: LoginParts,
  record: TryRecord,
): Promise<AnyAuthMethod | null> {
  const note = (error: unknown): void => {
    if (error instanceof BerthError) record.nearMisses.push(error)
    else record.tried.push(`${displayText(candidate.label, 60)}: ${displayText(String(error), 80)}`)
  }
  try {
    const agent = singleKeyAgent(candidate, await candidate.publicKey(), parts.ssh, note, parts.signal)
    return { type: 'agent', username: parts.host.user, agent }
  } catch (error) {
    parts.signal.throwIfAborted()
    note(error)
    return null
  }
}

async function* keyboardTries({ host, asker, address, signal }: LoginParts, record: TryRecord, before: Outcome): Tries {
  let outcome = before
  for (let tries = 0; tries < mostTries; tries += 1) {
    const answers = keyboardAnswers(asker, tries > 0, signal)
    record.way = 'keyboard-interactive'
    record.judge = answers.judge
    outcome = yield { type: 'keyboard-interactive', username: host.user, prompt: answers.prompt }
    if (answers.isMissing()) {
      record.nearMisses.push(new BerthError('ssh-password-missing', { address, user: host.user }))
      return outcome
    }
    record.tried.push('keyboard-interactive')
    if (outcome.isPartial || !answers.wasAsked() || !outcome.left.includes('keyboard-interactive')) return outcome
  }
  return outcome
}

async function* passwordTries({ host, asker, address }: LoginParts, record: TryRecord, before: Outcome): Tries {
  let outcome = before
  for (let tries = 0; tries < mostTries; tries += 1) {
    const given = await asker.password(tries > 0)
    if (given === null) {
      record.nearMisses.push(new BerthError('ssh-password-missing', { address, user: host.user }))
      return outcome
    }
    record.way = 'password'
    record.tried.push('password')
    record.judge = given.judge
    outcome = yield { type: 'password', username: host.user, password: given.text }
    if (outcome.isPartial || !outcome.left.includes('password')) return outcome
  }
  return outcome
}
