import type { EventName, EventPayload } from '../src/contract/events'
import type { Reply, RequestBody, RequestName } from '../src/contract/requests'
import type {
  BerthBridge,
  EngineStatus,
  NoticeGoal,
  SecretQuestionView,
  ShellReply,
  ShellRequestBody,
  ShellRequestName,
  VersionView,
  WindowStart,
} from '../src/contract/shell-contract'
import { EngineLink } from './engine-link'
import { Listeners } from './listeners'

/** The window's only way to the engine and to the shell. */
export type Client = {
  readonly start: WindowStart
  /** Rejects with a `BerthError`: the engine's, `cancelled` after an abort, `engine-gone` if the engine stopped meanwhile. */
  readonly request: <Name extends RequestName>(
    name: Name,
    body: RequestBody<Name>,
    signal?: AbortSignal,
  ) => Promise<Reply<Name>>
  /** Asks the shell. */
  readonly ask: <Name extends ShellRequestName>(name: Name, body: ShellRequestBody<Name>) => Promise<ShellReply<Name>>
  /** Calls back for each event of a name, in their order; answers with how to stop. */
  readonly on: <Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) => () => void
  /** Calls back whenever a new engine begins to answer: log views of the old one are gone. */
  readonly onConnected: (listener: () => void) => () => void
  readonly onEngineStatus: (listener: (status: EngineStatus) => void) => () => void
  /** Calls back with all secrets that are asked for, now and whenever one comes or goes; one listener, for good. */
  readonly onSecretQuestions: (listener: (questions: readonly SecretQuestionView[]) => void) => void
  /** Calls back when a person has clicked a notification; one listener, for good. */
  readonly onNoticeGoal: (listener: (goal: NoticeGoal) => void) => void
  /** Calls back whenever more is known of newer versions; one listener, for good. */
  readonly onVersionView: (listener: (view: VersionView) => void) => void
}

/** The part of `window` the client listens on. */
export type MessageSource = Pick<Window, 'addEventListener'>

/** Makes the client and asks the shell for a port. One for each window. */
export function createClient(bridge: BerthBridge, source: MessageSource): Client {
  const events = new Map<EventName, Listeners<unknown>>()
  const connected = new Listeners<void>()
  const statuses = new Listeners<EngineStatus>()
  const link = new EngineLink(({ event, payload }) => events.get(event)?.tell(payload))

  source.addEventListener('message', (event) => {
    const port = event.ports[0]
    // Nothing but the preload of this very window hands over a port.
    if (event.source !== source || event.data !== 'berth:engine-port' || port === undefined) return
    link.take(port)
    connected.tell()
  })
  bridge.onEngineStatus((status) => {
    if (status.kind === 'restarting') link.lose()
    statuses.tell(status)
  })
  bridge.connect()

  return {
    start: bridge.start,
    // The engine's types guarantee replies and events; tests of the engine parse them with the contract's schemas.
    request: (name, body, signal) => link.request(name, body, signal) as Promise<Reply<typeof name>>,
    ask: (name, body) => bridge.request(name, body) as Promise<ShellReply<typeof name>>,
    on: (name, listener) => {
      const listeners = events.get(name) ?? new Listeners<unknown>()
      events.set(name, listeners)
      return listeners.add(listener as (payload: unknown) => void)
    },
    onConnected: (listener) => connected.add(listener),
    onEngineStatus: (listener) => statuses.add(listener),
    onSecretQuestions: (listener) => bridge.onSecretQuestions(listener),
    onNoticeGoal: (listener) => bridge.onNoticeGoal(listener),
    onVersionView: (listener) => bridge.onVersionView(listener),
  }
}
