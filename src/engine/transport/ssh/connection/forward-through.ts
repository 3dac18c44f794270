import type { Duplex } from 'node:stream'
import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'
import type { SshHost } from '../config/ssh-host'
import { refusalReasons } from './open-channel'
import { openForwarded } from './open-forwarded'
import type { SshLink } from './ssh-link'

/** A stream to a host's port from a jump host. `ssh-jump-refused` where that may not, `host-unreachable` where it can't. */
export async function forwardThrough(
  jump: SshLink,
  { hostName, port }: SshHost,
  address: string,
  signal: AbortSignal,
): Promise<Duplex> {
  const opened = await openForwarded(jump, { host: hostName, port }, address, signal)
  if (opened.kind === 'open') return opened.taken
  const target = `${hostName}:${String(port)}`
  const { jumpName } = jump.facts
  if (opened.reason === refusalReasons.prohibited) throw new BerthError('ssh-jump-refused', { jump: jumpName, target })
  throw new BerthError('host-unreachable', {
    address,
    ...reasonDetails('no-way-from-jump', { jump: jumpName, target }),
  })
}
