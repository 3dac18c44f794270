import { createHash } from 'node:crypto'
import { imageLabels } from '../../domain/label-names'
import { keptReference } from '../../domain/kept-tag'
import type { Release, ReleaseService } from '../../domain/ledger/release'
import type { Container } from '../engine/container'
import { inspectContainer } from '../engine/container-inspect'
import { textMapIn } from '../engine/fields'
import { inspectImage } from '../engine/image-inspect'
import type { World } from '../engine/world'
import type { HostMemory } from './host-memory'
import { hourMs, kickoffs, type ServiceName, services, tagOf } from './kickoffs'
import { deploymentRecords, reservationRecord, stopRecords } from './past-records'
import { placeContainer, runSince, stopAt } from './place-slot'
import type { PastDeployment, SampleSlot } from './slots'

/** Where slots are built. */
export type SlotGround = {
  readonly world: World
  readonly hostId: string
  readonly nowMs: number
  /** `localhost:49152/shop` */
  readonly prefix: string
}

type Memory = Pick<HostMemory, 'records' | 'settings'>
type Built = { readonly release: Release; readonly containers: ReadonlyMap<ServiceName, Container> }

/** Makes a slot by living its past again: each deployment leaves its images and its record, the last one its containers. */
export function buildSlot(ground: SlotGround, slot: SampleSlot): Memory {
  const { world, nowMs } = ground
  const records: HostMemory['records'][number][] = []
  const settings: HostMemory['settings'][number][] = []
  let present: Built | null = null
  for (const deployment of slot.past) {
    const atMs = nowMs - deployment.hoursAgo * hourMs
    const built = deployPast(ground, slot, deployment)
    const tag = tagOf(kickoffs[deployment.kickoff], nowMs)
    const from = present?.release ?? null
    records.push(
      ...deploymentRecords({ hostId: ground.hostId, slot: slot.name, atMs, deployment, tag, from, to: built.release }),
    )
    if (deployment.isPutBack === true) {
      forget(world, built)
      for (const { reference } of built.release.services) world.images.untag(reference, () => null)
      continue
    }
    if (present !== null) {
      settings.push(keep(world, slot.name, present))
      forget(world, present)
    }
    present = built
  }
  if (present !== null) wake(ground, slot, present)
  const { stopped } = slot
  if (stopped !== undefined) {
    const atMs = nowMs - stopped.hoursAgo * hourMs
    const stop = { slot: slot.name, by: stopped.by, atMs }
    records.push(...stopRecords(stop, present?.release ?? null, idOf(ground, slot, stopped.hoursAgo)))
  }
  return { records: [...records, ...reservationRecord(slot, nowMs)], settings }
}

/** Its containers have gone. */
function forget({ containers: there }: World, { containers }: Built): void {
  for (const { id } of containers.values()) there.delete(id)
}

/** The same in every run of the same sample. */
function idOf({ hostId }: SlotGround, { name }: SampleSlot, hoursAgo: number): string {
  return createHash('sha256')
    .update(`${hostId} ${name} ${String(hoursAgo)}`)
    .digest('hex')
    .slice(0, 12)
}

function deployPast(ground: SlotGround, slot: SampleSlot, deployment: PastDeployment): Built {
  const { world, nowMs, prefix } = ground
  const atMs = nowMs - deployment.hoursAgo * hourMs
  const deploymentId = idOf(ground, slot, deployment.hoursAgo)
  // Names are free again: what was there before has gone, or is put aside.
  for (const container of world.containers.values()) {
    if (container.name.startsWith(`${slot.name}-`))
      container.name = `${container.name}.past-${container.id.slice(0, 8)}`
  }
  const containers = new Map(
    services.map((service) => {
      const kickoff = deployment.except?.[service] ?? deployment.kickoff
      const placed = {
        slot: slot.name,
        service,
        kickoff,
        repository: `${prefix}/${service}`,
        deploymentId,
        atMs,
        nowMs,
        ...(slot.isBlueGreen === true ? { isByFile: true as const } : {}),
        ...(slot.isBlueGreen === true && service === 'web' ? { color: 'blue' as const } : {}),
      }
      return [service, placeContainer(world, { ...placed, by: deployment.by })] as const
    }),
  )
  const release = {
    releaseId: deploymentId,
    servedFromMs: atMs + 20_000,
    services: [...containers].map(([service, container]) =>
      releaseService(slot.name, deploymentId, service, container),
    ),
  }
  return { release, containers }
}

function releaseService(slot: string, releaseId: string, service: string, container: Container): ReleaseService {
  const { reference, image } = container
  const labels = textMapIn(image.defaults, 'Labels')
  return {
    service,
    containerId: container.id,
    containerName: `${slot}-${service}-1`,
    reference,
    tag: reference.slice(reference.lastIndexOf(':') + 1),
    imageId: image.id,
    digest: image.digest,
    revision: labels[imageLabels.revision] ?? null,
    version: labels[imageLabels.version] ?? null,
    keptReference: keptReference(slot, releaseId, reference),
  }
}

/** What a deployment keeps of the release that it replaces. */
function keep(world: World, slot: string, { release, containers }: Built): HostMemory['settings'][number] {
  for (const { imageId, keptReference: reference } of release.services) {
    if (reference !== null) world.images.tag(imageId, reference)
  }
  const kept = [...containers].map(([service, container]) => {
    const inspect = { ...inspectContainer(world, container), Name: `/${slot}-${service}-1` }
    return [service, { inspect, imageInspect: inspectImage(world.images.get(container.image.id)) }] as const
  })
  return { releaseId: release.releaseId, services: new Map(kept) }
}

/** What is there today: running since its deployment, or as it was stopped. */
function wake({ world, nowMs }: SlotGround, { name, stopped }: SampleSlot, { containers }: Built): void {
  for (const [service, container] of containers) {
    container.name = `${name}-${service}-1`
    const startedAtMs = container.createdAtMs + 12_000
    if (stopped === undefined) runSince(world, container, startedAtMs, nowMs)
    else stopAt(container, startedAtMs, nowMs - stopped.hoursAgo * hourMs)
  }
}
