import type { Duplex } from 'node:stream'
import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'
import type { Clock } from '../../../ports'
import { ChannelStream } from '../connection/channel-stream'
import { openChannel } from '../connection/open-channel'
import { openPatience } from '../connection/patience'
import type { SshLink } from '../connection/ssh-link'
import { checkDialStdio, countSessions, openDialStdio } from './dial-stdio'
import { chosenSocket, type HostProbe, probeHost, usualSocketPath } from './probe-host'
import { type CommandResult, runCommand } from './run-command'
import { createSessionSlots } from './session-slots'

/** The way to Docker's socket over a connection. */
export type DockerWay = {
  readonly kind: 'streamlocal' | 'dial-stdio'
  readonly socketPath: string
  /** Live streams at a time, beside those of calls; null: as many as one likes. */
  readonly streamLimit: number | null
  readonly open: (signal: AbortSignal) => Promise<Duplex>
  /** Runs a command on the host, when a session is free for it; null: it runs none for this user. */
  readonly run: (command: string, signal: AbortSignal) => Promise<CommandResult | null>
}

/** What a way is looked for with. */
export type DockerWayParts = {
  readonly link: SshLink
  /** Null: where engines usually listen. */
  readonly socketPath: string | null
  readonly address: string
  readonly clock: Clock
}

const limitMs = 15_000
/** Calls need a stream as well, and must not wait for one that lives on. */
const sessionsForCalls = 2

/**
 * Finds out how a host lets this user reach Docker: by a forwarded socket, else through its docker client. Throws
 * `socket-missing`, `permission-denied`, `docker-client-missing`, `docker-way-closed` or `host-unreachable`.
 */
export async function findDockerWay(parts: DockerWayParts, signal: AbortSignal): Promise<DockerWay> {
  return withinLimit(parts, signal, async (limited) => {
    const probe = await probeHost(parts.link, parts.socketPath, limited)
    const path = probe === null ? (parts.socketPath ?? usualSocketPath) : usableSocket(probe, parts.address)
    const tried = await openStreamlocal(parts, path, limited)
    if (tried !== null) {
      tried.destroy()
      return streamlocalWay(parts, path)
    }
    if (probe === null) throw new BerthError('docker-way-closed', { address: parts.address })
    return dialStdioWay(parts, path, probe, limited)
  })
}

function usableSocket(probe: HostProbe, address: string): string {
  const { path, state } = chosenSocket(probe)
  const place = { address: `${path} (${address})` }
  switch (state) {
    case 'usable':
      return path
    case 'denied':
      throw new BerthError('permission-denied', place)
    case 'missing':
      throw new BerthError('socket-missing', place)
  }
}

function streamlocalWay(parts: DockerWayParts, socketPath: string): DockerWay {
  const { link, address } = parts
  return {
    kind: 'streamlocal',
    socketPath,
    streamLimit: null,
    open: (signal) =>
      withinLimit(parts, signal, async (limited) => {
        const stream = await openStreamlocal(parts, socketPath, limited)
        if (stream !== null) return stream
        // It worked before: something happened to the socket, and the host knows what.
        const probe = await probeHost(link, socketPath, limited)
        if (probe !== null) usableSocket(probe, address)
        throw new BerthError('host-unreachable', { address, ...reasonDetails('nothing-listens', { path: socketPath }) })
      }),
    run: (command, signal) => withinLimit(parts, signal, (limited) => runCommand(link, command, limited)),
  }
}

async function dialStdioWay(
  parts: DockerWayParts,
  socketPath: string,
  { hasDockerClient }: HostProbe,
  limited: AbortSignal,
): Promise<DockerWay> {
  const { link, address, clock } = parts
  if (!hasDockerClient) throw new BerthError('docker-client-missing', { address })
  const dial = { link, socketPath, address }
  await checkDialStdio(dial, clock, limited)
  const sessions = await countSessions(link, clock, limited)
  const streamLimit = Math.max(0, sessions - sessionsForCalls)
  const slots = createSessionSlots(sessions)
  return {
    kind: 'dial-stdio',
    socketPath,
    streamLimit,
    open: async (signal) => {
      const giveBack = await slots.take(signal)
      try {
        const stream = await openDialStdio(dial, clock, signal)
        stream.once('close', giveBack)
        return stream
      } catch (error) {
        giveBack()
        throw error
      }
    },
    run: (command, signal) =>
      withinLimit(parts, signal, async (limited) => {
        const giveBack = await slots.take(limited)
        try {
          return await runCommand(link, command, limited)
        } finally {
          giveBack()
        }
      }),
  }
}

/** Null: the host refuses, for whatever reason; it gives the same one for all. */
async function openStreamlocal(
  { link, address }: DockerWayParts,
  socketPath: string,
  signal: AbortSignal,
): Promise<Duplex | null> {
  const opened = await openChannel<Duplex>(
    link,
    {
      open: (client, done) => client.openssh_forwardOutStreamLocal(socketPath, done),
      take: (channel) => link.adopt(new ChannelStream(channel, address)),
    },
    signal,
  )
  return opened.kind === 'open' ? opened.taken : null
}

async function withinLimit<Result>(
  { address, clock }: DockerWayParts,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const tooLate = new BerthError('host-unreachable', { address, ...reasonDetails('no-answer-in-time') })
  const patience = openPatience(limitMs, tooLate, clock, signal)
  try {
    return await work(patience.signal)
  } finally {
    patience.release()
  }
}
