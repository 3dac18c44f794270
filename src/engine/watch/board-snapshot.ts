import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { toErrorData } from '../../domain/berth-error'
import type { Board, HostBoard, HostConnection } from '../../domain/board'
import { emptyBoard } from '../../domain/board-patch'
import { sealBoard, unsealBoard } from '../../domain/sealed-board'
import { withoutActivity } from '../../domain/slot-state'
import type { Clock, Log } from '../ports'
import { createDelayedWork } from '../delayed-work'

/** Keeps the board on disk so that the next start can paint it before any host has answered. */
export type SnapshotKeeper = {
  /** The board is another one now. */
  readonly changed: () => void
  /** Writes what is not written yet; nothing is written afterwards. */
  readonly close: () => Promise<void>
}

export type SnapshotParts = {
  readonly file: string
  readonly clock: Clock
  readonly log: Log
  readonly board: () => Board
}

const saveDelayMs = 1_000
/** How old "last seen" may be after a crash where nothing changed before it. */
const renewEveryMs = 300_000

/** The board of the last run, marked as old; empty where there is none or the file is not one of ours. */
export function loadSnapshot(file: string): Board {
  try {
    const board = unsealBoard(readFileSync(file, 'utf8'))
    return board === null ? emptyBoard : asOld(board, null)
  } catch {
    return emptyBoard
  }
}

/** See `SnapshotKeeper`. */
export function keepSnapshot({ file, clock, log, board }: SnapshotParts): SnapshotKeeper {
  const closing = new AbortController()
  const save = async (): Promise<void> => {
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      await writeFileAtomic(file, sealBoard(asOld(board(), clock.nowMs())), { mode: 0o600 })
    } catch (error) {
      log('warn', 'cannot save the board', { file, error: toErrorData(error) })
    }
  }
  const delayed = createDelayedWork(clock, closing.signal, () => undefined)
  const renew = (): void =>
    delayed.schedule('renew', renewEveryMs, async () => {
      await save()
      renew()
    })
  renew()
  return {
    changed: () => delayed.schedule('save', saveDelayMs, save),
    close: async () => {
      closing.abort()
      await delayed.ended()
      await save()
    },
  }
}

/** Rows as the next start may show them: nothing in them claims to be live. `nowMs` is when a connected host was last seen. */
function asOld(board: Board, nowMs: number | null): Board {
  return { hosts: board.hosts.map((entry) => oldHost(entry, nowMs)) }
}

function oldHost({ host, slots }: HostBoard, nowMs: number | null): HostBoard {
  const connection: HostConnection = { kind: 'connecting', lastSeenAtMs: lastSeenAtMs(host.connection, nowMs) }
  return {
    host: { ...host, connection },
    slots: slots.map((slot) => {
      const row = withoutActivity(slot)
      // Check outputs are the bulk of a board, and the first look brings them back.
      return { ...row, services: row.services.map((service) => ({ ...service, checks: [] })) }
    }),
  }
}

function lastSeenAtMs(connection: HostConnection, nowMs: number | null): number | null {
  return connection.kind === 'connected' ? (nowMs ?? connection.sinceMs) : connection.lastSeenAtMs
}
