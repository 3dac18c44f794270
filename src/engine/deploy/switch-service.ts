import { BerthError } from '../../domain/berth-error'
import { isUp } from '../../domain/deployable-slot'
import type { PlannedService } from '../../domain/plan'
import type { HealthProbe } from '../../domain/slots-file/service-spec'
import { openAbortScope } from '../abort-scope'
import type { Clock } from '../ports'
import { awaitGate } from './await-gate'
import { type Execution, type Replacement, replacements, throwIfInterrupted } from './execution'
import { createBeside, createNameless } from './new-container'
import { awaitProbe } from './spec-body/http-probe'
import { startOrFail } from './start-container'
import { blueGreenRun, replaceBlueGreen } from './switch-over/replace-blue-green'
import { switchOver } from './switch-over/switch-over'
import { headStartMs, type Pace } from './take-turns'

/**
 * Replaces one service's container: create new; once all services have theirs, and all it waits for serves, stop old, start
 * new, gate. The old one stays, stopped. Where the slot has none, the new one is created and started. Every step looks what is there, so that it can be
 * run again.
 */
export async function replaceService(run: Execution, service: PlannedService, pace: Pace): Promise<void> {
  const { record, clock } = run
  const { name } = service
  const { entry, id } = await record.step('create', name, () => createBeside(run, service))
  await pace.allMade()
  await pace.ready()
  record.setActivity(name, { kind: 'switching' })
  throwIfInterrupted(run)
  const wasServing = entry.old?.status === 'running'
  const downSinceMs = await swapIn(run, entry, id, pace)
  const gated = { service: name, id, restartsBefore: 0, startedAtMs: clock.monotonicMs() }
  await record.step('gate', name, async () => {
    await awaitGate(run, gated, pace.letGo)
    await awaitProbe(run, gated, probeOf(run, name))
  })
  await leadOver(run, name, id)
  if (wasServing && !run.isResumed) run.downtimesMs.set(name, Math.round(clock.monotonicMs() - downSinceMs))
  markPassed(run, entry)
}

/**
 * Stops the old container and starts the new one; answers when that began (monotonic). The next service's old one stops
 * while this one's new one starts, and no sooner than it has to: so both are away for as short a time as one after the
 * other, and all is done sooner.
 */
async function swapIn(run: Execution, entry: Replacement, id: string, pace: Pace): Promise<number> {
  const { record, clock, interrupted } = run
  const { stopping, starting, swaps } = pace
  const { service } = entry
  return stopping.take(async (pass) => {
    const beganAtMs = clock.monotonicMs()
    throwIfInterrupted(run)
    if (entry.old !== null) {
      await record.step('stop', service, () => stopOld(run, entry))
      swaps.stopMs = clock.monotonicMs() - beganAtMs
    }
    await starting.take(async () => {
      throwIfInterrupted(run)
      record.setActivity(service, { kind: 'switching' })
      const startedAtMs = clock.monotonicMs()
      const waiting = openAbortScope(interrupted)
      passIn(headStartMs(swaps), pass, clock, waiting.signal)
      const started = record.step('start', service, () => startOrFail(run, service, id))
      await started.finally(() => {
        waiting.abort(new BerthError('cancelled'))
        waiting.release()
      })
      swaps.startMs = clock.monotonicMs() - startedAtMs
    }, interrupted)
    return beganAtMs
  }, interrupted)
}

function passIn(delayMs: number | null, pass: () => void, clock: Clock, signal: AbortSignal): void {
  if (delayMs === null) return
  clock.sleep(delayMs, signal).then(pass, () => undefined)
}

/** A service that does its work once has ended when its gate opens: there is nobody to ask. */
function probeOf({ settings, oneShots }: Execution, service: string): HealthProbe | undefined {
  return oneShots.has(service) ? undefined : settings?.probes.get(service)
}

/** A proxy that leads to the service is told of the new container; nothing is drained, as the old one stands still. */
async function leadOver(run: Execution, service: string, id: string): Promise<void> {
  const spec = run.settings?.switchOvers.get(service)
  if (spec === undefined) return
  throwIfInterrupted(run)
  await run.record.step('switch-over', service, () => switchOver(run, spec, service, id))
}

/** Replaces a service's container while the old one serves. */
export async function replaceBesideOld(run: Execution, service: PlannedService): Promise<void> {
  const switchOver = run.settings?.switchOvers.get(service.name) ?? null
  const probe = (id: string): Promise<void> => {
    const probed = { service: service.name, id, startedAtMs: run.clock.monotonicMs() }
    return awaitProbe(run, probed, probeOf(run, service.name))
  }
  const parts = { create: () => createNameless(run, service), switchOver, probe }
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
