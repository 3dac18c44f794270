import type { KickoffReading, ReleaseOption, ReleaseSource } from '../../contract/release-option'
import { orderReleases } from '../../contract/release-order'
import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation, HostObservation, ImageObservation } from '../../domain/container-observation'
import { exampleTag } from '../../domain/example-tag'
import { parseImageReference } from '../../domain/image-reference'
import type { KickoffReader } from '../../domain/kickoff'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { runningImage } from '../../domain/running-image'
import { findSlot, slotContainers } from '../../domain/slot-containers'
import { productServices } from '../../domain/slot-release'
import type { FiledRepositories } from '../deploy/spec-body/filed-repositories'
import type { HostAccess } from '../host-access'
import { ranHere } from './ran-here'
import type { OptionMemory } from './option-memory'
import { releaseOptions } from './release-options'
import type { RunningService, ServiceRepository } from './release-sources'
import type { KnownTags, RepositoryWatch } from './repository-watch'

/** What lists are made of. */
export type ListReleasesParts = {
  readonly hostAccess: HostAccess
  readonly hostIds: () => readonly string[]
  readonly readKickoff: (hostId: string) => KickoffReader
  readonly filedRepositories: FiledRepositories
  readonly repositories: RepositoryWatch
  readonly ledger: (hostId: string) => LedgerState | null
}

/** A slot of a host. */
export type SlotAddress = { readonly hostId: string; readonly slot: string }

/** The builds a slot could be switched to, where they were looked for, and how their tags were read. */
export type ReleaseList = {
  readonly releases: readonly ReleaseOption[]
  readonly sources: readonly ReleaseSource[]
  readonly kickoffs: KickoffReading | null
}

/** A slot's services with their repositories, and what is on its host. */
type SlotRepositories = {
  readonly services: readonly ServiceRepository[]
  /** All images of the host. */
  readonly images: readonly ImageObservation[]
  /** Repositories that a registry is asked for. */
  readonly asked: readonly string[]
  /** `linux/amd64` */
  readonly platform: string
  readonly hostId: string
}

/**
 * What is known now of the builds for a slot, in no order. A slot of the slots file needs no containers. Registries that
 * were not asked lately are asked meanwhile. Throws `host-unknown`, `slot-unknown` and the host's own errors.
 */
export async function listReleases(
  parts: ListReleasesParts,
  address: SlotAddress,
  memory: OptionMemory,
  signal: AbortSignal,
): Promise<ReleaseList> {
  return listKnown(parts, address, await slotRepositories(parts, address, signal), memory, signal)
}

/** The same of repositories that were found before. */
export async function listKnown(
  parts: ListReleasesParts,
  address: SlotAddress,
  found: SlotRepositories,
  memory: OptionMemory,
  signal: AbortSignal,
): Promise<ReleaseList> {
  const asked = found.asked.map((repository) => ({ hostId: address.hostId, repository }))
  await parts.repositories.recall(asked, found.platform, signal)
  return listFrom(parts, address, found, memory)
}

/** The same once the registries have answered, newest kickoff first, and with the first so many of the list known in full. */
export async function listAskedReleases(
  parts: ListReleasesParts,
  address: SlotAddress,
  describe: number,
  signal: AbortSignal,
): Promise<ReleaseList> {
  const found = await slotRepositories(parts, address, signal)
  await Promise.all(
    found.asked.map((repository) => parts.repositories.asked({ hostId: address.hostId, repository }, signal)),
  )
  const list = ordered(listFrom(parts, address, found))
  if (describe === 0) return list
  const tags = list.releases.slice(0, describe).map(({ tag }) => tag)
  await describeTags(parts, found, tags, signal)
  return ordered(listFrom(parts, address, found))
}

function ordered(list: ReleaseList): ReleaseList {
  return { ...list, releases: orderReleases(list.releases, 'kickoff') }
}

/** Has the registries asked what tags of a slot's images are. */
export async function describeReleases(
  parts: ListReleasesParts,
  address: SlotAddress,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await describeTags(parts, await slotRepositories(parts, address, signal), tags, signal)
}

async function describeTags(
  { repositories }: ListReleasesParts,
  found: SlotRepositories,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { hostId, platform, asked } = found
  const wanted = asked.flatMap((repository) => {
    const listed = new Set(repositories.look({ hostId, repository }).tags)
    return tags.filter((tag) => listed.has(tag)).map((tag) => ({ hostId, repository, tag, platform }))
  })
  await repositories.describe(wanted, signal)
}

async function slotRepositories(
  parts: ListReleasesParts,
  address: SlotAddress,
  signal: AbortSignal,
): Promise<SlotRepositories> {
  const services = await readServices(parts, address, signal)
  return withServices(await readHostImages(parts, address.hostId, signal), services)
}

/** What a host has, whatever the slot. */
export type HostImages = Pick<SlotRepositories, 'hostId' | 'images' | 'platform'>

/** One question for all slots of a host. */
export async function readHostImages(
  { hostAccess }: Pick<ListReleasesParts, 'hostAccess'>,
  hostId: string,
  signal: AbortSignal,
): Promise<HostImages> {
  const client = hostAccess.client(hostId)
  const [{ platform }, images] = await Promise.all([client.connect(signal), client.listImages(signal)])
  return { hostId, images, platform }
}

/** A host with the services of one of its slots. */
export function withServices(host: HostImages, services: readonly ServiceRepository[]): SlotRepositories {
  const names = [...new Set(services.map(({ repository }) => repository))]
  return { ...host, services, asked: names.filter((name) => isOfRegistry(name, host.images)) }
}

/** The services of a slot with their repositories, of what runs there and of the slots file. */
export async function readServices(
  { hostAccess, readKickoff, filedRepositories }: ListReleasesParts,
  { hostId, slot }: SlotAddress,
  signal: AbortSignal,
): Promise<readonly ServiceRepository[]> {
  const observation = hostAccess.observation(hostId) ?? (await hostAccess.lookAgain(hostId, signal))
  const present = presentServices(observation, slot, readKickoff(hostId))
  const filed = await filedRepositories(hostId, slot, signal).catch((error: unknown) => {
    // What runs can be told without the file; the plan says what is wrong with it.
    if (present === null || signal.aborted) throw error
    return null
  })
  if (present === null && filed === null)
    throw new BerthError('slot-unknown', { slot, host: hostAccess.hostName(hostId) })
  return withFiled(present ?? [], filed ?? new Map())
}

/** A name without a registry is Docker Hub's, or one that somebody built here: strangers are not asked for that. */
function isOfRegistry(repository: string, images: readonly ImageObservation[]): boolean {
  const first = repository.split('/')[0] ?? ''
  if (repository.includes('/') && (/[.:]/.test(first) || first === 'localhost')) return true
  const own = images.filter(({ tags }) => tags.some((tag) => parseImageReference(tag)?.repository === repository))
  return own.length === 0 || own.some(({ digests }) => digests.some((digest) => digest.startsWith(`${repository}@`)))
}

function listFrom(
  { hostAccess, hostIds, readKickoff, repositories, ledger }: ListReleasesParts,
  { hostId, slot }: SlotAddress,
  found: SlotRepositories,
  memory?: OptionMemory,
): ReleaseList {
  const { services, platform, images } = found
  const known = found.asked.map((repository) => ({
    repository,
    ...repositories.look({ hostId, repository }),
  }))
  const registries = known.map(({ repository, tags, state }) => ({
    repository,
    tags,
    isWhole: state.kind === 'listed' && state.isWhole,
    described: repositories.descriptions({ hostId, repository }, platform),
  }))
  const running = hostIds().flatMap((id) => runningOn(hostAccess, id, readKickoff(id)))
  const ran = ranHere(ledger(hostId), slot)
  const reader = readKickoff(hostId)
  reader.prepare?.(registries.flatMap(({ tags }) => tags))
  const sources = { services, images, registries, running, readKickoff: reader, ranHere: ran }
  const local = services.filter(({ repository }) => !found.asked.includes(repository))
  return {
    releases: releaseOptions(sources, memory),
    kickoffs: kickoffReading(reader),
    sources: [
      ...known.map((one) => sourceOf(one, services, hostAccess)),
      ...local.map(({ repository, name }): ReleaseSource => {
        return { repository, services: [name], through: null, state: { kind: 'local' } }
      }),
    ],
  }
}

function kickoffReading(read: KickoffReader): KickoffReading | null {
  const rule = read.rule?.()
  return rule === undefined ? null : { ...rule, example: exampleTag(rule.pattern, read) }
}

function sourceOf(
  { repository, tags, state, way }: KnownTags & { readonly repository: string },
  services: readonly ServiceRepository[],
  { hostName }: Pick<HostAccess, 'hostName'>,
): ReleaseSource {
  const having = services.filter((service) => service.repository === repository).map(({ name }) => name)
  const through = way === null ? null : hostName(way)
  return {
    repository,
    services: having,
    through,
    state: state.kind === 'listed' || state.kind === 'kept' ? { ...state, tags: tags.length } : state,
  }
}

/** The services that a switch is about; a database beside them has tags of its own. Null: no such slot. */
function presentServices(
  observation: HostObservation,
  slot: string,
  readKickoff: KickoffReader,
): readonly ServiceRepository[] | null {
  const found = findSlot(observation.containers, slot)
  if (found === null) return null
  const services = found.services.flatMap(({ name, containers }) => {
    const container = containers.at(-1)
    if (container === undefined) return []
    return [{ name, container, image: imageOf(container, observation, readKickoff) }]
  })
  return productServices(services).flatMap(({ name, image }) =>
    image.reference === null ? [] : [{ name, repository: image.reference.repository }],
  )
}

/** Services of the file that the slot does not have yet come with what is deployed. */
function withFiled(
  present: readonly ServiceRepository[],
  filed: ReadonlyMap<string, string>,
): readonly ServiceRepository[] {
  const added = [...filed].filter(([name]) => present.every((service) => service.name !== name))
  return [...present, ...added.map(([name, repository]) => ({ name, repository }))]
}

function runningOn(hostAccess: HostAccess, hostId: string, readKickoff: KickoffReader): readonly RunningService[] {
  const observation = hostAccess.observation(hostId)
  if (observation === null || hostAccess.connection(hostId).kind !== 'connected') return []
  return slotContainers(observation.containers).flatMap((slot) =>
    slot.services.flatMap(({ containers }) =>
      containers
        .filter((container) => container.status === 'running')
        .map((container) => ({ hostId, slot: slot.name, image: imageOf(container, observation, readKickoff) })),
    ),
  )
}

function imageOf(container: ContainerObservation, observation: HostObservation, readKickoff: KickoffReader) {
  return runningImage(container, observation.images.get(container.imageId), readKickoff)
}
