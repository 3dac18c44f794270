import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { isUp } from '../../domain/deployable-slot'
import type { PlannedService } from '../../domain/plan'
import { awaitGate } from './await-gate'
import { type Execution, throwIfInterrupted } from './execution'
import { startOrFail } from './start-container'
import type { Pace } from './take-turns'

/** Stops a service's container; it keeps its restart policy, as `docker stop` leaves it. */
export async function stopService(run: Execution, { name, containerId }: PlannedService): Promise<void> {
  await run.record.step('stop', name, () => stop(run, name, containerId ?? ''))
  run.record.setActivity(name, { kind: 'done' })
}

/** Starts a service's container and waits for its gate. */
export async function startService(
  run: Execution,
  { name, ...service }: PlannedService,
  { letGo }: Pick<Pace, 'letGo'>,
): Promise<void> {
  const containerId = service.containerId ?? ''
  const before = await observe(run, name, containerId)
  run.record.setActivity(name, { kind: 'switching' })
  await run.record.step('start', name, async () => {
    // What was stopped for a restart is put back by starting it.
    const isRestart = run.journal.some(({ service }) => service === name)
    if (!isRestart) run.journal.push({ kind: 'started', service: name, id: containerId })
    await startOrFail(run, name, containerId)
  })
  const startedAtMs = run.clock.monotonicMs()
  const gated = { service: name, id: containerId, restartsBefore: before.restarts, startedAtMs }
  await run.record.step('gate', name, () => awaitGate(run, gated, letGo))
  run.record.setActivity(name, { kind: 'done' })
}

/** Stops a service's container where it runs, and starts it again. */
export async function restartService(run: Execution, service: PlannedService, pace: Pace): Promise<void> {
  await run.record.step('stop', service.name, () => stop(run, service.name, service.containerId ?? ''))
  throwIfInterrupted(run)
  await startService(run, service, pace)
}

async function stop(run: Execution, service: string, id: string): Promise<void> {
  const before = await observe(run, service, id)
  if (!isUp(before)) return
  run.record.setActivity(service, { kind: 'stopping' })
  run.journal.push({ kind: 'stopped', service, id })
  await run.changes.stop(id, null)
}

async function observe(run: Execution, service: string, id: string): Promise<ContainerObservation> {
  const seen = await run.host.read((signal) => run.client.observeContainer(id, signal))
  if (seen !== null) return seen
  throw new BerthError('slot-changed-meanwhile', { slot: run.plan.slot, service })
}
