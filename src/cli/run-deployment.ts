import { BerthError, describeError } from '../domain/berth-error'
import type { Deployment, DeploymentResult } from '../domain/deployment'
import { berthLabels } from '../domain/label-names'
import { cliTextsOf } from './cli-texts-of'
import type { CommandParts } from './command-parts'
import type { EngineSession } from './engine-session'
import { createProgressPrinter, type ProgressPrinter } from './progress-printer'

/**
 * Begins a deployment and tells of it until it has ended; null where the person left in the middle. `begin` answers with
 * its id. Ctrl-C cancels the deployment, a second one leaves it.
 */
export async function runDeployment(
  slot: string,
  begin: (leaving: AbortSignal) => Promise<string>,
  parts: CommandParts,
): Promise<Deployment | null> {
  const { session, output, language } = parts
  const printer = createProgressPrinter(output.progress, language, parts.nowMs)
  // From here on Ctrl-C must not tear the deployment off, not even before its id is known.
  const interrupts = takeInterrupts(printer, parts)
  try {
    const deploymentId = await begin(interrupts.leaving)
    interrupts.begun(deploymentId)
    const ended = await followDeployment(deploymentId, printer, session, interrupts.leaving)
    if (ended === null) {
      await printer.say(cliTextsOf(language).deploy.leftBehind(slot, deploymentId, berthLabels.lock).split('\n'))
    }
    return ended
  } finally {
    interrupts.release()
  }
}

/** How a deployment ended that has ended. */
export function resultOf(deployment: Deployment): DeploymentResult {
  if (deployment.result === null) throw new BerthError('internal', { reason: 'a deployment ended without a result' })
  return deployment.result
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
function takeInterrupts(printer: ProgressPrinter, parts: CommandParts): Interrupts {
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

async function cancel(deploymentId: string, printer: ProgressPrinter, parts: CommandParts): Promise<void> {
  await printer.say([cliTextsOf(parts.language).deploy.interruptAgain])
  try {
    await parts.session.request('cancel-deployment', { deploymentId }, new AbortController().signal)
  } catch (error) {
    if (!(error instanceof BerthError)) throw error
    await printer.say([describeError(error.data, parts.language).message])
  }
}
