import { BerthError, toErrorData } from '../../domain/berth-error'
import { isUp } from '../../domain/deployable-slot'
import type { Execution, JournalEntry, Replacement } from './execution'
import { findNew } from './find-new'
import { blueGreenRun, giveBack } from './switch-over/replace-blue-green'
import { switchBack } from './switch-over/switch-over'

/** A service that neither version serves, and why. */
export type NotPutBack = { readonly service: string; readonly error: BerthError }

/** A new container that never passed its gate is not given long to end: the old one waits for its place. */
const failedGraceSeconds = 3

/**
 * Puts back every service that was touched, the last one first, whatever becomes of the others. Answers with those that
 * could not be put back. Throws only where nothing may be changed any more (the lock was lost, the engine ends).
 */
export async function putBack(run: Execution): Promise<readonly NotPutBack[]> {
  const failed: NotPutBack[] = []
  for (const entry of [...run.journal].reverse()) {
    run.record.setActivity(entry.service, { kind: 'putting-back' })
    try {
      await putBackEntry(run, entry)
      run.record.setActivity(entry.service, { kind: 'done' })
    } catch (error) {
      if (run.signal.aborted || (error instanceof BerthError && error.code === 'lock-lost')) throw error
      run.log('error', 'service not put back', { service: entry.service, error: toErrorData(error) })
      failed.push({ service: entry.service, error: notPutBack(entry, error) })
    }
  }
  return failed
}

async function putBackEntry(run: Execution, entry: JournalEntry): Promise<void> {
  switch (entry.kind) {
    case 'replacement':
      return putBackReplacement(run, entry)
    case 'stopped':
      return startAgain(run, entry.id)
    case 'started':
      return run.changes.stop(entry.id, null)
  }
}

async function putBackReplacement(run: Execution, entry: Replacement): Promise<void> {
  const newId = entry.newId ?? (await findNew(run, entry))
  await expectOld(run, entry)
  if (isBlueGreen(run, entry)) return putBackBlueGreen(run, entry, newId)
  if (newId !== null) await discard(run, newId, entry.passed)
  if (entry.oldTouched) await bringBack(run, entry)
  const spec = run.settings?.switchOvers.get(entry.service)
  if (spec !== undefined) await switchBack(run, spec, entry.service)
}

async function bringBack(run: Execution, { old, oldPolicy }: Replacement): Promise<void> {
  if (old === null) return
  if (oldPolicy.name !== 'no') await run.changes.setRestartPolicy(old.id, oldPolicy)
  if (old.status === 'running') await startAgain(run, old.id)
  // One that kept exiting before is only set going again.
  else if (isUp(old)) await run.changes.start(old.id)
}

/** Where somebody took the old one away, the new one is all there is, and stays. */
async function expectOld(run: Execution, { old, oldTouched }: Replacement): Promise<void> {
  if (old === null || !oldTouched) return
  const seen = await run.host.read((signal) => run.client.observeContainer(old.id, signal))
  if (seen === null) throw new BerthError('container-gone', { container: old.name })
}

function isBlueGreen({ plan }: Execution, { service }: Replacement): boolean {
  return plan.services.find(({ name }) => name === service)?.strategy.kind === 'blue-green'
}

/** The old one serves before the new one goes. */
async function putBackBlueGreen(run: Execution, entry: Replacement, newId: string | null): Promise<void> {
  await giveBack(blueGreenRun(run), entry, run.settings?.switchOvers.get(entry.service) ?? null)
  if (newId !== null) await discard(run, newId, entry.passed)
}

async function discard(run: Execution, id: string, passed: boolean): Promise<void> {
  const seen = await run.host.read((signal) => run.client.observeContainer(id, signal))
  if (seen === null) return
  if (isUp(seen)) await run.changes.stop(id, passed ? null : failedGraceSeconds)
  await run.changes.discardNew(id)
}

/** Starts the old container and looks whether it runs: Docker's answer alone is not believed. */
async function startAgain(run: Execution, id: string): Promise<void> {
  await run.changes.start(id)
  const seen = await run.host.read((signal) => run.client.observeContainer(id, signal))
  if (seen === null) throw new BerthError('container-gone', { container: id.slice(0, 12) })
  if (!isUp(seen)) {
    throw new BerthError('gate-exited', { service: seen.name, exitCode: seen.exitCode ?? '?' })
  }
}

function notPutBack(entry: JournalEntry, error: unknown): BerthError {
  const container = entry.kind === 'replacement' ? (entry.old?.name ?? entry.lastingName) : entry.id.slice(0, 12)
  return new BerthError('put-back-failed', { service: entry.service, reason: toErrorData(error).message, container })
}
