import type { Board } from '../../domain/board'
import type { Deployment } from '../../domain/deployment'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import type { Notice } from '../../domain/notice'
import { ledgerNotices } from '../../domain/notice-of-ledger'
import { rememberSlot, type SlotMemory, slotNotices } from '../../domain/notice-of-slot'
import { isQuiet } from '../../domain/quiet-hours'
import { isFollowed, type Settings } from '../../domain/settings'
import { createDelayedWork } from '../delayed-work'
import type { Deployments } from '../deployments'
import type { LedgerAccess } from '../ledger-access'
import type { Clock } from '../ports'

/** What is told to the person of this installation, about slots they follow and deployments they started. */
export type FollowedNotices = {
  readonly boardChanged: () => void
  readonly ledgerChanged: (hostId: string) => void
  /** Something this client did, see `OwnNotices`. */
  readonly ownDone: (notice: Notice, deployment: Deployment | null) => void
  readonly close: () => Promise<void>
}

type FollowedNoticeParts = {
  readonly settings: () => Settings
  readonly board: () => Board
  readonly ledger: Pick<LedgerAccess, 'state' | 'hostNowMs'>
  /** Whether it was written from here. */
  readonly isOwn: (notice: Notice) => boolean
  readonly deployments: Pick<Deployments, 'deployments' | 'isOwn'>
  readonly clock: Clock
  readonly tell: (notice: Notice, isOwn: boolean) => void
}

/** What happened longer ago is history: the computer slept, or the host was out of reach. */
const longestAgoMs = 10 * 60_000
/** Who waits this long looks at something else meanwhile. */
const longDeploymentMs = 10_000
/** A ledger tells of one's own writes before they are known to be one's own. */
const settleMs = 1_000

/** See `FollowedNotices`. */
export function createFollowedNotices(parts: FollowedNoticeParts): FollowedNotices {
  const { board, clock, ledger, isOwn, deployments } = parts
  const slots = new Map<string, SlotMemory>()
  const states = new Map<string, LedgerState>()
  const closing = new AbortController()
  const later = createDelayedWork(clock, closing.signal, () => undefined)
  const hostName = (hostId: string): string => board().hosts.find(({ host }) => host.id === hostId)?.host.name ?? ''
  const isWanted = (notice: Notice): boolean => {
    if (isOwn(notice) || notice.atMs < ledger.hostNowMs(notice.hostId) - longestAgoMs) return false
    const { kind, deploymentId } = notice
    if (kind === 'taken-over' && deployments.deployments().some(({ id }) => id === deploymentId)) return true
    // The ledger has its end before it has ended: what is left is told by the deployment itself.
    const isOfOwn = kind !== 'taken-over' && deploymentId !== null && deployments.isOwn(deploymentId)
    return !isOfOwn && isFollowed(parts.settings(), notice.hostId, notice.slot)
  }
  const readLedger = async (hostId: string): Promise<void> => {
    const [before, after] = [states.get(hostId), ledger.state(hostId)]
    if (after === null) return
    states.set(hostId, after)
    if (before === undefined) return
    const news = ledgerNotices(before, after, { hostId, host: hostName(hostId) })
    for (const notice of news.filter(isWanted)) tellUnlessQuiet(parts, notice, false)
  }
  return {
    boardChanged: () => {
      for (const notice of newsOfBoard(parts, slots)) tellUnlessQuiet(parts, notice, false)
    },
    ledgerChanged: (hostId) => {
      if (states.has(hostId)) later.schedule(hostId, settleMs, () => readLedger(hostId))
      else void readLedger(hostId)
    },
    ownDone: (notice, deployment) => {
      if (deployment === null || deployment.endedAtMs === null) return
      const isLong = deployment.endedAtMs - deployment.startedAtMs >= longDeploymentMs
      if (isLong || isFailure(notice)) tellUnlessQuiet(parts, notice, true)
    },
    close: () => {
      closing.abort()
      return later.ended()
    },
  }
}

/** What rows of followed slots tell. A slot seen for the first time, or of a host that does not answer, tells nothing. */
function newsOfBoard(
  { settings, board, ledger }: FollowedNoticeParts,
  known: Map<string, SlotMemory>,
): readonly Notice[] {
  return settings().followed.flatMap(({ hostId, slot: name }) => {
    const entry = board().hosts.find(({ host }) => host.id === hostId)
    const slot = entry?.slots.find((one) => one.name === name)
    if (entry === undefined || slot === undefined || entry.host.connection.kind !== 'connected') return []
    const key = `${hostId}/${name}`
    const before = known.get(key) ?? null
    known.set(key, rememberSlot(slot, before))
    return before === null ? [] : slotNotices(slot, entry.host.name, before, ledger.hostNowMs(hostId))
  })
}

function isFailure({ kind }: Notice): boolean {
  return kind === 'failed' || kind === 'put-back'
}

/** One's own failed deployment is told at any hour: somebody waits for it. */
function tellUnlessQuiet({ settings, clock, tell }: FollowedNoticeParts, notice: Notice, isOwn: boolean): void {
  const { desktopNotices, quietHours } = settings()
  if (!desktopNotices) return
  const now = new Date(clock.nowMs())
  const moment = { weekday: now.getDay(), minuteOfDay: now.getHours() * 60 + now.getMinutes() }
  if (quietHours !== null && isQuiet(quietHours, moment) && !(isOwn && isFailure(notice))) return
  tell(notice, isOwn)
}
