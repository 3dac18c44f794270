import type { Duplex } from 'node:stream'
import { BerthError } from '../../../../domain/berth-error'
import type { SshHost } from '../config/ssh-host'
import { ChannelStream } from './channel-stream'
import { type ChannelWish, openChannel, refusalReasons } from './open-channel'
import type { SshLink } from './ssh-link'

/** A stream to a host's port from a jump host. `ssh-jump-refused` where that may not, `host-unreachable` where it can't. */
export async function forwardThrough(
  jump: SshLink,
  { hostName, port }: SshHost,
  address: string,
  signal: AbortSignal,
): Promise<Duplex> {
  const wish: ChannelWish<Duplex> = {
    open: (client, done) => client.forwardOut('127.0.0.1', 0, hostName, port, done),
    take: (channel) => jump.adopt(new ChannelStream(channel, address)),
  }
  const opened = await openChannel(jump, wish, signal)
  if (opened.kind === 'open') return opened.taken
  const target = `${hostName}:${String(port)}`
  const { jumpName } = jump.facts
  if (opened.reason === refusalReasons.prohibited) throw new BerthError('ssh-jump-refused', { jump: jumpName, target })
  throw new BerthError('host-unreachable', { address, reason: `no way from ${jumpName} to ${target}` })
}
