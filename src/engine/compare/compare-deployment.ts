import type { PlanComparison, ServiceComparison, SettingsComparison } from '../../contract/plan-comparison'
import { BerthError } from '../../domain/berth-error'
import type { ImageObservation } from '../../domain/container-observation'
import { parseImageReference } from '../../domain/image-reference'
import type { HistoryEntry, LedgerState } from '../../domain/ledger/ledger-state'
import type { Release } from '../../domain/ledger/release'
import type { PlannedImage, PlannedService } from '../../domain/plan'
import { type KeptSettings, type KeptSettingsOfServices, readSettings } from '../deploy/kept-settings'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { DockerClient } from '../ports'
import type { RepositoryWatch } from '../releases/repository-watch'
import { compareSettings } from '../rollback/compare-settings'
import { presentContainers, presentSettings } from '../rollback/present-settings'
import { namedChange } from './changed-names'
import { isOlder, pageBetween, type Told, toldOf } from './told-image'

/** What comparing a deployment that is over reads. */
export type PastParts = {
  readonly hostAccess: Pick<HostAccess, 'client' | 'observation' | 'lookAgain'>
  readonly ledger: Pick<LedgerAccess, 'state' | 'refresh' | 'readPrivate'>
  readonly repositories: Pick<RepositoryWatch, 'described'>
}

/** What there is on the host of what the deployment came from and went to. */
type Remains = {
  readonly images: readonly ImageObservation[]
  /** Null: the host does not say. */
  readonly platform: string | null
  readonly before: KeptSettingsOfServices
  readonly after: KeptSettingsOfServices
}

type Changing = { readonly service: PlannedService; readonly from: PlannedImage | null; readonly to: PlannedImage }

/** See `compare-deployment`. What the host no longer has, or a host that is away would say, stays unknown. */
export async function compareDeployment(
  parts: PastParts,
  hostId: string,
  deploymentId: string,
  signal: AbortSignal,
): Promise<PlanComparison> {
  const { state, entry } = await findEntry(parts, hostId, deploymentId, signal)
  const changing = (entry.begun?.plan?.services ?? []).flatMap(changingService)
  if (changing.length === 0) return { services: [] }
  const remains = await readRemains(parts, hostId, { state, entry }, changing, signal)
  return { services: changing.map((one) => compareService(parts, hostId, entry, one, remains)) }
}

type Found = { readonly state: LedgerState; readonly entry: HistoryEntry }

/** A deployment that has just ended may not have been read yet. */
async function findEntry(
  { ledger }: PastParts,
  hostId: string,
  deploymentId: string,
  signal: AbortSignal,
): Promise<Found> {
  const known = ledger.state(hostId)
  const isIt = (entry: HistoryEntry): boolean => entry.deploymentId === deploymentId
  const entry = known?.deployments.find(isIt)
  if (known !== null && entry !== undefined && entry.ended !== null) return { state: known, entry }
  const state = await ledger.refresh(hostId, signal)
  const read = state.deployments.find(isIt)
  if (read === undefined) throw new BerthError('history-unknown', { deployment: deploymentId })
  return { state, entry: read }
}

function changingService(service: PlannedService): readonly Changing[] {
  const { change } = service
  if (change.kind === 'replace') return [{ service, from: change.from, to: change.to }]
  return change.kind === 'create' ? [{ service, from: null, to: change.to }] : []
}

async function readRemains(
  parts: PastParts,
  hostId: string,
  { state, entry }: Found,
  changing: readonly Changing[],
  signal: AbortSignal,
): Promise<Remains> {
  const client = parts.hostAccess.client(hostId)
  const orNothing = async <Value>(reading: Promise<Value>, nothing: Value): Promise<Value> => {
    return reading.catch((error: unknown) => {
      if (signal.aborted) throw error
      return nothing
    })
  }
  const asks = changing.some(({ service, from }) => service.settings !== 'carried' && from !== null)
  const none: KeptSettingsOfServices = new Map()
  const [images, connected, before, after] = await Promise.all([
    orNothing(client.listImages(signal), []),
    orNothing(client.connect(signal), null),
    asks ? orNothing(settingsOf(parts, hostId, entry.begun?.from ?? null, signal), none) : none,
    asks ? orNothing(settingsAfter(parts, hostId, { state, entry }, client, signal), none) : none,
  ])
  return { images, platform: connected?.platform ?? null, before, after }
}

async function settingsOf(
  { ledger }: PastParts,
  hostId: string,
  release: Release | null,
  signal: AbortSignal,
): Promise<KeptSettingsOfServices> {
  return release === null ? new Map() : readSettings(ledger, hostId, release.releaseId, signal)
}

/** Of what still runs the containers tell; what ran since is kept as long as its release is. */
async function settingsAfter(
  parts: PastParts,
  hostId: string,
  { state, entry }: Found,
  client: DockerClient,
  signal: AbortSignal,
): Promise<KeptSettingsOfServices> {
  const release = entry.ended?.release ?? null
  const { slot } = entry
  if (release === null || slot === null) return new Map()
  if (state.current.get(slot)?.releaseId !== release.releaseId) return settingsOf(parts, hostId, release, signal)
  const present = await presentContainers(parts.hostAccess, { hostId, slot }, signal)
  const read = await Promise.all(
    [...present].map(async ([service, id]) => [service, await presentSettings(client, id, signal)] as const),
  )
  return new Map(read.flatMap(([service, kept]): [string, KeptSettings][] => (kept === null ? [] : [[service, kept]])))
}

function compareService(
  { repositories }: PastParts,
  hostId: string,
  { begun, ended }: HistoryEntry,
  { service, from, to }: Changing,
  remains: Remains,
): ServiceComparison {
  const ofService = (release: Release | null | undefined) =>
    release?.services.find((one) => one.service === service.name)
  const toldBefore = ofService(begun?.from)
  const toldAfter = ofService(ended?.release)
  const before = from && told(from, findImage(from, toldBefore?.imageId, remains.images), null)
  const image = findImage(to, toldAfter?.imageId ?? begun?.images[service.name], remains.images)
  const reference = parseImageReference(to.reference)
  const wanted =
    image !== undefined || remains.platform === null || reference === null || reference.tag === null
      ? null
      : { hostId, repository: reference.repository, tag: reference.tag, platform: remains.platform }
  const described = wanted === null ? undefined : repositories.described(wanted)
  const isThis = described?.kind === 'image' && described.digest === to.identity
  const after = told(
    { ...to, revision: to.revision ?? toldAfter?.revision ?? null, version: to.version ?? toldAfter?.version ?? null },
    image,
    isThis ? described : null,
  )
  const isOlderBuild = isOlder(after.facts, before?.facts ?? null)
  return {
    service: service.name,
    from: before?.facts ?? null,
    to: after.facts,
    isOlderBuild,
    pullBytes: null,
    comparePage: before === null ? null : pageBetween(before, after, isOlderBuild),
    settings: from === null ? { kind: 'carried' } : pastSettings(service, remains),
    imageDefaults: null,
  }
}

function findImage(
  { identity }: PlannedImage,
  imageId: string | undefined,
  images: readonly ImageObservation[],
): ImageObservation | undefined {
  return images.find(
    ({ id, digests }) => id === imageId || id === identity || digests.some((digest) => digest.endsWith(`@${identity}`)),
  )
}

/** What the ledger says of an image, and beside that what the image itself does. */
function told(
  { revision, version }: PlannedImage,
  image: ImageObservation | undefined,
  described: Parameters<typeof toldOf>[1],
): Told {
  const { facts, source } = toldOf(image ?? null, described)
  return { facts: { ...facts, revision: facts.revision ?? revision, version: facts.version ?? version }, source }
}

function pastSettings({ name, settings }: PlannedService, { before, after }: Remains): SettingsComparison {
  if (settings === 'carried') return { kind: 'carried' }
  const [from, to] = [before.get(name), after.get(name)]
  if (from === undefined || to === undefined) return { kind: 'not-kept' }
  return { kind: 'compared', names: compareSettings(name, from, to).map(namedChange), hasOthers: false }
}
