import type { Duplex } from 'node:stream'
import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'
import type { Clock } from '../../../ports'
import type { HostQuestions } from '../../host-questions'
import type { SshHost } from '../config/ssh-host'
import type { SshLibrary } from '../ssh-library'
import { createStageTeller, type SshStage, type StageTeller } from '../ssh-stage'
import { type TrustKeeper, UnknownHostKey } from './host-trust'
import { logIn } from './log-in'
import { openSocket } from './open-socket'
import { forwardThrough } from './forward-through'
import { openPatience, type Patience } from './patience'
import type { SshLink } from './ssh-link'

/** What connections are made with. */
export type ConnectParts = {
  readonly ssh: SshLibrary
  readonly questions: HostQuestions
  readonly clock: Clock
  readonly trust: TrustKeeper
  readonly onStage: ((stage: SshStage) => void) | undefined
  readonly connectTimeoutMs: number
  readonly keepAliveMs: number
}

/** One host of the way, in order; `jump` is null for the last, the one that is meant. */
export type Hop = { readonly host: SshHost; readonly jump: string | null; readonly address: string }

/**
 * Logs in to a host through others, each checked in full. The links before the last end with it, and it with them. Rejects
 * with a `BerthError` of the hop that failed, or the signal's reason; nothing stays open then.
 */
export async function connectThrough(hops: readonly Hop[], parts: ConnectParts, signal: AbortSignal): Promise<SshLink> {
  let link: SshLink | null = null
  for (const hop of hops) {
    const before: SshLink | null = link
    try {
      link = await connectHop(hop, before, parts, signal)
    } catch (error) {
      before?.end()
      throw error
    }
    if (before !== null) link.ended.addEventListener('abort', () => before.end(), { once: true })
  }
  if (link === null) throw new Error('no host to connect to')
  return link
}

/** A host that changes its key between two looks is given up on. */
const mostLooks = 2

async function connectHop(
  hop: Hop,
  before: SshLink | null,
  parts: ConnectParts,
  signal: AbortSignal,
): Promise<SshLink> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await connectOnce(hop, before, parts, signal)
    } catch (error) {
      if (!(error instanceof UnknownHostKey)) throw error
      if (looks > mostLooks)
        throw new BerthError('host-unreachable', { address: hop.address, ...reasonDetails('key-keeps-changing') })
      // Nobody is connected while a person compares fingerprints: the host would hang up after two minutes.
      await parts.trust.ask(hop.host, error.key, signal)
    }
  }
}

async function connectOnce(
  hop: Hop,
  before: SshLink | null,
  parts: ConnectParts,
  signal: AbortSignal,
): Promise<SshLink> {
  const { host, address } = hop
  const stages = createStageTeller(hop.jump, parts.clock, parts.onStage)
  const trust = await parts.trust.look(host)
  const tooLate = new BerthError('host-unreachable', { address, ...reasonDetails('no-answer-in-time') })
  const patience = openPatience(host.connectTimeoutMs ?? parts.connectTimeoutMs, tooLate, parts.clock, signal)
  try {
    const stream = await openStream(hop, before, stages, patience)
    return await logIn(stream, {
      ...parts,
      host,
      address,
      stages,
      patience,
      knownTypes: trust.knownTypes,
      checkHostKey: trust.check,
    })
  } finally {
    patience.release()
  }
}

async function openStream(
  { host, address }: Hop,
  before: SshLink | null,
  stages: StageTeller,
  patience: Patience,
): Promise<Duplex> {
  if (before === null) return openSocket(host, address, stages, patience.signal)
  stages.begin('reach-port')
  return forwardThrough(before, host, address, patience.signal)
}
