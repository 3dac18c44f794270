import { isUp } from '../../domain/deployable-slot'
import type { PlannedService } from '../../domain/plan'
import { awaitGate } from './await-gate'
import { type Execution, type Replacement, replacements, throwIfInterrupted } from './execution'
import { createBeside, createNameless } from './new-container'
import { startOrFail } from './start-container'
import { blueGreenRun, replaceBlueGreen } from './switch-over/replace-blue-green'

/**
 * Replaces one service's container: create new, stop old, start new, gate. The old one stays, stopped. Where the slot has
 * none, the new one is created and started. Every step looks what is there, so that it can be run again.
 */
export async function replaceService(run: Execution, service: PlannedService): Promise<void> {
  const { record, clock } = run
  const { name } = service
  record.setActivity(name, { kind: 'switching' })
  const { entry, id } = await record.step('create', name, () => createBeside(run, service))
  throwIfInterrupted(run)
  const downSinceMs = clock.monotonicMs()
  const wasServing = entry.old?.status === 'running'
  if (entry.old !== null) await record.step('stop', name, () => stopOld(run, entry))
  throwIfInterrupted(run)
  record.setActivity(name, { kind: 'switching' })
  await record.step('start', name, () => startOrFail(run, name, id))
  const startedAtMs = clock.monotonicMs()
  await record.step('gate', name, () => awaitGate(run, { service: name, id, restartsBefore: 0, startedAtMs }))
  if (wasServing && !run.isResumed) run.downtimesMs.set(name, Math.round(clock.monotonicMs() - downSinceMs))
  markPassed(run, entry)
}

/** Replaces a service's container while the old one serves. */
export async function replaceBesideOld(run: Execution, service: PlannedService): Promise<void> {
  const switchOver = run.settings?.switchOvers.get(service.name) ?? null
  const parts = { create: () => createNameless(run, service), switchOver }
  const entry = await replaceBlueGreen(blueGreenRun(run), service.name, parts)
  if (!run.isResumed) run.downtimesMs.set(service.name, 0)
  markPassed(run, entry)
}

/** A service whose new container serves: a cancel puts it back from here on. */
function markPassed(run: Execution, entry: Replacement): void {
  entry.passed = true
  run.record.setActivity(entry.service, { kind: 'done' })
  const passed = replacements(run.journal).filter((one) => one.passed)
  run.record.setSwitched(passed.map(({ service }) => service))
}

/** A policy like "always" would bring the old one up again when the daemon restarts: it goes before the stop. */
async function stopOld({ record, changes }: Execution, entry: Replacement): Promise<void> {
  const { old, oldPolicy, service } = entry
  if (old === null) return
  entry.oldTouched = true
  if (oldPolicy.name !== 'no') await changes.setRestartPolicy(old.id, { name: 'no', maximumRetries: 0 })
  record.setActivity(service, { kind: 'stopping' })
  if (isUp(old)) await changes.stop(old.id, null)
}
