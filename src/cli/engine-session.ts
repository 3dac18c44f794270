import type { LogViewState } from '../contract/log-contract'
import type { EngineEvent } from '../contract/events'
import type { HostTest } from '../contract/host-test'
import type { SlotMetrics } from '../contract/metrics-contract'
import type { TakeoverProgress } from '../contract/interruption-requests'
import type { RequestBody, RequestName, Reply } from '../contract/requests'
import type { Board } from '../domain/board'
import { applyBoardPatch, emptyBoard } from '../domain/board-patch'
import type { Deployment } from '../domain/deployment'
import type { Engine } from '../engine/engine'

/** An engine as a command sees it: what it told last, and how to wait for more. */
export type EngineSession = {
  readonly request: <Name extends RequestName>(
    name: Name,
    body: RequestBody<Name>,
    signal: AbortSignal,
  ) => Promise<Reply<Name>>
  readonly board: () => Board
  readonly deployment: (id: string) => Deployment | null
  /** How far the takeover is that goes on; null before it is. */
  readonly takeover: () => TakeoverProgress | null
  readonly logView: (id: string) => LogViewState | null
  /** What a look at a slot told last. */
  readonly slotMetrics: (viewId: string) => SlotMetrics | null
  /** How far a test is; null before it has begun. */
  readonly hostTest: (id: string) => HostTest | null
  /** Resolves with the engine's next event; rejects when aborted. No event between two calls is missed. */
  readonly nextEvent: (signal: AbortSignal) => Promise<void>
  /** Resolves when every host has answered or failed once. */
  readonly settled: Engine['settled']
  /** See `Engine`. */
  readonly proxiesSeen: Engine['proxiesSeen']
  readonly close: () => Promise<void>
}

/** Opens a session; its board names the hosts at once, and what they answered once it is settled. */
export function openSession(engine: Engine): EngineSession {
  let board = emptyBoard
  const deployments = new Map<string, Deployment>()
  const logViews = new Map<string, LogViewState>()
  const hostTests = new Map<string, HostTest>()
  const slotMetrics = new Map<string, SlotMetrics>()
  let takeover: TakeoverProgress | null = null
  let wake = (): void => undefined
  let isMissed = false
  const take = (event: EngineEvent): void => {
    if (event.event === 'board-changed') board = event.payload.patches.reduce(applyBoardPatch, board)
    if (event.event === 'deployment-changed') deployments.set(event.payload.deployment.id, event.payload.deployment)
    if (event.event === 'takeover-progress') takeover = event.payload
    if (event.event === 'log-view-changed') logViews.set(event.payload.viewId, event.payload)
    if (event.event === 'metrics-changed') slotMetrics.set(event.payload.viewId, event.payload)
    if (event.event === 'host-test-changed') hostTests.set(event.payload.testId, event.payload.test)
    isMissed = true
    wake()
  }
  const end = engine.subscribe(take)
  return {
    request: (name, body, requestSignal) => engine.request(name, body, requestSignal),
    board: () => board,
    deployment: (id) => deployments.get(id) ?? null,
    takeover: () => takeover,
    logView: (id) => logViews.get(id) ?? null,
    slotMetrics: (viewId) => slotMetrics.get(viewId) ?? null,
    hostTest: (id) => hostTests.get(id) ?? null,
    nextEvent: async (waitSignal) => {
      waitSignal.throwIfAborted()
      if (!isMissed) await waitFor((resolve) => (wake = resolve), waitSignal)
      isMissed = false
    },
    settled: engine.settled,
    proxiesSeen: engine.proxiesSeen,
    close: async () => {
      end()
      await engine.close()
    },
  }
}

function waitFor(register: (resolve: () => void) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    register(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}
