import { randomUUID } from 'node:crypto'
import type { LogMatches, LogRows, LogSource, LogViewState } from '../../contract/log-contract'
import { BerthError } from '../../domain/berth-error'
import { compareNames } from '../../domain/board-patch'
import { slotContainers } from '../../domain/slot-containers'
import type { HostAccess } from '../host-access'
import type { Clock, Log } from '../ports'
import { type LogBeginning, LogView } from './log-view'
import { saveRows } from './save-rows'
import { searchRows } from './search-rows'
import { slotLogContainers } from './slot-log-containers'

/** What log views need of the engine. */
export type LogViewsParts = {
  readonly hostAccess: HostAccess
  readonly clock: Clock
  readonly log: Log
  /** See `EngineOptions.resolveSaveTarget`. */
  readonly resolveSaveTarget: (token: string) => Promise<string | null>
}

/**
 * The logs that are open. A view lives until it is closed, also while its host is away. Every function that takes a
 * `viewId` throws `log-view-unknown` for one that is not open.
 */
export type LogViews = {
  /** Throws `host-unknown`, `slot-unknown`, `service-unknown` or `log-views-full`. A host that has not answered yet is waited for. */
  readonly open: (source: LogSource, beginning: LogBeginning) => string
  readonly close: (viewId: string) => void
  /** Rows as they are, ANSI sequences included; `maxLength` in UTF-16 units. */
  readonly read: (viewId: string, first: number, count: number, maxLength: number) => LogRows
  readonly search: (viewId: string, text: string, signal: AbortSignal) => Promise<LogMatches>
  /** Writes the rows held to the file behind the shell's token. Throws `save-failed`, `bad-request` for an unknown token. */
  readonly save: (
    viewId: string,
    target: string,
    signal: AbortSignal,
  ) => Promise<{ readonly lines: number; readonly file: string }>
  /** Each view's state, at most ten times a second a view; the result ends that. */
  readonly onChange: (listener: (state: LogViewState) => void) => () => void
  readonly closeAll: () => void
}

/** Views that may be open at once. */
const mostViews = 32

/** No view is open at first. */
export function createLogViews(parts: LogViewsParts): LogViews {
  const views = new Map<string, LogView>()
  const listeners = new Set<(state: LogViewState) => void>()
  const tell = (state: LogViewState): void => {
    for (const listener of listeners) listener(state)
  }
  const viewOf = (viewId: string): LogView => {
    const view = views.get(viewId)
    if (view === undefined) throw new BerthError('log-view-unknown')
    return view
  }
  return {
    open: (source, beginning) => {
      if (views.size >= mostViews) throw new BerthError('log-views-full', { count: mostViews })
      checkSource(source, parts.hostAccess)
      const viewId = randomUUID()
      const view = new LogView({ viewId, source, ...beginning }, { ...parts, tell })
      views.set(viewId, view)
      view.begin()
      return viewId
    },
    close: (viewId) => {
      viewOf(viewId).close()
      views.delete(viewId)
    },
    read: (viewId, first, count, maxLength) => viewOf(viewId).store.read(first, count, maxLength),
    search: async (viewId, text, signal) => searchRows(viewOf(viewId).store, text, parts.clock, signal),
    save: async (viewId, target, signal) => {
      const view = viewOf(viewId)
      const file = await parts.resolveSaveTarget(target)
      if (file === null) throw new BerthError('bad-request', { field: 'target', reason: 'not a place that was chosen' })
      return { lines: await saveRows(view.store.rowsHeld(), view.services, file, signal), file }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    closeAll: () => {
      for (const view of views.values()) view.close()
      views.clear()
    },
  }
}

/** Whether a known host has what is asked for; of a host that never answered nothing can be said yet. */
function checkSource(source: LogSource, hostAccess: HostAccess): void {
  const observation = hostAccess.observation(source.hostId)
  if (observation === null) return
  const containers = slotLogContainers(observation.containers, source.slot)
  if (containers === null) {
    const known = slotContainers(observation.containers).map((slot) => slot.name)
    throw new BerthError('slot-unknown', { slot: source.slot, known: known.join(', ') })
  }
  const services = new Set(containers.map((container) => container.service))
  const unknown = source.services?.find((service) => !services.has(service))
  if (unknown === undefined) return
  const known = [...services].sort(compareNames).join(', ')
  throw new BerthError('service-unknown', { slot: source.slot, service: unknown, known })
}
