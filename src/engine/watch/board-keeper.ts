import type { Board, HostBoard, HostView, SlotView } from '../../domain/board'
import { applyBoardPatch, type BoardPatch, emptyBoard } from '../../domain/board-patch'
import { deriveSlots } from '../../domain/derive-slots'
import { diffBoard } from '../../domain/diff-board'
import type { StrayUpstream } from '../../domain/drift'
import type { KickoffReader } from '../../domain/kickoff'
import type { TagNow } from '../../domain/new-build'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import type { HostSetting } from '../../domain/settings'
import type { SlotActivity } from '../../domain/slot-activity'
import type { HostState } from './host-state'

/** Makes the board out of what is known, and tells how it changes. The only writer of the board. */
export type BoardKeeper = {
  /** As the patches made it so far. */
  readonly board: () => Board
  /** The hosts of the board in their order; rows of a known host stay. */
  readonly setHosts: (hosts: readonly HostSetting[]) => void
  readonly setState: (hostId: string, state: HostState) => void
  /** Makes the rows anew after something else than the host changed: activities, the kickoff pattern. Null: all hosts'. */
  readonly refresh: (hostId: string | null) => void
}

export type BoardKeeperParts = {
  readonly readKickoff: (hostId: string) => KickoffReader
  /** What this engine is doing on a host, by slot name. */
  readonly activities: (hostId: string) => ReadonlyMap<string, SlotActivity>
  /** What is known of a host's ledger, and the host's clock. */
  readonly ledger: (hostId: string) => { readonly state: LedgerState | null; readonly nowMs: number }
  /** What is known of a host's proxies; see `SlotSources`. */
  readonly strays: (hostId: string) => ReadonlyMap<string, readonly StrayUpstream[]>
  /** What registries have under the tags that run on a host; see `SlotSources`. */
  readonly tagsNow: (hostId: string, repository: string, tag: string) => TagNow | undefined
  /** Rows of an earlier run. */
  readonly initial: Board
  readonly onPatches: (patches: readonly BoardPatch[]) => void
}

/** See `BoardKeeper`. */
export function createBoardKeeper(parts: BoardKeeperParts): BoardKeeper {
  const states = new Map<string, HostState>()
  let board = emptyBoard

  const become = (next: Board): void => {
    const patches = diffBoard(board, next)
    if (patches.length === 0) return
    board = patches.reduce(applyBoardPatch, board)
    parts.onPatches(patches)
  }
  const replace = (hostId: string | null, change: (entry: HostBoard) => HostBoard): void => {
    const isMeant = (entry: HostBoard): boolean => hostId === null || entry.host.id === hostId
    become({ hosts: board.hosts.map((entry) => (isMeant(entry) ? change(entry) : entry)) })
  }
  const derive = (entry: HostBoard, previous: readonly SlotView[]): HostBoard => {
    const state = states.get(entry.host.id)
    if (state === undefined) return entry
    return { host: hostView(entry.host, state), slots: rowsOf(parts, entry, state, previous) }
  }

  return {
    board: () => board,
    setHosts: (hosts) => {
      for (const id of states.keys()) if (!hosts.some((host) => host.id === id)) states.delete(id)
      become({ hosts: hosts.map((host) => entryOf(host, board, parts.initial)) })
    },
    setState: (hostId, state) => {
      const wasLive = states.get(hostId)?.connection.kind === 'connected'
      states.set(hostId, state)
      replace(hostId, (entry) => derive(entry, wasLive ? entry.slots : []))
    },
    refresh: (hostId) => replace(hostId, (entry) => derive(entry, entry.slots)),
  }
}

function entryOf(setting: HostSetting, board: Board, initial: Board): HostBoard {
  const { id, name, address } = setting
  const isSame = ({ host }: HostBoard): boolean => host.id === id && host.address === address
  const known = board.hosts.find(isSame) ?? initial.hosts.find(isSame)
  const isPlainText = setting.acceptsPlainText === true
  if (known !== undefined) return { host: { ...known.host, name, isPlainText }, slots: known.slots }
  const connection = { kind: 'connecting', lastSeenAtMs: null } as const
  const unknown = { engineVersion: null, apiVersion: null, access: null }
  return { host: { id, name, address, connection, ...unknown, isPlainText }, slots: [] }
}

function hostView(host: HostView, { connection, info }: HostState): HostView {
  if (info === null) return { ...host, connection }
  return { ...host, connection, engineVersion: info.engineVersion, apiVersion: info.apiVersion, access: info.access }
}

/** Rows of a host that nobody has seen yet stay as they were; those of one out of reach are as of when it was last seen. */
function rowsOf(
  { readKickoff, activities, ledger, strays, tagsNow }: BoardKeeperParts,
  { host, slots }: HostBoard,
  { connection, observation }: HostState,
  previous: readonly SlotView[],
): HostBoard['slots'] {
  if (observation === null) return slots
  const lastSeenAtMs = connection.kind === 'connected' ? null : connection.lastSeenAtMs
  const { state, nowMs } = ledger(host.id)
  const rows = deriveSlots({
    hostId: host.id,
    observation,
    readKickoff: readKickoff(host.id),
    activities: activities(host.id),
    ledger: state,
    strays: strays(host.id),
    tagsNow: (repository, tag) => tagsNow(host.id, repository, tag),
    nowMs: lastSeenAtMs ?? nowMs,
    previous,
  })
  return [...rows]
}
