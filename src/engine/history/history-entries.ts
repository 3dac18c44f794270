import type { HistoryEntry, HistoryEvent, HistoryResult, ReleaseName } from '../../contract/history'
import { displayText } from '../../domain/display-text'
import type { KickoffReader } from '../../domain/kickoff'
import type { Happening, HistoryEntry as LedgerEntry, LedgerState } from '../../domain/ledger/ledger-state'
import type { Operation } from '../../domain/operation'
import type { PlannedService } from '../../domain/plan'
import { harmlessError } from './harmless'
import { type NamedImage, releaseNameOf } from './release-name'

type DeploymentEvent = Extract<HistoryEvent, { kind: 'deployment' }>
type Shown = { readonly atMs: number; readonly id: string; readonly event: HistoryEvent }

/**
 * All that a host's ledger tells, as people read it, newest first. What has begun and not ended stands as `interrupted`
 * here: only the slot's lock tells whether it still goes on.
 */
export function historyEntries(hostId: string, state: LedgerState, readKickoff: KickoffReader): HistoryEntry[] {
  const deployments = state.deployments.map((entry) => deploymentEntry(hostId, entry, readKickoff))
  const happenings = state.happenings.map((happening) => happeningEntry(hostId, happening))
  return [...deployments, ...happenings].sort(newestFirst)
}

/** The order of the history: by time, then by id, so that everyone sees the same. */
export function newestFirst(a: HistoryEntry, b: HistoryEntry): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

/** One deployment of the ledger as an entry. */
export function deploymentEntry(hostId: string, entry: LedgerEntry, readKickoff: KickoffReader): HistoryEntry {
  return {
    id: entry.deploymentId,
    hostId,
    slot: entry.slot === null ? null : displayText(entry.slot),
    atMs: entry.atMs,
    by: displayText(entry.by, 64),
    event: deploymentEvent(entry, readKickoff),
  }
}

function deploymentEvent(entry: LedgerEntry, readKickoff: KickoffReader): DeploymentEvent {
  const { begun, ended } = entry
  const names = releaseNames(entry, readKickoff)
  const result = ended?.result ?? null
  return {
    kind: 'deployment',
    deploymentId: entry.deploymentId,
    number: entry.number,
    operation: operationWord(begun?.operation?.kind ?? 'deploy', names),
    ...names,
    services: changedServices(entry).map((name) => displayText(name)),
    result: resultOf(entry),
    error: result !== null && 'error' in result ? harmlessError(result.error) : null,
    tookMs: ended === null ? null : Math.max(0, ended.endedAtMs - ended.startedAtMs),
    reason: displayText(begun?.reason ?? ''),
  }
}

function resultOf({ ended }: LedgerEntry): HistoryResult {
  if (ended === null) return 'interrupted'
  return ended.result?.kind ?? 'unknown'
}

type Names = { readonly from: ReleaseName | null; readonly to: ReleaseName | null }

function operationWord(kind: Operation['kind'], { from, to }: Names): DeploymentEvent['operation'] {
  if (kind !== 'deploy' || from === null || to === null) return kind
  return (from.kickoff?.branch ?? from.tag) === (to.kickoff?.branch ?? to.tag) ? 'deploy' : 'switch'
}

/** Before and after, of the services that change; without any, of the slot. */
function releaseNames({ begun, ended }: LedgerEntry, readKickoff: KickoffReader): Names {
  const nameOf = (images: readonly NamedImage[]): ReleaseName | null => releaseNameOf(images, readKickoff)
  const changes = (begun?.plan?.services ?? []).map(({ change }) => change)
  const from = changes.flatMap((change) => ('from' in change && change.from !== null ? [change.from] : []))
  const to = changes.flatMap((change) => ('to' in change ? [change.to] : []))
  return {
    from: nameOf(from.length > 0 ? from : (begun?.from?.services ?? [])),
    to: nameOf(to.length > 0 ? to : (ended?.release?.services ?? [])),
  }
}

function changedServices({ begun, ended }: LedgerEntry): readonly string[] {
  const services = begun?.plan?.services
  if (services !== undefined) return services.filter(isTouched).map(({ name }) => name)
  return ended?.release?.services.map(({ service }) => service) ?? []
}

/** Whether the plan changes a service at all. */
export function isTouched({ change }: PlannedService): boolean {
  return !['unchanged', 'no-image', 'not-selected', 'not-in-source'].includes(change.kind)
}

function happeningEntry(hostId: string, happening: Happening): HistoryEntry {
  const { by, slot } = happening.kind === 'newer' ? happening.base : happening
  const shown = shownHappening(happening)
  return { ...shown, hostId, slot: slot === null ? null : displayText(slot), by: displayText(by, 64) }
}

function shownHappening(happening: Happening): Shown {
  if (happening.kind === 'newer') {
    const { recordId, atMs, kind } = happening.base
    return { id: recordId, atMs, event: { kind: 'newer', what: displayText(kind, 100) } }
  }
  return { id: happening.recordId, atMs: happening.atMs, event: happeningEvent(happening) }
}

function happeningEvent(happening: Exclude<Happening, { kind: 'newer' }>): HistoryEvent {
  switch (happening.kind) {
    case 'taken-over': {
      const { choice, lockDeploymentId } = happening
      const owner = displayText(happening.lockOwner, 64)
      const deploymentId = displayText(lockDeploymentId, 64)
      return { kind: 'takeover', deploymentId, owner, choice, reason: displayText(happening.reason) }
    }
    case 'overruled': {
      const deploymentId = displayText(happening.deploymentId, 64)
      const reservedBy = displayText(happening.reservedBy, 64)
      return { kind: 'overruled', reservedBy, reason: displayText(happening.reason), deploymentId }
    }
    case 'reserved': {
      const { forWhom, why, untilMs } = happening
      return { kind: 'reserved', forWhom: displayText(forWhom), why: displayText(why), untilMs }
    }
    case 'unreserved':
      return { kind: 'unreserved' }
    case 'held':
      return { kind: 'held', tag: displayText(happening.tag), deploymentId: displayText(happening.deploymentId, 64) }
    case 'lifted': {
      const tags = happening.tags.map((tag) => displayText(tag))
      const deploymentId = displayText(happening.deploymentId, 64)
      return { kind: 'lifted', tags, deploymentId, reason: displayText(happening.reason) }
    }
    case 'settings-published': {
      const slots = happening.slots.map(({ name }) => displayText(name))
      return { kind: 'settings-published', version: happening.version, slots, note: displayText(happening.note) }
    }
  }
}
