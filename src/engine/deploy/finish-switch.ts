import { BerthError } from '../../domain/berth-error'
import { isUp } from '../../domain/deployable-slot'
import { composeLabels } from '../../domain/label-names'
import { isSlotMember } from '../../domain/slot-containers'
import { type Execution, type Replacement, replacements } from './execution'
import { verifyImage } from './switch-service'

/**
 * Looks whether the slot is what this deployment made of it and nobody else touched it: no container came or went, the
 * old ones stand still, the new ones run. Throws `slot-changed-meanwhile`.
 */
export async function expectUntouched(run: Execution, project: string): Promise<void> {
  const { client, host, plan } = run
  const made = replacements(run.journal)
  const label = `${composeLabels.project}=${project}`
  const listed = await host.read((signal) => client.listContainers(label, signal))
  const present = new Map(
    listed.filter(({ labels }) => isSlotMember(labels)).map((container) => [container.id, container]),
  )
  const expected = new Map([
    ...plan.services.map(({ containerId, name }) => [containerId, name] as const),
    ...made.map(({ newId, service }) => [newId ?? '', service] as const),
  ])
  const changed = (service: string): BerthError =>
    new BerthError('slot-changed-meanwhile', { slot: plan.slot, service })
  for (const [id, service] of expected) if (!present.has(id)) throw changed(service)
  for (const [id, container] of present) {
    if (!expected.has(id)) throw changed(container.labels[composeLabels.service] ?? container.name)
  }
  for (const { service, old, newId } of made) {
    const [before, now] = await Promise.all(
      [old.id, newId ?? ''].map((id) => host.read((signal) => client.observeContainer(id, signal))),
    )
    const stands = run.oneShots.has(service) || (now !== null && now !== undefined && isUp(now))
    if (before === null || before === undefined || isUp(before) || !stands) throw changed(service)
  }
}

/** Removes the old containers, gives the new ones their names and looks at what runs. From here on there is no way back. */
export async function finishSwitch(run: Execution): Promise<void> {
  const made = replacements(run.journal)
  await Promise.all(made.map((entry) => takePlace(run, entry)))
  await Promise.all(
    made.map(({ service, newId }) => run.record.step('verify', service, () => verifyImage(run, service, newId ?? ''))),
  )
}

async function takePlace(run: Execution, { service, old, newId, lastingName }: Replacement): Promise<void> {
  await run.record.step('remove-old', service, async () => {
    await run.changes.removeOld(old.id)
    await run.changes.rename(newId ?? '', lastingName)
  })
}
