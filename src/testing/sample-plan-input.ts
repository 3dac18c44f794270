import type { ContainerObservation, ImageObservation } from '../domain/container-observation'
import { defaultGatePolicy } from '../domain/gate'
import type { ImageTarget } from '../domain/image-target'
import { defaultKickoffPattern, kickoffReader } from '../domain/kickoff'
import { composeLabels } from '../domain/label-names'
import type { Operation } from '../domain/operation'
import type { PlanInput } from '../domain/plan-input'
import { sampleContainer, sampleImage } from './sample-observation'

/** What the sample slot runs. */
export const oldTag = 'kickoff-240510-dashboard'
/** What it is switched to. */
export const newTag = 'kickoff-240603-search'
/** A digest made of one hexadecimal letter. */
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
/** A service’s image at a tag. */
export const reference = (service: string, tag: string): string => `registry.example.com/shop/${service}:${tag}`

/** An image of a service, told from others by a letter. */
export function image(
  service: string,
  tag: string,
  letter: string,
  labels: Record<string, string> = {},
): ImageObservation {
  return sampleImage({
    id: `id-${service}-${letter}`,
    tags: [reference(service, tag)],
    digests: [`registry.example.com/shop/${service}@${digest(letter)}`],
    labels,
  })
}

/** A running container of a service at the old tag. */
export function container(service: string, changes: Partial<ContainerObservation> = {}): ContainerObservation {
  return sampleContainer({
    service,
    imageReference: reference(service, oldTag),
    imageId: `id-${service}-a`,
    ...changes,
  })
}

/** The new tag as a registry has it. */
export function registryTarget(service: string, letter: string, onHost: ImageObservation | null = null): ImageTarget {
  return {
    kind: 'registry',
    reference: reference(service, newTag),
    registry: 'registry.example.com',
    digest: digest(letter),
    platforms: ['linux/amd64'],
    onHost,
  }
}

/** A service that has no image of the new tag. */
export function missing(service: string): ImageTarget {
  return { kind: 'missing', reference: reference(service, newTag), registry: 'registry.example.com' }
}

/** A deploy of the new tag to all services. */
export const deploy = (changes: Partial<Extract<Operation, { kind: 'deploy' }>> = {}): Operation => ({
  kind: 'deploy',
  tag: newTag,
  services: null,
  recreate: 'changed',
  ...changes,
})

/** The services of the sample slot. */
export const shop = ['web', 'api', 'admin']

/** A slot of three services at the old tag that is switched to the new one, with changes. */
export function input(changes: Partial<PlanInput> = {}): PlanInput {
  const services = (changes.containers ?? []).map((known) => known.labels[composeLabels.service] ?? '')
  const names = services.length > 0 ? services : shop
  return {
    hostId: 'h1',
    slot: 'dev1',
    operation: deploy(),
    containers: names.map((service) => container(service)),
    images: new Map(names.map((service) => [`id-${service}-a`, image(service, oldTag, 'a')])),
    facts: new Map(),
    portsOfOthers: [],
    hostPlatform: 'linux/amd64',
    targets: new Map(names.map((service) => [service, registryTarget(service, 'b')])),
    wanted: null,
    astray: new Map(),
    reservation: null,
    holds: [],
    currentReleaseId: null,
    downtimesMs: new Map(),
    gatePolicy: defaultGatePolicy,
    readKickoff: kickoffReader(defaultKickoffPattern),
    ...changes,
  }
}
