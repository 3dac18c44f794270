import type { ClientChannel } from 'ssh2'
import { orAborted } from '../../../abort-scope'
import { closeChannel, openChannel } from '../connection/open-channel'
import type { SshLink } from '../connection/ssh-link'

/** How a command on a host ended. `output` and `errorOutput` are hostile, and cut. */
export type CommandResult = {
  /** Null where the host didn't say. */
  readonly exitCode: number | null
  readonly output: string
  readonly errorOutput: string
}

/** A command that runs. */
export type RunningCommand = {
  readonly channel: ClientChannel
  readonly ended: Promise<CommandResult>
  /** What it has printed so far. */
  readonly output: () => string
}

const outputLimit = 16_384

/** Runs a command without input and waits for its end. Null: the host runs no commands for this user. */
export async function runCommand(link: SshLink, command: string, signal: AbortSignal): Promise<CommandResult | null> {
  const running = await startCommand(link, command, signal)
  if (running === null) return null
  running.channel.end()
  try {
    return await orAborted(orAborted(running.ended, link.ended), signal)
  } finally {
    closeChannel(running.channel)
  }
}

/** Starts a command; whoever does closes its channel. Null: the host refuses. */
export async function startCommand(
  link: SshLink,
  command: string,
  signal: AbortSignal,
): Promise<RunningCommand | null> {
  const wish = { open: openExec(command), take: collect }
  const opened = await openChannel(link, wish, signal)
  return opened.kind === 'open' ? opened.taken : null
}

function openExec(command: string) {
  return (client: SshLink['client'], done: (error: Error | undefined, channel: ClientChannel) => void) =>
    client.exec(command, done)
}

function collect(channel: ClientChannel): RunningCommand {
  let output = ''
  let errorOutput = ''
  let exitCode: number | null = null
  channel.on('data', (bytes: Buffer) => {
    if (output.length < outputLimit) output += bytes.toString('utf8', 0, outputLimit)
  })
  channel.stderr.on('data', (bytes: Buffer) => {
    if (errorOutput.length < outputLimit) errorOutput += bytes.toString('utf8', 0, outputLimit)
  })
  channel.on('exit', (code: number | null) => (exitCode = code))
  channel.on('error', () => undefined)
  const ended = new Promise<CommandResult>((resolve) => {
    channel.on('close', () => resolve({ exitCode, output, errorOutput }))
  })
  return { channel, ended, output: () => output }
}
