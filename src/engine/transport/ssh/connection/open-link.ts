import { setMaxListeners } from 'node:events'
import type { Duplex } from 'node:stream'
import type { Client } from 'ssh2'
import { BerthError } from '../../../../domain/berth-error'
import { type ReasonCode, reasonDetails } from '../../../../domain/error-reasons'
import type { Clock } from '../../../ports'
import type { LinkFacts, SshLink } from './ssh-link'
import { watchLiveness } from './watch-liveness'

/** What a connection is watched with. */
type LinkParts = { readonly address: string; readonly clock: Clock; readonly keepAliveMs: number }

/** Takes over a connection that somebody has just logged in to: watches it, and ends it with all its streams. */
export function openLink(client: Client, stream: Duplex, facts: LinkFacts, parts: LinkParts): SshLink {
  const { address, clock, keepAliveMs } = parts
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const streams = new Set<Duplex>()
  const end = (reason: ReasonCode): void => {
    if (controller.signal.aborted) return
    const error = new BerthError('host-unreachable', { address, ...reasonDetails(reason) })
    controller.abort(error)
    // Before the library tells its channels: to them a lost connection looks like a proper end.
    for (const each of streams) each.destroy(error)
    client.end()
    stream.destroy()
  }
  const lose = (): void => end('connection-closed')
  client.on('error', lose).on('end', lose).on('close', lose)
  const onSilence = (): void => end('no-sign-of-life')
  void watchLiveness(stream, keepAliveMs, clock, onSilence, controller.signal)
  return {
    client,
    facts,
    ended: controller.signal,
    end: () => end('closed'),
    adopt: (adopted) => {
      streams.add(adopted)
      adopted.once('close', () => streams.delete(adopted))
      if (controller.signal.aborted) adopted.destroy(controller.signal.reason as Error)
      return adopted
    },
  }
}
