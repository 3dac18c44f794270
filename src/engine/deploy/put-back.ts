import { BerthError, causeDetails, toErrorData } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { isUp } from '../../domain/deployable-slot'
import type { PrivateBlob } from '../ledger-access'
import type { Execution, JournalEntry, Replacement } from './execution'
import { findNew } from './find-new'
import { lastLogOf, writeLastLogs } from './keep-last-log'
import { rebuildOld } from './rebuild-old'
import { startExplained } from './start-container'
import { blueGreenRun, giveBack } from './switch-over/replace-blue-green'
import { switchBack } from './switch-over/switch-over'

/** A service that is not as it was, and why; `isDown`: neither version of it serves. */
export type NotPutBack = { readonly service: string; readonly error: BerthError; readonly isDown: boolean }

/** A new container that never passed its gate is not given long to end: the old one waits for its place. */
const failedGraceSeconds = 3
/** Nor is the old one kept waiting for what the new one wrote. */
const lastLogMs = 1_000

/**
 * Puts back every service that was touched, the last one first, whatever becomes of the others. Answers with those that
 * could not be put back. Throws only where nothing may be changed any more (the lock was lost, the engine ends).
 */
export async function putBack(run: Execution): Promise<readonly NotPutBack[]> {
  const failed: NotPutBack[] = []
  const lastLogs: PrivateBlob[] = []
  for (const entry of [...run.journal].reverse()) {
    run.record.setActivity(entry.service, { kind: 'putting-back' })
    try {
      await putBackEntry(run, entry, lastLogs)
      run.record.setActivity(entry.service, { kind: 'done' })
    } catch (error) {
      if (run.signal.aborted || (error instanceof BerthError && error.code === 'lock-lost')) throw error
      run.log('error', 'service not put back', { service: entry.service, error: toErrorData(error) })
      failed.push(await notPutBack(run, entry, error))
    }
  }
  // What serves comes first.
  await writeLastLogs(run, lastLogs)
  return failed
}

async function putBackEntry(run: Execution, entry: JournalEntry, lastLogs: PrivateBlob[]): Promise<void> {
  switch (entry.kind) {
    case 'replacement':
      return putBackReplacement(run, entry, lastLogs)
    case 'stopped':
      return startAgain(run, entry.service, entry.id)
    case 'started':
      return run.changes.stop(entry.id, null)
  }
}

async function putBackReplacement(run: Execution, entry: Replacement, lastLogs: PrivateBlob[]): Promise<void> {
  const newId = entry.newId ?? (await findNew(run, entry))
  if (newId !== null) lastLogs.push(...(await lastLogOf(run, { service: entry.service, id: newId }, lastLogMs)))
  await ensureOld(run, entry)
  if (isBlueGreen(run, entry)) return putBackBlueGreen(run, entry, newId)
  if (newId !== null) await discard(run, newId, entry.passed)
  if (entry.oldTouched) await bringBack(run, entry)
  const spec = run.settings?.switchOvers.get(entry.service)
  if (spec !== undefined) await switchBack(run, spec, entry.service)
}

async function bringBack(run: Execution, { service, old, oldPolicy }: Replacement): Promise<void> {
  if (old === null) return
  if (oldPolicy.name !== 'no') await run.changes.setRestartPolicy(old.id, oldPolicy)
  if (old.status === 'running') await startAgain(run, service, old.id)
  // One that kept exiting before is only set going again.
  else if (isUp(old)) await startExplained(run, service, old.id)
}

/** Where somebody took the old one away it is made again first: as long as that fails, the new one is all there is, and stays. */
async function ensureOld(run: Execution, entry: Replacement): Promise<void> {
  const { service, old } = entry
  const planned = run.plan.services.find(({ name }) => name === service)
  if (old === null && (planned?.containerId ?? null) === null) return
  if (old !== null && (await observe(run, old.id)) !== null) return
  entry.old = await rebuildOld(run, service)
  entry.oldTouched = true
}

function observe({ host, client }: Execution, id: string): Promise<ContainerObservation | null> {
  return host.read((signal) => client.observeContainer(id, signal))
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
  const seen = await observe(run, id)
  if (seen === null) return
  if (isUp(seen)) await run.changes.stop(id, passed ? null : failedGraceSeconds)
  await run.changes.discardNew(id)
}

/** Starts the old container and looks whether it runs: Docker's answer alone is not believed. */
async function startAgain(run: Execution, service: string, id: string): Promise<void> {
  await startExplained(run, service, id)
  const seen = await observe(run, id)
  if (seen === null) throw new BerthError('container-gone', { container: id.slice(0, 12) })
  if (!isUp(seen)) {
    throw new BerthError('gate-exited', { service: seen.name, exitCode: seen.exitCode ?? '?' })
  }
}

/** Says what there is of the service now. A host that can't be asked leaves the old one where it was. */
async function notPutBack(run: Execution, entry: JournalEntry, error: unknown): Promise<NotPutBack> {
  const { service } = entry
  const details = { ...causeDetails(toErrorData(error)), service }
  const ids = entry.kind === 'replacement' ? [entry.newId, entry.old?.id ?? null] : [entry.id]
  const look = async (id: string | null): Promise<ContainerObservation | null> =>
    id === null ? null : observe(run, id)
  const seen = await Promise.all(ids.map(look)).catch(() => null)
  const up = seen === null ? untouchedOld(entry) : (seen.find((one) => one !== null && isUp(one)) ?? null)
  if (up !== null) {
    return { service, isDown: false, error: new BerthError('put-back-left', { ...details, container: up.name }) }
  }
  const container = entry.kind === 'replacement' ? (entry.old?.name ?? entry.lastingName) : entry.id.slice(0, 12)
  const isLost = seen !== null && seen.at(-1) === null
  return {
    service,
    isDown: true,
    error: new BerthError(isLost ? 'put-back-lost' : 'put-back-failed', { ...details, container }),
  }
}

/** The old container where it ran and Berth did nothing to it: all that failed is to take the new one away. */
function untouchedOld(entry: JournalEntry): ContainerObservation | null {
  if (entry.kind !== 'replacement' || entry.oldTouched || entry.old === null) return null
  return isUp(entry.old) ? entry.old : null
}
