import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { isUp } from '../../domain/deployable-slot'
import { displayBlock } from '../../domain/display-text'
import { failingOutput, gateError } from '../../domain/gate'
import { composeLabels } from '../../domain/label-names'
import { isSlotMember } from '../../domain/slot-containers'
import { type Execution, type Replacement, replacements, ServiceFailure } from './execution'
import { keepLastLogs } from './keep-last-log'
import { verifyImage } from './new-container'

/**
 * Looks whether the slot is what this deployment made of it and nobody else touched it: no container came or went, the
 * old ones stand still, the new ones run. Throws `slot-changed-meanwhile`.
 */
export async function expectUntouched(run: Execution): Promise<void> {
  const { plan, services } = run
  const made = replacements(run.journal)
  const gone = new Set(plan.services.flatMap(({ name, containerId }) => (hasGivenWay(run, name) ? [containerId] : [])))
  await expectMembers(
    run,
    new Map([
      ...services.map(({ container, name }) => [container.id, name] as const).filter(([id]) => !gone.has(id)),
      ...made.map(({ newId, service }) => [newId ?? '', service] as const),
      ...[...run.finished].map(([service, id]) => [id, service] as const),
    ]),
  )
  await Promise.all(made.map((entry) => expectSwitched(run, entry)))
}

/** In a deployment that goes on after a cut, some old containers may be gone already. */
function hasGivenWay(run: Execution, service: string): boolean {
  return run.finished.has(service)
}

async function expectMembers(run: Execution, expected: ReadonlyMap<string, string>): Promise<void> {
  const label = `${composeLabels.project}=${run.project}`
  const listed = await run.host.read((signal) => run.client.listContainers(label, signal))
  const present = new Map(
    listed.filter(({ labels }) => isSlotMember(labels)).map((container) => [container.id, container]),
  )
  for (const [id, service] of expected) if (!present.has(id)) throw changed(run, service)
  for (const [id, container] of present) {
    if (!expected.has(id)) throw changed(run, container.labels[composeLabels.service] ?? container.name)
  }
}

async function expectSwitched(run: Execution, { service, old, newId }: Replacement): Promise<void> {
  const look = (id: string) => run.host.read((signal) => run.client.observeContainer(id, signal))
  const [before, now] = await Promise.all([old === null ? null : look(old.id), look(newId ?? '')])
  const stands = run.oneShots.has(service) || (now !== null && isUp(now))
  const oldStands = old !== null && (before === null || isUp(before))
  if (oldStands || !stands) throw changed(run, service)
  // It passed its gate and fails while others were waited for: nobody is to be left with that.
  if (now?.health === 'unhealthy') throw turnedUnhealthy(service, now)
}

function turnedUnhealthy(service: string, now: ContainerObservation): ServiceFailure {
  const output = failingOutput(now)
  return new ServiceFailure(service, gateError({ kind: 'unhealthy', output }, service), now.id, displayBlock(output))
}

function changed({ plan }: Execution, service: string): BerthError {
  return new BerthError('slot-changed-meanwhile', { slot: plan.slot, service })
}

/** Removes the old containers, gives the new ones their names and looks at what runs. From here on there is no way back. */
export async function finishSwitch(run: Execution): Promise<void> {
  const made = replacements(run.journal)
  await keepLastLogs(
    run,
    made.flatMap(({ service, old }) => (old === null ? [] : [{ service, id: old.id }])),
  )
  await Promise.all(made.map((entry) => takePlace(run, entry)))
  const now = [...made.map(({ service, newId }) => [service, newId ?? ''] as const), ...run.finished]
  await Promise.all(now.map(([service, id]) => run.record.step('verify', service, () => verifyImage(run, service, id))))
}

async function takePlace(run: Execution, { service, old, newId, lastingName }: Replacement): Promise<void> {
  const rename = (): Promise<void> => run.changes.rename(newId ?? '', lastingName)
  if (old === null) return rename()
  await run.record.step('remove-old', service, async () => {
    await run.changes.removeOld(old.id)
    await rename()
  })
}
