import { type ChildProcess, spawn } from 'node:child_process'
import { z } from 'zod'
import { BerthError, type ErrorDetails } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { type ReasonCode, reasonDetails } from '../../domain/error-reasons'
import type { Clock, RegistryCredentials } from '../ports'
import { withDeadline } from './call-scope'
import { parseJson } from './docker-failure'

/** One question to a helper: `key` is what the helper files the registry under, `registry` what errors name. */
type HelperQuestion = { readonly helper: string; readonly key: string; readonly registry: string }

type HelperOptions = { readonly environment: Readonly<Record<string, string | undefined>>; readonly clock: Clock }

const helperDeadlineMs = 10_000
const mostOutputBytes = 64 * 1024

/** The one text of the helper protocol that means "none kept": it has no code for it. */
const notFoundText = 'credentials not found in native keychain'

const answerSchema = z.object({ ServerURL: z.string().catch(''), Username: z.string(), Secret: z.string().min(1) })

/** The user name that says the secret is an identity token. */
const tokenUser = '<token>'

/**
 * Runs `docker-credential-<helper> get` with the registry on its input. Null: it keeps none. Throws
 * `credentials-unusable`; what the helper printed stands in no error, as it may hold the secret.
 */
export async function askCredentialHelper(
  question: HelperQuestion,
  { environment, clock }: HelperOptions,
  signal: AbortSignal,
): Promise<RegistryCredentials | null> {
  const program = programOf(question)
  const deadline = { clock, operation: program, limitMs: helperDeadlineMs }
  try {
    const ended = await withDeadline(deadline, signal, (inner) => run(program, question.key, environment, inner))
    return readAnswer(ended, question)
  } catch (error) {
    if (signal.aborted || (error instanceof BerthError && error.code !== 'docker-timeout')) throw error
    throw failureOf(error, question, program)
  }
}

/** The name becomes part of a program's: nothing in it may lead to another folder. */
function programOf(question: HelperQuestion): string {
  if (/^[A-Za-z0-9._-]+$/.test(question.helper)) return `docker-credential-${question.helper}`
  throw unusable(question, 'helper-name', { helper: displayText(question.helper, 40) })
}

type Ended = { readonly exitCode: number | null; readonly output: string }

function run(
  program: string,
  input: string,
  environment: HelperOptions['environment'],
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], {
      env: { ...environment },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    })
    const kill = (): void => killGroup(child)
    signal.addEventListener('abort', kill, { once: true })
    const chunks: Buffer[] = []
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= mostOutputBytes) chunks.push(chunk)
      else kill()
    })
    child.on('error', reject)
    child.on('close', (exitCode) => {
      signal.removeEventListener('abort', kill)
      resolve({ exitCode: length > mostOutputBytes ? null : exitCode, output: Buffer.concat(chunks).toString('utf8') })
    })
    // A helper that ends without reading its input breaks the pipe; how it ended says more.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** With what it started: a helper is often a script, whose own child would hold the pipe open. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

function readAnswer(ended: Ended, question: HelperQuestion): RegistryCredentials | null {
  const program = programOf(question)
  if (ended.exitCode !== 0) {
    if (ended.output.trim().startsWith(notFoundText)) return null
    if (ended.exitCode === null) throw unusable(question, 'helper-too-talkative', { helper: program })
    throw unusable(question, 'helper-failed', { helper: program, exitCode: ended.exitCode })
  }
  const parsed = answerSchema.safeParse(parseJson(ended.output))
  if (!parsed.success) throw unusable(question, 'helper-without-answer', { helper: program })
  const { Username: username, Secret: secret } = parsed.data
  const serverAddress = question.key
  return username === tokenUser
    ? { kind: 'token', identityToken: secret, serverAddress }
    : { kind: 'password', username, password: secret, serverAddress }
}

function failureOf(error: unknown, question: HelperQuestion, helper: string): BerthError {
  if (error instanceof BerthError) {
    return unusable(question, 'helper-silent', { helper, seconds: helperDeadlineMs / 1_000 })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '–'
  if (code === 'ENOENT') return unusable(question, 'helper-missing', { helper })
  return unusable(question, 'helper-not-run', { helper, error: code })
}

function unusable({ registry }: HelperQuestion, reason: ReasonCode, values: ErrorDetails): BerthError {
  return new BerthError('credentials-unusable', {
    registry: displayText(registry, 100),
    ...reasonDetails(reason, values),
  })
}
