import type { Duplex } from 'node:stream'
import { BerthError } from '../../../../domain/berth-error'
import { displayText } from '../../../../domain/display-text'
import { reasonDetails } from '../../../../domain/error-reasons'
import type { Clock } from '../../../ports'
import { codeOf } from '../../failed-connection'
import { withinConnectLimit } from '../../tcp-route'
import { refusalReasons } from './open-channel'
import { type ForwardTarget, openForwarded, targetText } from './open-forwarded'
import type { SshLink } from './ssh-link'

/** A stream from a host to a port that it sees; see `Outlet` of the engine's ports. `address` is the host's. */
export async function openOutlet(
  link: SshLink,
  target: ForwardTarget,
  address: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Duplex> {
  const named = { address, target: displayText(targetText(target), 200) }
  const opened = await withinConnectLimit(clock, signal, (inner) => openForwarded(link, target, address, inner)).catch(
    (error: unknown) => {
      if (signal.aborted || codeOf(error) !== 'ETIMEDOUT') throw error
      throw new BerthError('ssh-forward-failed', { ...named, ...reasonDetails('no-answer-in-time') }, { cause: error })
    },
  )
  if (opened.kind === 'open') return opened.taken
  if (opened.reason === refusalReasons.prohibited) throw new BerthError('ssh-forward-refused', named)
  const told = opened.said === '' ? reasonDetails('connection-refused') : { reason: opened.said }
  throw new BerthError('ssh-forward-failed', { ...named, ...told })
}
