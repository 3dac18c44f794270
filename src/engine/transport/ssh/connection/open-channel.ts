import type { Client, ClientChannel } from 'ssh2'
import { displayText } from '../../../../domain/display-text'
import { orAborted } from '../../../abort-scope'
import type { SshLink } from './ssh-link'

/** Why a host opens no channel, in numbers. Source: RFC 4254, 5.1. */
export const refusalReasons = { prohibited: 1 } as const

/**
 * An open channel, or the host's refusal. `reason` is a number of RFC 4254, 5.1; null where it gave none. `said`: its own
 * words for it, harmless.
 */
export type OpenedChannel<Taken> =
  | { readonly kind: 'open'; readonly taken: Taken }
  | { readonly kind: 'refused'; readonly reason: number | null; readonly said: string }

type ChannelCallback = (error: Error | undefined, channel: ClientChannel) => void

/** What is opened, and what is made of it. `take` runs at once: how a short command ends may stand in the same packet. */
export type ChannelWish<Taken> = {
  readonly open: (client: Client, done: ChannelCallback) => unknown
  readonly take: (channel: ClientChannel) => Taken
}

/**
 * Opens a channel. Rejects with the link's error when that ends meanwhile, and with the signal's reason; a channel that
 * opens after nobody waits for it any more is closed.
 */
export async function openChannel<Taken>(
  link: SshLink,
  { open, take }: ChannelWish<Taken>,
  signal: AbortSignal,
): Promise<OpenedChannel<Taken>> {
  signal.throwIfAborted()
  link.ended.throwIfAborted()
  let isAwaited = true
  const opening = new Promise<OpenedChannel<Taken>>((resolve) => {
    try {
      open(link.client, (error, channel) => {
        if (error !== undefined) resolve({ kind: 'refused', reason: reasonOf(error), said: wordsOf(error) })
        else if (isAwaited) resolve({ kind: 'open', taken: take(channel) })
        else closeChannel(channel)
      })
    } catch {
      // The library throws where the connection has just gone; `ended` tells.
      resolve({ kind: 'refused', reason: null, said: '' })
    }
  })
  try {
    const opened = await orAborted(orAborted(opening, link.ended), signal)
    if (opened.kind === 'refused') link.ended.throwIfAborted()
    return opened
  } finally {
    isAwaited = false
  }
}

/** Closes a channel that nobody reads: what still comes is taken, or the library would keep the channel. */
export function closeChannel(channel: ClientChannel): void {
  channel.on('error', () => undefined)
  channel.stderr.resume()
  channel.resume()
  channel.close()
}

function reasonOf(error: Error): number | null {
  return 'reason' in error && typeof error.reason === 'number' ? error.reason : null
}

/** The library puts words of its own before the host's. */
function wordsOf({ message }: Error): string {
  return displayText(message.replace(/^\(SSH\) Channel open failure: /, ''), 200)
}
