import type { Duplex } from 'node:stream'
import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'
import { displayText } from '../../../../domain/display-text'
import { orAborted } from '../../../abort-scope'
import type { Clock } from '../../../ports'
import { ChannelStream } from '../connection/channel-stream'
import { closeChannel, openChannel } from '../connection/open-channel'
import type { SshLink } from '../connection/ssh-link'
import { quoted } from './probe-host'
import { type CommandResult, type RunningCommand, startCommand } from './run-command'

/** What `docker system dial-stdio` is run with: it carries one stream to the socket by its input and output. */
export type DialParts = {
  readonly link: SshLink
  readonly socketPath: string
  /** For errors. */
  readonly address: string
}

function dialCommand(socketPath: string): string {
  return `docker -H ${quoted(`unix://${socketPath}`)} system dial-stdio`
}

/** Whether this way works at all: an engine answers by it. `docker-client-missing`, or `host-unreachable` with the client's own words. */
export async function checkDialStdio(
  { link, socketPath, address }: DialParts,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const running = await startCommand(link, dialCommand(socketPath), signal)
  if (running === null) throw new BerthError('docker-way-closed', { address })
  try {
    running.channel.write('GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n')
    const ended = await orAborted(orAborted(answerOrEnd(running), link.ended), signal)
    if (ended !== null) throw dialFailure(ended, address)
    // Its session is free once the program has ended, and sessions are counted next.
    await Promise.race([running.ended, clock.sleep(endingMs, signal)])
  } finally {
    closeChannel(running.channel)
  }
}

const endingMs = 2_000

/** Null: something answered. */
async function answerOrEnd({ channel, ended, output }: RunningCommand): Promise<CommandResult | null> {
  const answered = new Promise<null>((resolve) => {
    const look = (): void => {
      if (output().startsWith('HTTP/1.')) resolve(null)
    }
    channel.on('data', look)
    look()
  })
  return Promise.race([answered, ended])
}

function dialFailure({ exitCode, errorOutput }: CommandResult, address: string): BerthError {
  // What every shell answers for a program that isn't there, or can't be run.
  if (exitCode === 127 || exitCode === 126) return new BerthError('docker-client-missing', { address })
  const words = displayText(errorOutput)
  const reason = words === '' ? reasonDetails('docker-client-ended') : { reason: words }
  return new BerthError('host-unreachable', { address, ...reason })
}

/** How many are counted: more than OpenSSH allows where nobody changed it. */
const mostSessions = 10

const retryMs = 100
const mostRetries = 50

/**
 * How many commands the host runs at a time for one connection (MaxSessions), up to ten; found out by running as many that
 * only wait. At least one.
 */
export async function countSessions(link: SshLink, clock: Clock, signal: AbortSignal): Promise<number> {
  const running = await startWaiting(link, mostSessions, signal)
  if (running.length < mostSessions) {
    // sshd frees a session only after it has looked at what came in with its end.
    await clock.sleep(retryMs, signal)
    running.push(...(await startWaiting(link, mostSessions - running.length, signal)))
  }
  for (const { channel } of running) channel.end()
  await Promise.all(running.map(({ ended }) => orAborted(orAborted(ended, link.ended), signal)))
  return Math.max(1, running.length)
}

async function startWaiting(link: SshLink, count: number, signal: AbortSignal): Promise<RunningCommand[]> {
  const started = await Promise.all(Array.from({ length: count }, () => startCommand(link, 'cat', signal)))
  return started.filter((command) => command !== null)
}

/** A stream by this way. A host that has no session left is asked again for a while: the last one may only just be going. */
export async function openDialStdio(
  { link, socketPath, address }: DialParts,
  clock: Clock,
  signal: AbortSignal,
): Promise<Duplex> {
  for (let tries = 0; tries < mostRetries; tries += 1) {
    const opened = await openChannel<Duplex>(
      link,
      {
        open: (client, done) => client.exec(dialCommand(socketPath), done),
        take: (channel) => {
          channel.stderr.resume()
          return link.adopt(new ChannelStream(channel, address))
        },
      },
      signal,
    )
    if (opened.kind === 'open') return opened.taken
    await clock.sleep(retryMs, signal)
  }
  throw new BerthError('host-unreachable', { address, ...reasonDetails('no-session-free') })
}
