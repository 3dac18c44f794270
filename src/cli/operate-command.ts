import { BerthError, describeError, type Language } from '../domain/berth-error'
import type { Deployment, DeploymentResult } from '../domain/deployment'
import { displayBlock } from '../domain/display-text'
import { berthLabels } from '../domain/label-names'
import type { Plan } from '../domain/plan'
import { planLines } from '../domain/render-plan'
import type { CliRequest } from './arguments'
import { cliTextsOf } from './cli-texts-of'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodeOfResult, exitCodes } from './exit-codes'
import { findSlot, type FoundSlot } from './find-slot'
import type { CliOutput } from './output'
import { createProgressPrinter, type ProgressPrinter } from './progress-printer'

/** What commands that change something need beside the request. */
export type OperateParts = {
  readonly session: EngineSession
  readonly language: Language
  readonly output: CliOutput
  /** The system's name of the person, where the settings have none. */
  readonly userName: string
  readonly nowMs: () => number
  /** Called at each Ctrl-C; the result ends that. While somebody listens, `signal` is left alone. */
  readonly onInterrupt: (listener: () => void) => () => void
}

type OperateRequest = Extract<CliRequest, { kind: 'operate' }>

/** Plans, asks, carries out and tells how it went. */
export async function operate(request: OperateRequest, parts: OperateParts, signal: AbortSignal): Promise<ExitCode> {
  const { session, language, output } = parts
  const found = findSlot(session.board(), request.slot, !request.planOnly)
  const { hostId, slot } = found
  const plan = await session.request('plan-operation', { hostId, slot, operation: request.operation }, signal)
  if (request.planOnly) {
    const text = request.json ? JSON.stringify({ schema: 1, plan }, null, 2) : planLines(plan, language).join('\n')
    await output.results.write(`${text}\n`)
    return exitCodes.done
  }
  await output.progress.write(`${planLines(plan, language).join('\n')}\n\n`)
  if (plan.steps.length === 0) return tellNothingToDo(request, parts, plan)
  if (!request.yes && !(await isConfirmed(parts, signal))) throw new BerthError('cancelled')
  return run(request, found, plan, parts, signal)
}

/** Throws where nobody could be asked; before anything is looked up, as scripts want to know at once. */
export function refuseUnconfirmed(request: CliRequest, output: CliOutput): void {
  if (request.kind !== 'operate' || request.planOnly || request.yes || output.ask !== null) return
  throw new BerthError('confirmation-needed', { slot: request.slot })
}

async function isConfirmed({ output, language }: OperateParts, signal: AbortSignal): Promise<boolean> {
  return output.ask === null ? false : output.ask(cliTextsOf(language).deploy.question, signal)
}

async function tellNothingToDo(request: OperateRequest, parts: OperateParts, plan: Plan): Promise<ExitCode> {
  const json = JSON.stringify({ schema: 1, plan, deployment: null }, null, 2)
  await parts.output.results.write(`${request.json ? json : cliTextsOf(parts.language).deploy.nothingToDo}\n`)
  return exitCodes.done
}

async function run(
  request: OperateRequest,
  found: FoundSlot,
  plan: Plan,
  parts: OperateParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, output, language } = parts
  const by = request.by ?? (await personName(parts, signal))
  const { hostId, slot } = found
  const printer = createProgressPrinter(output.progress, language, parts.nowMs)
  // From here on Ctrl-C must not tear the deployment off, not even before its id is known.
  const interrupts = takeInterrupts(printer, parts)
  try {
    const body = { hostId, slot, operation: request.operation, fingerprint: plan.fingerprint, by }
    const { deploymentId } = await session.request('run-operation', body, interrupts.leaving)
    interrupts.begun(deploymentId)
    const ended = await followDeployment(deploymentId, printer, session, interrupts.leaving)
    if (ended === null) {
      await printer.say(cliTextsOf(language).deploy.leftBehind(slot, deploymentId, berthLabels.lock).split('\n'))
      return exitCodes.cancelled
    }
    await tellResult(request, found, ended, parts)
    return exitCodeOfResult(resultOf(ended))
  } finally {
    interrupts.release()
  }
}

async function personName({ session, userName }: OperateParts, signal: AbortSignal): Promise<string> {
  const { settings } = await session.request('read-settings', {}, signal)
  return settings.personName === '' ? userName : settings.personName
}

type Interrupts = {
  /** Aborted by the second Ctrl-C: the person leaves in the middle. */
  readonly leaving: AbortSignal
  readonly begun: (deploymentId: string) => void
  readonly release: () => void
}

/** Started by npm, a process gets each Ctrl-C twice: from the terminal, and passed on by npm. */
const echoMs = 300

/** The first Ctrl-C cancels the deployment, as soon as there is one; the second leaves it. */
function takeInterrupts(printer: ProgressPrinter, parts: OperateParts): Interrupts {
  const leaving = new AbortController()
  let count = 0
  let deploymentId: string | null = null
  const cancelOnce = (): void => {
    if (count === 1 && deploymentId !== null) void cancel(deploymentId, printer, parts)
  }
  let lastMs = -Infinity
  const release = parts.onInterrupt(() => {
    const nowMs = parts.nowMs()
    const isEcho = nowMs - lastMs < echoMs
    lastMs = nowMs
    if (isEcho) return
    count += 1
    if (count > 1) leaving.abort(new BerthError('cancelled'))
    cancelOnce()
  })
  return {
    leaving: leaving.signal,
    begun: (id) => {
      deploymentId = id
      cancelOnce()
    },
    release,
  }
}

/** Resolves with the deployment once it has ended, or with null where the person left in the middle. */
async function followDeployment(
  deploymentId: string,
  printer: ProgressPrinter,
  session: EngineSession,
  leaving: AbortSignal,
): Promise<Deployment | null> {
  for (;;) {
    const deployment = session.deployment(deploymentId)
    if (deployment !== null) await printer.show(deployment)
    if (deployment?.phase === 'ended') return deployment
    if (leaving.aborted) return null
    await session.nextEvent(leaving).catch((error: unknown) => {
      if (!leaving.aborted) throw error
    })
  }
}

async function cancel(deploymentId: string, printer: ProgressPrinter, parts: OperateParts): Promise<void> {
  await printer.say([cliTextsOf(parts.language).deploy.interruptAgain])
  try {
    await parts.session.request('cancel-deployment', { deploymentId }, new AbortController().signal)
  } catch (error) {
    if (!(error instanceof BerthError)) throw error
    await printer.say([describeError(error.data, parts.language).message])
  }
}

function resultOf(deployment: Deployment): DeploymentResult {
  if (deployment.result === null) throw new BerthError('internal', { reason: 'a deployment ended without a result' })
  return deployment.result
}

async function tellResult(
  request: OperateRequest,
  found: FoundSlot,
  deployment: Deployment,
  parts: OperateParts,
): Promise<void> {
  const { output, language } = parts
  const result = resultOf(deployment)
  if (result.kind !== 'succeeded' && result.kind !== 'cancelled') {
    await output.progress.write(`${failureLines(result, language).join('\n')}\n`)
  }
  const text = request.json
    ? JSON.stringify(resultJson(deployment, found), null, 2)
    : resultText(result, found, language)
  if (text !== '') await output.results.write(`${text}\n`)
}

function failureLines(
  result: Exclude<DeploymentResult, { kind: 'succeeded' | 'cancelled' }>,
  language: Language,
): readonly string[] {
  const texts = cliTextsOf(language).deploy
  const { message, hint } = describeError(result.error, language)
  const block = (heading: string, text: string): readonly string[] => {
    const clean = displayBlock(text).trimEnd()
    return clean === '' ? [] : ['', heading, ...clean.split('\n').map((line) => `  ${line}`)]
  }
  if (result.kind === 'refused') return [message, hint]
  return [message, hint, ...block(texts.failingOutput, result.failingOutput), ...block(texts.lastLog, result.log), '']
}

/** One sentence of how it ended; nothing for a refusal, which is an error like any other. */
function resultText(result: DeploymentResult, { label }: FoundSlot, language: Language): string {
  const texts = cliTextsOf(language).deploy.result
  switch (result.kind) {
    case 'succeeded':
      return texts.succeeded(label)
    case 'refused':
      return ''
    case 'put-back':
      return texts.putBack(label)
    case 'cancelled':
      return texts.cancelled(label)
    case 'down':
      return texts.down(label, result.services.join(', '))
  }
}

function resultJson(deployment: Deployment, found: FoundSlot): Readonly<Record<string, unknown>> {
  const { id, by, plan, startedAtMs, endedAtMs, result } = deployment
  const time = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString())
  const head = { id, slot: found.slot, operation: plan.operation, by }
  const times = { startedAt: time(startedAtMs), endedAt: time(endedAtMs) }
  return { schema: 1, deployment: { ...head, ...times, result } }
}
