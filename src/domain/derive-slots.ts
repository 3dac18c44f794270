import type { LockView, SlotView } from './board'
import { compareNames } from './board-patch'
import type { HostObservation } from './container-observation'
import { type DerivedService, deriveService } from './derive-service'
import { displayText } from './display-text'
import type { KickoffReader } from './kickoff'
import type { LedgerState } from './ledger/ledger-state'
import { openReservation } from './ledger/open-reservation'
import { slotHolds } from './ledger/slot-holds'
import type { Drift, StrayUpstream } from './drift'
import { berthLabels } from './label-names'
import { newBuild, type TagsNow } from './new-build'
import type { SlotActivity } from './slot-activity'
import { type SlotContainers, slotContainers } from './slot-containers'
import { slotDrift } from './slot-drift'
import { slotRelease } from './slot-release'
import { slotState } from './slot-state'
import { platformText } from './platform-text'

/** What a host's rows are made of. */
export type SlotSources = {
  readonly hostId: string
  readonly observation: HostObservation
  readonly readKickoff: KickoffReader
  /** What this engine is doing, by slot name. */
  readonly activities: ReadonlyMap<string, SlotActivity>
  /** What the host's ledger says; null: not read yet, or there is none. */
  readonly ledger: LedgerState | null
  /** Proxies that were seen not to lead to the containers of a slot, by slot name. */
  readonly strays: ReadonlyMap<string, readonly StrayUpstream[]>
  /** What registries have under the tags that run. */
  readonly tagsNow: TagsNow
  /** The host's clock. */
  readonly nowMs: number
  /** The rows as they were live a moment ago; empty after a time in which nobody looked. */
  readonly previous: readonly SlotView[]
}

/** The rows of one host, in the order of their names. All texts in them are harmless for display. */
export function deriveSlots(sources: SlotSources): readonly SlotView[] {
  const present = slotContainers(sources.observation.containers)
  const named = (sources.ledger?.settings[0]?.slots ?? []).map(({ name }) => name)
  const empty = named
    .filter((name) => displayText(name) === name && !present.some((slot) => slot.name === name))
    .map((name): SlotContainers => ({ name, label: name, services: [] }))
  const rows = [...present, ...empty].map((slot) => deriveSlot(slot, sources))
  return rows.sort((a, b) => compareNames(a.name, b.name) || (a.name < b.name ? -1 : 1))
}

function deriveSlot(slot: SlotContainers, sources: SlotSources): SlotView {
  const { observation, nowMs } = sources
  const services = slot.services.flatMap(
    (service) => deriveService(service, observation.images, sources.readKickoff, nowMs) ?? [],
  )
  const activity = sources.activities.get(slot.name) ?? null
  const lock = activity === null ? foreignLock(slot.label, observation) : null
  const release = slotRelease(services)
  const previous = sources.previous.find((row) => row.name === slot.name) ?? null
  return {
    hostId: sources.hostId,
    name: slot.name,
    ...slotState(services, activity, lock, previous, nowMs),
    ...release,
    platform: platformText(sources.ledger?.settings[0]?.platform ?? '', release.version),
    ...lastDeployment(services),
    lock,
    activity,
    drift: [...driftOf(slot, services, sources, activity !== null || lock !== null)],
    lastReleaseId: lastReleaseIdOf(slot.name, sources.ledger),
    urls: urlsOf(slot.name, sources.ledger),
    reservation: sources.ledger === null ? null : openReservation(sources.ledger, slot.name, nowMs),
    newBuild: newBuild(services, release.tag, sources.tagsNow),
    holds: sources.ledger === null ? [] : [...slotHolds(sources.ledger, slot.name)],
    services: services.map((service) => service.view),
  }
}

function driftOf(
  { name }: SlotContainers,
  services: readonly DerivedService[],
  { ledger, strays }: SlotSources,
  isBeingChanged: boolean,
): readonly Drift[] {
  return isBeingChanged ? [] : slotDrift(services, ledger?.current.get(name) ?? null, strays.get(name) ?? [])
}

/** An ID that is not harmless as it is can't be Berth's, and none can be asked for by it. */
function lastReleaseIdOf(slot: string, ledger: LedgerState | null): string | null {
  const id = ledger?.current.get(slot)?.releaseId ?? null
  return id !== null && displayText(id, 64) === id ? id : null
}

/** Addresses come from a file that anybody may have published: only what a browser opens is passed on. */
function urlsOf(slot: string, ledger: LedgerState | null): Record<string, string> {
  const urls = ledger?.settings[0]?.slots.find(({ name }) => name === slot)?.urls ?? {}
  const open = Object.entries(urls).filter(
    ([, url]) => /^https?:\/\/[^\s]+$/.test(url) && displayText(url, 500) === url,
  )
  return Object.fromEntries(open.map(([service, url]) => [displayText(service, 64), url]))
}

/** The lock somebody else holds on the project. It counts as alive until its heartbeat has been seen to stand still. */
function foreignLock(project: string, observation: HostObservation): LockView | null {
  const lock = observation.locks.find((candidate) => candidate.project === project)
  if (lock === undefined) return null
  return {
    owner: displayText(lock.owner, 64),
    reason: displayText(lock.reason),
    deploymentId: displayText(lock.deploymentId, 64),
    sinceMs: lock.sinceMs,
    alive: lock.alive !== false,
  }
}

/** Who put the newest container there, and when; nobody is named where Berth did not. */
function lastDeployment(services: readonly DerivedService[]): Pick<SlotView, 'deployedBy' | 'deployedAtMs'> {
  const containers = services.map((service) => service.container)
  const newest = [...containers].sort((a, b) => b.createdAtMs - a.createdAtMs)[0]
  if (newest === undefined) return { deployedBy: null, deployedAtMs: null }
  const by = displayText(newest.labels[berthLabels.deployedBy] ?? '', 64)
  const labelledAtMs = Number.parseInt(newest.labels[berthLabels.deployedAt]?.slice(0, 20) ?? '', 10)
  return {
    deployedBy: by === '' ? null : by,
    deployedAtMs: labelledAtMs > 0 ? labelledAtMs : newest.createdAtMs,
  }
}
