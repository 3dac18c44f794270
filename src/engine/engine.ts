import type { EngineEvent } from '../contract/events'
import type { Delivery } from '../contract/notice-requests'
import type { Reply, RequestName } from '../contract/requests'
import type { Deployment } from '../domain/deployment'

/**
 * The engine as its clients see it: requests in, events out. The window talks to it over a port, the command line
 * calls it in its own process; both get the same answers.
 */
export type Engine = {
  /** Checks the body against the contract's schema (`bad-request` names the field), then does what it asks. */
  readonly request: <Name extends RequestName>(name: Name, body: unknown, signal: AbortSignal) => Promise<Reply<Name>>
  /** Tells the listener the whole state at once, then every event; the result ends that. */
  readonly subscribe: (listener: (event: EngineEvent) => void) => () => void
  /** Resolves when each host has answered or failed once; for a command that wants one look. */
  readonly settled: (signal: AbortSignal) => Promise<void>
  /** Resolves when the proxies of what is known were looked after; to be called once settled. */
  readonly proxiesSeen: (signal: AbortSignal) => Promise<void>
  /** Resolves when word of what was done has been sent, with what did not arrive; rejects with the signal's reason. */
  readonly noticesSent: (signal: AbortSignal) => Promise<readonly Delivery[]>
  /** The deployments of this engine that are under way. */
  readonly running: () => readonly Deployment[]
  /** Ends all streams and timers; resolves when nothing of it is left. Deployments under way are not put back: cancel them first. */
  readonly close: () => Promise<void>
}
