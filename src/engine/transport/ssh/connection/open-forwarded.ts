import type { Duplex } from 'node:stream'
import { ChannelStream } from './channel-stream'
import { type ChannelWish, type OpenedChannel, openChannel } from './open-channel'
import type { SshLink } from './ssh-link'

/** A port as the host at a link's end sees it. */
export type ForwardTarget = { readonly host: string; readonly port: number }

/** Has the host open a TCP connection. `address` is what the stream's errors name. Rejects as `openChannel` does. */
export function openForwarded(
  link: SshLink,
  { host, port }: ForwardTarget,
  address: string,
  signal: AbortSignal,
): Promise<OpenedChannel<Duplex>> {
  const wish: ChannelWish<Duplex> = {
    open: (client, done) => client.forwardOut('127.0.0.1', 0, host, port, done),
    take: (channel) => link.adopt(new ChannelStream(channel, address)),
  }
  return openChannel(link, wish, signal)
}

/** How errors name a target; IPv6 addresses stand in brackets. */
export function targetText({ host, port }: ForwardTarget): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`
}
