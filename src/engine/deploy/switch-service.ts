import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { isUp } from '../../domain/deployable-slot'
import { berthLabels } from '../../domain/label-names'
import type { PlannedService } from '../../domain/plan'
import { temporaryName } from '../../domain/temporary-name'
import { awaitGate } from './await-gate'
import {
  asStartFailure,
  type Execution,
  type Replacement,
  replacements,
  ServiceFailure,
  throwIfInterrupted,
} from './execution'
import { readRawContainer } from './raw-container'
import { recreateBody } from './recreate-body'

/** Replaces one service's container: create new, stop old, start new, gate. The old one stays, stopped. */
export async function replaceService(run: Execution, service: PlannedService): Promise<void> {
  const { record } = run
  const { name } = service
  const old = await expectContainer(run, service)
  record.setActivity(name, { kind: 'switching' })
  const { entry, id } = await record.step('create', name, () => createBeside(run, service, old))
  throwIfInterrupted(run)
  await record.step('stop', name, () => stopOld(run, entry))
  throwIfInterrupted(run)
  record.setActivity(name, { kind: 'switching' })
  await record.step('start', name, () => startOrFail(run, name, id))
  const startedAtMs = run.clock.monotonicMs()
  await record.step('gate', name, () => awaitGate(run, { service: name, id, restartsBefore: 0, startedAtMs }))
  entry.passed = true
  record.setActivity(name, { kind: 'done' })
  record.setSwitched(
    replacements(run.journal)
      .filter(({ passed }) => passed)
      .map((passed) => passed.service),
  )
}

/** A policy like "always" would bring the old one up again when the daemon restarts: it goes before the stop. */
async function stopOld({ record, changes }: Execution, entry: Replacement): Promise<void> {
  const { old, oldPolicy, service } = entry
  entry.oldTouched = true
  if (oldPolicy.name !== 'no') await changes.setRestartPolicy(old.id, { name: 'no', maximumRetries: 0 })
  record.setActivity(service, { kind: 'stopping' })
  if (isUp(old)) await changes.stop(old.id, null)
}

/** The container that the plan is about, as it is now. Throws where somebody took it away. */
async function expectContainer(run: Execution, service: PlannedService): Promise<ContainerObservation> {
  const container = await run.host.read((signal) => run.client.observeContainer(service.containerId, signal))
  if (container !== null && container.status !== 'removing' && container.status !== 'dead') return container
  throw new BerthError('slot-changed-meanwhile', { slot: run.plan.slot, service: service.name })
}

async function createBeside(
  run: Execution,
  service: PlannedService,
  old: ContainerObservation,
): Promise<{ readonly entry: Replacement; readonly id: string }> {
  const { client, host, changes, deploymentId } = run
  const [raw, image] = await Promise.all([
    host.read((signal) => client.inspectContainer(old.id, signal)),
    host.read((signal) => client.inspectImage(old.imageId, signal)),
  ])
  const lastingName = service.containerName
  const { body, otherNetworks } = recreateBody(raw, image, wantedOf(run, service))
  const entry: Replacement = {
    kind: 'replacement',
    service: service.name,
    old,
    oldPolicy: readRawContainer(raw).HostConfig.RestartPolicy,
    temporaryName: temporaryName(lastingName, deploymentId),
    lastingName,
    newId: null,
    oldTouched: false,
    passed: false,
  }
  run.journal.push(entry)
  const id = await changes.create(entry.temporaryName, deploymentId, body)
  entry.newId = id
  for (const network of otherNetworks) await changes.connect(id, network)
  await verifyImage(run, service.name, id)
  return { entry, id }
}

function wantedOf(run: Execution, service: PlannedService): Parameters<typeof recreateBody>[2] {
  const { record, imageIds, deploymentId } = run
  const target = run.targets.get(service.name)
  const { by, startedAtMs } = record.current()
  return {
    reference: target?.reference ?? '',
    imageId: imageIds.get(service.name) ?? '',
    lastingName: service.containerName,
    labels: {
      [berthLabels.deployment]: deploymentId,
      [berthLabels.deployedBy]: by,
      [berthLabels.deployedAt]: String(startedAtMs),
    },
    replacements: new Map(
      replacements(run.journal).flatMap(({ old, newId }) => (newId === null ? [] : [[old.id, newId] as const])),
    ),
  }
}

/** Containers are made by tag, and a tag can move: what it came to be is looked at before anything is stopped. */
export async function verifyImage(run: Execution, service: string, id: string): Promise<ContainerObservation> {
  const made = await run.host.read((signal) => run.client.observeContainer(id, signal))
  if (made?.imageId === run.imageIds.get(service) && made !== null) return made
  throw new ServiceFailure(service, new BerthError('verify-failed', { service }), null, '')
}

/** Starts a container; what Docker says against it becomes the service's failure. */
export async function startOrFail(run: Execution, service: string, id: string): Promise<void> {
  try {
    await run.changes.start(id)
  } catch (error) {
    const failure = asStartFailure(error, service)
    if (failure instanceof BerthError && failure.code === 'start-failed') {
      throw new ServiceFailure(service, failure, id, '')
    }
    throw failure
  }
}
