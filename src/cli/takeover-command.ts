import type { InterruptionView } from '../contract/interruption-view'
import { BerthError } from '../domain/berth-error'
import type { DeploymentResult } from '../domain/deployment'
import type { OperateRequest, Takeover } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import type { CommandParts } from './command-parts'
import { type ExitCode, exitCodeOfResult, exitCodes } from './exit-codes'
import type { FoundSlot } from './find-slot'
import { readInterruption } from './read-interruption'
import { resultOf, runDeployment } from './run-deployment'
import { tellResult } from './tell-result'
import { createTakeoverPrinter } from './takeover-printer'

/**
 * Takes the slot over from a dead owner, where that is asked for and there is something to take over. Null: go on with
 * what was asked; else how the command ends. Throws `slot-locked` where the owner lives.
 */
export async function takeOver(
  { takeover, planOnly, yes, json }: OperateRequest,
  found: FoundSlot,
  by: string,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode | null> {
  if (takeover === null || planOnly) return null
  const { output, language } = parts
  const texts = cliTextsOf(language).ledger.takeover
  const seen = await readInterruption(parts.session, found, signal)
  if (seen === null) {
    await output.progress.write(`${texts.nothingLeft(found.label)}\n`)
    return null
  }
  const asked = texts.question(found.label, seen.owner)
  if (!yes && (output.ask === null || !(await output.ask(asked, signal)))) throw new BerthError('cancelled')
  await output.progress.write(`${texts.begins(seen.owner, takeover.choice)}\n`)
  const deploymentId = await resolve({ takeover, seen, found, by }, parts, signal)
  if (deploymentId !== null) {
    const ended = await runDeployment(found.slot, () => Promise.resolve(deploymentId), parts)
    if (ended === null) return exitCodes.cancelled
    if (!isAsChosen(takeover, resultOf(ended))) {
      await tellResult(json, found, ended, parts)
      return exitCodeOfResult(resultOf(ended))
    }
  }
  await output.progress.write(`${texts.done[takeover.choice]}\n\n`)
  return null
}

type Agreed = {
  readonly takeover: Takeover
  readonly seen: InterruptionView
  readonly found: FoundSlot
  readonly by: string
}

/** Up to a minute may pass: a dead owner has to be seen dead, and what it began has to come to its end. */
async function resolve(
  { takeover, seen, found, by }: Agreed,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<string | null> {
  const { hostId, slot } = found
  const over = new AbortController()
  const showing = showWaiting(seen.owner, parts, over.signal)
  try {
    const body = { hostId, slot, lockDeploymentId: seen.lockDeploymentId, ...takeover, by }
    return (await parts.session.request('resolve-interruption', body, signal)).deploymentId
  } finally {
    over.abort()
    await showing
  }
}

async function showWaiting(
  owner: string,
  { session, output, language }: CommandParts,
  over: AbortSignal,
): Promise<void> {
  const printer = createTakeoverPrinter(output.progress, owner, language)
  while (!over.aborted) {
    // Only the end of the takeover ends this.
    await session.nextEvent(over).catch(() => undefined)
    const progress = session.takeover()
    if (progress !== null) await printer.show(progress)
  }
  await printer.end()
}

/** Putting back ends as a deployment that was put back: that is what was wanted. */
function isAsChosen({ choice }: Takeover, result: DeploymentResult): boolean {
  return result.kind === 'succeeded' || (choice === 'put-back' && result.kind === 'put-back')
}
