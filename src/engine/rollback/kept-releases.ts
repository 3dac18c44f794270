import type { KeptRelease } from '../../contract/kept-release'
import type { ImageObservation } from '../../domain/container-observation'
import { displayText } from '../../domain/display-text'
import type { KickoffReader } from '../../domain/kickoff'
import type { HistoryEntry, LedgerState } from '../../domain/ledger/ledger-state'
import type { Release } from '../../domain/ledger/release'
import type { PlannedImage } from '../../domain/plan'
import { releaseNameOf } from '../history/release-name'

/** What the list is made of: the ledger, and what is on the host now. */
export type KeptReleaseSources = {
  readonly slot: string
  readonly ledger: LedgerState
  readonly images: readonly ImageObservation[]
  /** All containers of the host; `imageId` of each keeps its image anyway. */
  readonly containers: readonly { readonly id: string; readonly imageId: string }[]
  readonly readKickoff: KickoffReader
}

const mostFailures = 5

/** The releases of a slot, newest first: the present one, the kept ones, and failed ones that stand among them in time. */
export function keptReleases(sources: KeptReleaseSources): readonly KeptRelease[] {
  const { slot, ledger } = sources
  const current = ledger.current.get(slot) ?? null
  const kept = (ledger.kept.get(slot) ?? []).map((release) => describeRelease(release, 'kept', sources))
  const standing = current !== null && isStanding(current, sources) ? 'current' : 'kept'
  const served = current === null ? kept : [describeRelease(current, standing, sources), ...kept]
  const oldestMs = Math.min(...served.map(({ deployedAtMs }) => deployedAtMs))
  const failures = deploymentsOf(sources).flatMap((entry) => {
    const failed = describeFailure(entry, sources)
    return failed !== null && failed.deployedAtMs >= oldestMs ? [failed] : []
  })
  // Where times are equal, what failed came after what it was to replace.
  return [...failures.slice(0, mostFailures), ...served].sort((a, b) => b.deployedAtMs - a.deployedAtMs)
}

/** What the images that nothing but rollbacks needs take on the disk; layers that other images share are counted in. */
export function keptDiskBytes(sources: KeptReleaseSources): number {
  const kept = sources.ledger.kept.get(sources.slot) ?? []
  const ids = new Set(kept.flatMap(({ services }) => services.map(({ imageId }) => imageId)))
  return sumOf(exclusive(ids, sources))
}

function deploymentsOf({ slot, ledger }: KeptReleaseSources): readonly HistoryEntry[] {
  return ledger.deployments.filter((entry) => entry.slot === slot)
}

/** Whether the very containers of a release are there: else somebody changed the slot, and going back to it means something. */
function isStanding({ services }: Release, { containers }: KeptReleaseSources): boolean {
  const ids = new Set(containers.map(({ id }) => id))
  return services.every(({ containerId }) => ids.has(containerId))
}

function describeRelease(
  release: Release,
  standing: KeptRelease['standing'],
  sources: KeptReleaseSources,
): KeptRelease {
  const { releaseId, servedFromMs } = release
  const entry = deploymentsOf(sources).find(({ deploymentId }) => deploymentId === releaseId)
  const services = release.services.map((service) => describeService(service, sources))
  const ids = new Set(release.services.map(({ imageId }) => imageId))
  return {
    releaseId,
    number: entry?.number ?? null,
    name: nameOf(release.services, sources.readKickoff),
    services,
    by: displayText(entry?.by ?? '', 64),
    deployedAtMs: servedFromMs ?? entry?.atMs ?? 0,
    ranMs: standing === 'current' ? null : ranMs(release, sources),
    standing,
    availability: availabilityOf(services),
    diskBytes: standing === 'current' ? null : sumOf(exclusive(ids, sources)),
  }
}

function describeService(
  service: Release['services'][number],
  { images }: KeptReleaseSources,
): KeptRelease['services'][number] {
  const image = images.find(({ id }) => id === service.imageId)
  const elsewhere = service.digest === null ? 'gone' : 'pull'
  return {
    service: displayText(service.service, 200),
    reference: displayText(service.reference),
    revision: service.revision === null ? null : displayText(service.revision, 64),
    availability: image === undefined ? elsewhere : 'here',
    sizeBytes: image?.sizeBytes ?? null,
  }
}

function availabilityOf(services: KeptRelease['services']): KeptRelease['availability'] {
  if (services.some(({ availability }) => availability === 'gone')) return 'gone'
  return services.some(({ availability }) => availability === 'pull') ? 'needs-pull' : 'instant'
}

/** From when it served to when the deployment began that last replaced it. */
function ranMs({ releaseId, servedFromMs }: Release, sources: KeptReleaseSources): number | null {
  const replaced = deploymentsOf(sources).find(
    ({ begun, ended }) => begun?.from?.releaseId === releaseId && ended?.release !== null && ended !== null,
  )
  const endMs = replaced?.begun?.atMs
  return servedFromMs === null || endMs === undefined || endMs < servedFromMs ? null : endMs - servedFromMs
}

/** A deployment that never served; its images and settings are not kept, so it can't be chosen. */
function describeFailure(entry: HistoryEntry, { readKickoff }: KeptReleaseSources): KeptRelease | null {
  const { begun, ended } = entry
  const result = ended?.result?.kind
  if (begun === null || begun.plan === null || begun.operation?.kind !== 'deploy') return null
  if (result !== 'put-back' && result !== 'down') return null
  const wanted = begun.plan.services.flatMap(({ name, change }) =>
    change.kind === 'replace' || change.kind === 'create' ? [{ name, image: change.to }] : [],
  )
  if (wanted.length === 0) return null
  return {
    releaseId: entry.deploymentId,
    number: entry.number,
    name: nameOf(
      wanted.map(({ image }) => image),
      readKickoff,
    ),
    services: wanted.map(({ name, image }) => failedService(name, image)),
    by: displayText(entry.by, 64),
    deployedAtMs: entry.atMs,
    ranMs: null,
    standing: 'never-served',
    availability: 'gone',
    diskBytes: null,
  }
}

function failedService(service: string, image: PlannedImage): KeptRelease['services'][number] {
  const revision = image.revision === null ? null : displayText(image.revision, 64)
  return {
    service: displayText(service, 200),
    reference: displayText(image.reference),
    revision,
    availability: 'gone',
    sizeBytes: null,
  }
}

function nameOf(images: Parameters<typeof releaseNameOf>[0], readKickoff: KickoffReader): KeptRelease['name'] {
  return releaseNameOf(images, readKickoff) ?? { tag: null, kickoff: null, revision: null, version: null }
}

/** The images among `ids` that are on the host, that no container uses, and that no present release needs. */
function exclusive(
  ids: ReadonlySet<string>,
  { images, containers, ledger }: KeptReleaseSources,
): readonly ImageObservation[] {
  const used = new Set(containers.map(({ imageId }) => imageId))
  for (const { services } of ledger.current.values()) for (const { imageId } of services) used.add(imageId)
  return images.filter(({ id }) => ids.has(id) && !used.has(id))
}

function sumOf(images: readonly ImageObservation[]): number {
  return images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
