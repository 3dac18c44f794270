import { setTimeout as sleep } from 'node:timers/promises'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { findSlot, type FoundSlot } from './find-slot'
import type { JudgedLock } from './judged-lock'
import { lockJson } from './lock-json'
import { lockLines } from './lock-lines'
import { readInterruption } from './read-interruption'
import { reservationOf } from './reserve-command'
import { fitLines } from './text-width'
import { beginWaiting } from './waiting-line'

/** Says who holds a slot, once it is clear whether they live. */
export async function showLock(
  request: CliRequestOf<'lock'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, output, language } = parts
  const found = findSlot(session.board(), request.slot, false)
  const lock = await judge(found, parts, signal)
  const reservation = reservationOf(session, found)
  if (request.json) {
    await writeJson(parts, lockJson(found.slot, lock, reservation))
    return exitCodes.done
  }
  const lines = lockLines(found.label, lock, reservation, language)
  await output.results.write(`${fitLines(lines, output.results.width()).join('\n')}\n`)
  return exitCodes.done
}

const everyMs = 1_000
/** A dead owner shows after 30 s of silence, and the engine looks at hearts every few seconds. */
const longestMs = 50_000

/** Looks until the heart has been seen to beat, or the engine calls its owner dead. */
async function judge(found: FoundSlot, parts: CommandParts, signal: AbortSignal): Promise<JudgedLock> {
  const { session, output, language, nowMs } = parts
  const first = await readInterruption(session, found, signal)
  if (first === null) return null
  if (first.ownerDead) return { view: first, judgement: 'dead' }
  const endWaiting = beginWaiting(output.progress, cliTextsOf(language).ledger.lock.watching, nowMs)
  try {
    const endMs = nowMs() + longestMs
    let view = first
    while (nowMs() < endMs) {
      await sleep(everyMs, undefined, { signal })
      const next = await readInterruption(session, found, signal)
      if (next === null) return null
      if (next.ownerDead) return { view: next, judgement: 'dead' }
      // Another deployment's lock by now: its heart is a new one.
      const isSame = next.lockDeploymentId === view.lockDeploymentId
      if (isSame && next.heartbeatAgeMs < view.heartbeatAgeMs) return { view: next, judgement: 'alive' }
      view = next
    }
    return { view, judgement: 'unknown' }
  } finally {
    await endWaiting()
  }
}
