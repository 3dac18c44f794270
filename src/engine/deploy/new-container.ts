import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { createReference } from '../../domain/image-target'
import { berthLabels } from '../../domain/label-names'
import type { PlannedService } from '../../domain/plan'
import { temporaryName } from '../../domain/temporary-name'
import { type Execution, type Replacement, replacements, ServiceFailure } from './execution'
import { findNew } from './find-new'
import type { RawInspect } from '../ports'
import type { RestartPolicy } from './container-changes'
import { hostConfigOf, readRawContainer } from './raw-container'
import type { NamelessContainer } from './switch-over/replace-blue-green'
import { withoutAliases } from './switch-over/service-aliases'
import { settingsBefore } from './rebuild-old'
import { recreateBody, type Recreation, type Wanted } from './recreate-body'

/** A new container beside the old one: made, never started. */
export type MadeContainer = { readonly entry: Replacement; readonly id: string }

/**
 * Makes a service's new container under a temporary name, or finds the one that this deployment made before it was cut
 * off. From the first moment on the journal knows of it.
 */
export async function createBeside(run: Execution, service: PlannedService): Promise<MadeContainer> {
  const entry = await beginEntry(run, service)
  const id = await makeOnce(run, service, entry, () => recreation(run, service, entry))
  return { entry, id }
}

/** The same without the names that others find the service by: nobody is to find it before it serves. */
export async function createNameless(run: Execution, service: PlannedService): Promise<NamelessContainer> {
  const entry = await beginEntry(run, service)
  const part = service.strategy.color ?? run.deploymentId
  const { named, ...made } = withoutAliases(await recreation(run, service, entry), service.containerName, part)
  const id = await makeOnce(run, service, entry, async () => made)
  return { entry, id, named }
}

async function beginEntry(run: Execution, service: PlannedService): Promise<Replacement> {
  const entry = await openEntry(run, service, await observeOld(run, service))
  run.journal.push(entry)
  return entry
}

async function makeOnce(
  run: Execution,
  service: PlannedService,
  entry: Replacement,
  make: () => Promise<Recreation>,
): Promise<string> {
  const left = run.isResumed ? await findNew(run, entry) : null
  const id = left ?? (await createNew(run, entry, await make()))
  entry.newId = id
  await verifyImage(run, service.name, id)
  return id
}

/**
 * The container that the plan is about, as it is now. Where somebody took it away, a deployment that was cut off goes on
 * without it; any other throws.
 */
async function observeOld(run: Execution, service: PlannedService): Promise<ContainerObservation | null> {
  const { containerId, name } = service
  if (containerId === null) return null
  const container = await run.host.read((signal) => run.client.observeContainer(containerId, signal))
  if (container !== null && container.status !== 'removing' && container.status !== 'dead') return container
  if (container === null && run.isResumed) return null
  throw new BerthError('slot-changed-meanwhile', { slot: run.plan.slot, service: name })
}

/** A deployment that was cut off may have taken the old one's policy away already: the new one, or the intent, has it. */
async function openEntry(
  run: Execution,
  { name, containerName }: PlannedService,
  old: ContainerObservation | null,
): Promise<Replacement> {
  const known = run.ledger.state(run.hostId)?.open.get(run.plan.slot)?.begun
  const intended = known?.deploymentId === run.deploymentId ? known.restartPolicies[name] : undefined
  const oldPolicy =
    old === null
      ? { name: 'no', maximumRetries: 0 }
      : (intended ??
        readRawContainer(await run.host.read((signal) => run.client.inspectContainer(old.id, signal))).HostConfig
          .RestartPolicy)
  return {
    kind: 'replacement',
    service: name,
    old,
    oldPolicy,
    temporaryName: temporaryName(containerName, run.deploymentId),
    lastingName: containerName,
    newId: null,
    oldTouched: run.isResumed && old !== null && old.restartPolicy === 'no' && oldPolicy.name !== 'no',
    passed: false,
  }
}

async function createNew(run: Execution, entry: Replacement, { body, otherNetworks }: Recreation): Promise<string> {
  const id = await run.changes.create(entry.temporaryName, `${berthLabels.deployment}=${run.deploymentId}`, body)
  for (const network of otherNetworks) await run.changes.connect(id, network)
  return id
}

async function recreation(run: Execution, service: PlannedService, entry: Replacement): Promise<Recreation> {
  const { client, host } = run
  const { old, oldPolicy } = entry
  const wanted = wantedOf(run, service)
  const recipe = run.settings?.recipes.get(service.name)
  if (recipe !== undefined) return recipe(wanted)
  if (old === null) {
    const { inspect, imageInspect } = await settingsBefore(run, service.name)
    return recreateBody(inspect, imageInspect, wanted)
  }
  const [raw, image] = await Promise.all([
    host.read((signal) => client.inspectContainer(old.id, signal)),
    host.read((signal) => client.inspectImage(old.imageId, signal)),
  ])
  return recreateBody(withPolicy(raw, oldPolicy), image, wanted)
}

/** The one that is replaced may have lost its restart policy to this deployment before that was cut off. */
function withPolicy(raw: RawInspect, { name, maximumRetries }: RestartPolicy): RawInspect {
  const RestartPolicy = { Name: name, MaximumRetryCount: maximumRetries }
  return { ...raw, HostConfig: { ...hostConfigOf(raw), RestartPolicy } }
}

function wantedOf(run: Execution, service: PlannedService): Wanted {
  const { record, imageIds, deploymentId } = run
  const target = run.targets.get(service.name)
  const isAvailable = target !== undefined && target.kind !== 'missing' && target.kind !== 'unknown'
  const reference = isAvailable ? createReference(target) : ''
  const { by, startedAtMs } = record.current()
  return {
    reference,
    imageId: imageIds.get(service.name) ?? '',
    lastingName: service.containerName,
    labels: {
      ...(isAvailable && reference !== target.reference ? { [berthLabels.reference]: target.reference } : {}),
      [berthLabels.deployment]: deploymentId,
      [berthLabels.deployedBy]: by,
      [berthLabels.deployedAt]: String(startedAtMs),
    },
    replacements: new Map(
      replacements(run.journal).flatMap(({ old, newId }) =>
        old === null || newId === null ? [] : [[old.id, newId] as const],
      ),
    ),
  }
}

/** Containers are made by tag, and a tag can move: what it came to be is looked at before anything is stopped. */
export async function verifyImage(run: Execution, service: string, id: string): Promise<ContainerObservation> {
  const made = await run.host.read((signal) => run.client.observeContainer(id, signal))
  if (made?.imageId === run.imageIds.get(service) && made !== null) return made
  throw new ServiceFailure(service, new BerthError('verify-failed', { service }), null, '')
}
