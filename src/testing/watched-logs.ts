import type { LogViewState } from '../contract/log-contract'
import { createDockerClient } from '../engine/docker/create-docker-client'
import { type LogBudget, logBudgetOf } from '../engine/logs/log-memory'
import { createLogViews, type LogViews } from '../engine/logs/log-views'
import type { DockerClient } from '../engine/ports'
import { systemClock } from '../engine/system-clock'
import { createFakeHostAccess } from './fake-host-access'
import { socketRoute } from './socket-route'

/** Log views over the real client of one host, `host-1`, kept up by its engine's real events. */
export type WatchedLogs = {
  readonly views: LogViews
  /** Looks at the host, as the watcher does after an event. */
  readonly look: () => Promise<void>
  /** Opens a view of a slot, following it; `tail` null: all lines. */
  readonly open: (slot: string, service: string | null, tail: number | null) => string
  /** Closes a view, and forgets what was told of it. */
  readonly close: (viewId: string) => void
  /** The newest word about a view; null: none has come yet. */
  readonly state: (viewId: string) => LogViewState | null
  /** Resolves with the first word of a view for which the test holds; rejects when the limit has passed. */
  readonly until: (
    viewId: string,
    what: string,
    test: (state: LogViewState) => boolean,
    limitMs?: number,
  ) => Promise<LogViewState>
  readonly end: () => Promise<void>
}

/** Watches an engine by its address; see `WatchedLogs`. */
export async function watchLogs(address: string, budget: LogBudget = logBudgetOf(512)): Promise<WatchedLogs> {
  const client = createDockerClient(socketRoute(address), { clock: systemClock })
  const hostAccess = createFakeHostAccess(client)
  const stop = new AbortController()
  const history = { deployments: async () => [], onChange: () => () => undefined }
  const parts = { hostAccess, history, clock: systemClock, log: () => undefined, resolveSaveTarget: async () => null }
  const views = createLogViews({ ...parts, budget })
  const told = tellingOf(views)
  const watching = watchEvents(client, hostAccess, stop.signal)
  await hostAccess.look()
  return {
    views,
    state: told.state,
    until: told.until,
    close: (viewId) => {
      views.close(viewId)
      told.forget(viewId)
    },
    look: hostAccess.look,
    open: (slot, service, tail) => {
      const source = { hostId: 'host-1', slot, services: service === null ? null : [service] }
      return views.open(source, { tail, sinceMs: null, follow: true })
    },
    end: async () => {
      views.closeAll()
      stop.abort()
      await watching
      client.close()
    },
  }
}

type Told = Pick<WatchedLogs, 'state' | 'until'> & { readonly forget: (viewId: string) => void }

function tellingOf(views: LogViews): Told {
  const states = new Map<string, LogViewState>()
  const waiting = new Set<() => void>()
  views.onChange((state) => {
    states.set(state.viewId, state)
    for (const look of waiting) look()
  })
  const state = (viewId: string): LogViewState | null => states.get(viewId) ?? null
  const until: WatchedLogs['until'] = (viewId, what, test, limitMs = 30_000) =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer)
        waiting.delete(look)
      }
      const look = (): void => {
        const known = states.get(viewId)
        if (known === undefined || !test(known)) return
        done()
        resolve(known)
      }
      const timer = setTimeout(() => {
        done()
        reject(new Error(`waited ${limitMs} ms for ${what}: ${JSON.stringify(states.get(viewId))}`))
      }, limitMs)
      waiting.add(look)
      look()
    })
  return { state, until, forget: (viewId) => void states.delete(viewId) }
}

async function watchEvents(
  client: DockerClient,
  hostAccess: ReturnType<typeof createFakeHostAccess>,
  signal: AbortSignal,
): Promise<void> {
  const listen = async (): Promise<void> => {
    for await (const event of client.events(signal)) {
      hostAccess.tellEvent(event)
      if (['create', 'start', 'die', 'destroy'].includes(event.action)) await hostAccess.look()
    }
  }
  while (!signal.aborted) await listen().catch(() => systemClock.sleep(50, new AbortController().signal))
}

/** Lines a view holds, without what is marked among them. */
export function linesHeld({ levels }: LogViewState): number {
  return levels.reduce((sum, count) => sum + count, 0)
}
