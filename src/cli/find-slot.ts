import { BerthError } from '../domain/berth-error'
import type { Board, HostBoard } from '../domain/board'

/** The slot a command is about. `label` is how messages name it. */
export type FoundSlot = { readonly hostId: string; readonly slot: string; readonly label: string }

/**
 * Finds SLOT on the board: `HOST/SLOT`, or a bare name that only one host has. Where something will be changed
 * (`mustBeCertain`), a bare name also needs every host to have answered: another one might have that slot as well.
 * Throws `slot-unknown`, `slot-ambiguous`, `slot-uncertain`, `host-unknown`, or why the slot's host can't be reached.
 */
export function findSlot(board: Board, written: string, mustBeCertain: boolean): FoundSlot {
  const slash = written.indexOf('/')
  return slash < 0
    ? findBareName(board, written, mustBeCertain)
    : findOnHost(board, written.slice(0, slash), written.slice(slash + 1))
}

function findOnHost(board: Board, hostName: string, slotName: string): FoundSlot {
  const host = board.hosts.find((entry) => entry.host.name === hostName)
  if (host === undefined) {
    const known = board.hosts.map((entry) => entry.host.name).join(', ')
    throw new BerthError('host-unknown', { host: hostName, known })
  }
  throwIfUnreachable(host)
  if (hasSlot(host, slotName)) return found(host, slotName, board)
  throw new BerthError('slot-unknown', { slot: `${hostName}/${slotName}`, known: namesOn(host).join(', ') })
}

function findBareName(board: Board, slotName: string, mustBeCertain: boolean): FoundSlot {
  const holders = board.hosts.filter((host) => hasSlot(host, slotName))
  const silent = board.hosts.filter((host) => host.host.connection.kind !== 'connected')
  const [first] = holders
  if (first === undefined) {
    for (const host of silent) throwIfUnreachable(host)
    throw new BerthError('slot-unknown', { slot: slotName, known: board.hosts.flatMap(namesOn).join(', ') })
  }
  const candidates = holders.map((host) => `${host.host.name}/${slotName}`).join(', ')
  if (holders.length > 1) throw new BerthError('slot-ambiguous', { slot: slotName, candidates })
  throwIfUnreachable(first)
  if (mustBeCertain && silent.length > 0) {
    const hosts = silent.map((host) => host.host.name).join(', ')
    throw new BerthError('slot-uncertain', { slot: slotName, hosts, candidates })
  }
  return found(first, slotName, board)
}

function found({ host }: HostBoard, slot: string, board: Board): FoundSlot {
  return { hostId: host.id, slot, label: board.hosts.length > 1 ? `${host.name}/${slot}` : slot }
}

function hasSlot(host: HostBoard, name: string): boolean {
  return host.slots.some((slot) => slot.name === name)
}

function namesOn(host: HostBoard): readonly string[] {
  return host.slots.map((slot) => `${host.host.name}/${slot.name}`)
}

/** Throws why a host can not be reached, where it can not. */
export function throwIfUnreachable({ host }: HostBoard): void {
  const { connection } = host
  if (connection.kind === 'unreachable') throw new BerthError(connection.error.code, connection.error.details)
  if (connection.kind === 'connecting') {
    throw new BerthError('host-unreachable', { address: host.address, reason: 'no answer yet' })
  }
}
