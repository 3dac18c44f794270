import { randomUUID } from 'node:crypto'
import type { LogFilter, LogMarks, LogMatches, LogRows, LogSource, LogViewState } from '../../contract/log-contract'
import { BerthError } from '../../domain/berth-error'
import { compareNames } from '../../domain/board-patch'
import type { LinePattern } from '../../domain/line-matcher'
import { slotContainers } from '../../domain/slot-containers'
import type { HostAccess } from '../host-access'
import type { Clock, Log } from '../ports'
import { findRow, type FoundKind } from './find-row'
import { type LogBudget, LogMemory } from './log-memory'
import { type LogBeginning, LogView } from './log-view'
import { markRows } from './mark-rows'
import { type SavedRows, saveRows } from './save-rows'
import { searchRows } from './search-rows'
import type { SlotHistory } from './slot-deployments'
import { slotLogContainers } from './slot-log-containers'

/** What log views need of the engine. */
export type LogViewsParts = {
  readonly hostAccess: HostAccess
  readonly history: SlotHistory
  readonly clock: Clock
  readonly log: Log
  /** See `EngineOptions.resolveSaveTarget`. */
  readonly resolveSaveTarget: (token: string) => Promise<string | null>
  /** What all views may hold together at first. */
  readonly budget: LogBudget
}

/** See `search-log`. */
export type LogSearch = LinePattern & { readonly before: number | null }

/**
 * The logs that are open. A view lives until it is closed, also while its host is away. Every function that takes a
 * `viewId` throws `log-view-unknown` for one that is not open. The functions are those of the contract's `logRequests`.
 */
export type LogViews = {
  /**
   * Throws `host-unknown`, `slot-unknown`, `service-unknown`, `pattern-refused` or `log-views-full`. A host that has not
   * answered yet is waited for.
   */
  readonly open: (source: LogSource, beginning: LogBeginning) => string
  readonly close: (viewId: string) => void
  /** Rows as they are, ANSI sequences included; `maxLength` in UTF-16 units. */
  readonly read: (viewId: string, first: number, count: number, maxLength: number) => LogRows
  readonly readLine: (viewId: string, number: number) => string
  /** Answers with the layout from which on the filter holds. */
  readonly filter: (viewId: string, filter: LogFilter) => number
  /** The same. */
  readonly fold: (viewId: string, number: number, open: boolean) => number
  /** Resolves when they are read. Throws the host's errors. */
  readonly readOlder: (viewId: string, signal: AbortSignal) => Promise<void>
  readonly search: (viewId: string, search: LogSearch, signal: AbortSignal) => Promise<LogMatches>
  readonly find: (
    viewId: string,
    from: number,
    step: 1 | -1,
    kind: FoundKind,
    signal: AbortSignal,
  ) => Promise<number | null>
  readonly locate: (viewId: string, place: LogPlace) => number | null
  readonly marks: (viewId: string, buckets: number, signal: AbortSignal) => Promise<LogMarks>
  /** Writes rows to the file behind the shell's token. Throws `save-failed`, `bad-request` for an unknown token. */
  readonly save: (
    viewId: string,
    target: string,
    what: 'shown' | 'all',
    signal: AbortSignal,
  ) => Promise<{ readonly lines: number; readonly file: string }>
  /** Each view's state, at most ten times a second a view; the result ends that. */
  readonly onChange: (listener: (state: LogViewState) => void) => () => void
  /** What all views may hold together from now on. With less, the oldest rows go at once and count as dropped. */
  readonly setBudget: (budget: LogBudget) => void
  readonly closeAll: () => void
}

/** A row by its number, or by a moment. */
export type LogPlace = { readonly number: number } | { readonly atMs: number }

/** Views that may be open at once. */
const mostViews = 32

type Registry = {
  readonly parts: LogViewsParts
  readonly memory: LogMemory
  readonly views: Map<string, LogView>
  /** Throws `log-view-unknown`. */
  readonly viewOf: (viewId: string) => LogView
  readonly tell: (state: LogViewState) => void
}

/** No view is open at first. */
export function createLogViews(parts: LogViewsParts): LogViews {
  const views = new Map<string, LogView>()
  const listeners = new Set<(state: LogViewState) => void>()
  const registry: Registry = {
    parts,
    memory: new LogMemory(parts.budget),
    views,
    viewOf: (viewId) => {
      const view = views.get(viewId)
      if (view === undefined) throw new BerthError('log-view-unknown')
      return view
    },
    tell: (state) => {
      for (const listener of listeners) listener(state)
    },
  }
  return {
    ...openAndClose(registry),
    ...readings(registry),
    ...choices(registry),
    ...searches(registry),
    setBudget: (budget) => {
      registry.memory.setBudget(budget)
      for (const view of views.values()) view.noteDropped()
    },
    save: (viewId, target, what, signal) => saveView(registry, viewId, target, what, signal),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function openAndClose(registry: Registry): Pick<LogViews, 'open' | 'close' | 'closeAll'> {
  const { parts, memory, views, viewOf, tell } = registry
  const close = (viewId: string, view: LogView): void => {
    view.close()
    memory.remove(view.buffer)
    views.delete(viewId)
  }
  return {
    open: (source, beginning) => {
      if (views.size >= mostViews) throw new BerthError('log-views-full', { count: mostViews })
      checkSource(source, parts.hostAccess)
      const viewId = randomUUID()
      const view = new LogView({ viewId, source, ...beginning }, { ...parts, memory, tell })
      views.set(viewId, view)
      memory.add(view.buffer)
      memory.putInFront(view.buffer)
      view.begin()
      return viewId
    },
    close: (viewId) => close(viewId, viewOf(viewId)),
    closeAll: () => {
      for (const [viewId, view] of views) close(viewId, view)
    },
  }
}

function readings({ memory, viewOf }: Registry): Pick<LogViews, 'read' | 'readLine' | 'readOlder'> {
  return {
    read: (viewId, first, count, maxLength) => {
      const { buffer } = viewOf(viewId)
      memory.putInFront(buffer)
      return buffer.read(first, count, maxLength)
    },
    readLine: (viewId, number) => {
      const at = viewOf(viewId).buffer.store.place(number)
      return at === null ? '' : at.chunk.wholeText(at.index)
    },
    readOlder: async (viewId, signal) => viewOf(viewId).readOlder(signal),
  }
}

function choices({ viewOf }: Registry): Pick<LogViews, 'filter' | 'fold'> {
  return {
    filter: (viewId, filter) => {
      const view = viewOf(viewId)
      view.filter(filter)
      return view.buffer.shown.layout
    },
    fold: (viewId, number, open) => {
      const view = viewOf(viewId)
      view.fold(number, open)
      return view.buffer.shown.layout
    },
  }
}

function searches({ parts, viewOf }: Registry): Pick<LogViews, 'search' | 'find' | 'locate' | 'marks'> {
  return {
    search: async (viewId, search, signal) => searchRows(viewOf(viewId).buffer, search, parts.clock, signal),
    find: async (viewId, from, step, kind, signal) => findRow(viewOf(viewId).buffer, from, step, kind, signal),
    locate: (viewId, place) => {
      const { shown, store } = viewOf(viewId).buffer
      return shown.positionOf('number' in place ? place.number : store.firstSince(place.atMs))
    },
    marks: async (viewId, buckets, signal) => markRows(viewOf(viewId).buffer, buckets, signal),
  }
}

async function saveView(
  { parts, viewOf }: Registry,
  viewId: string,
  target: string,
  what: 'shown' | 'all',
  signal: AbortSignal,
): Promise<{ readonly lines: number; readonly file: string }> {
  const view = viewOf(viewId)
  const file = await parts.resolveSaveTarget(target)
  if (file === null) throw new BerthError('bad-request', { field: 'target', reason: 'not a place that was chosen' })
  const { store, shown } = view.buffer
  const rows: SavedRows = {
    blocks: store.blocks(),
    isMeant: what === 'all' ? () => true : shown.membership(),
    services: view.services,
    slot: view.slot,
    endNumber: store.end,
  }
  const total = what === 'all' ? store.count : shown.count
  try {
    view.noteSaving({ lines: 0, total })
    const lines = await saveRows(
      rows,
      file,
      (done) => view.noteSaving({ lines: done, total: Math.max(done, total) }),
      signal,
    )
    return { lines, file }
  } finally {
    view.noteSaving(null)
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
