import { setMaxListeners } from 'node:events'
import type { HostMetrics, SlotMetrics } from '../../contract/metrics-contract'
import { BerthError } from '../../domain/berth-error'
import type { DiskUse } from '../../domain/disk-use'
import { findSlot, slotContainers } from '../../domain/slot-containers'
import { openAbortScope, orAborted } from '../abort-scope'
import type { HostAccess } from '../host-access'
import { createSharedDiskUse } from './shared-disk-use'
import { SlotRecorder, type RecordedSlot, type RecorderParts } from './slot-recorder'
import { watchMachine } from './watch-machine'

/**
 * What containers and hosts use, measured for as long as somebody looks and no longer. The two `watch…` never resolve:
 * they reject with the signal's reason, and with what is wrong at their beginning.
 */
export type Metrics = {
  /** Throws `host-unknown`, `slot-unknown`, `metrics-views-full`. A host that has not answered yet is waited for. */
  readonly watchSlot: (viewId: string, slot: RecordedSlot, signal: AbortSignal) => Promise<never>
  /** Throws `host-unknown`, `metrics-views-full`. */
  readonly watchHost: (viewId: string, hostId: string, signal: AbortSignal) => Promise<never>
  readonly diskUse: (hostId: string, signal: AbortSignal) => Promise<DiskUse>
  readonly onSlot: (listener: (metrics: SlotMetrics) => void) => () => void
  readonly onHost: (listener: (metrics: HostMetrics) => void) => () => void
  readonly closeAll: () => void
}

/** Looks that may be open at once, of both kinds. */
const mostViews = 64
/** Slots whose last half hour is kept while nobody looks: 20 KB a service. */
const mostIdle = 16

/** Nothing is measured at first. */
export function createMetrics(parts: RecorderParts): Metrics {
  const { hostAccess } = parts
  const recorders = new Map<string, SlotRecorder>()
  const slotListeners = new Set<(metrics: SlotMetrics) => void>()
  const hostListeners = new Set<(metrics: HostMetrics) => void>()
  let views = 0
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const asView = async (signal: AbortSignal, work: (signal: AbortSignal) => Promise<never>): Promise<never> => {
    if (views >= mostViews) throw new BerthError('metrics-views-full', { count: mostViews })
    views += 1
    const scope = openAbortScope(signal, closing.signal)
    try {
      return await work(scope.signal)
    } finally {
      scope.release()
      views -= 1
    }
  }
  const recorderOf = (slot: RecordedSlot): SlotRecorder => {
    const key = JSON.stringify([slot.hostId, slot.slot])
    const recorder = recorders.get(key) ?? new SlotRecorder(slot, parts)
    // Anew at the end: the slot that was looked at longest ago is the first to be forgotten.
    recorders.delete(key)
    forgetIdle(recorders)
    recorders.set(key, recorder)
    return recorder
  }
  return {
    watchSlot: (viewId, slot, asking) =>
      asView(asking, async (signal) => {
        checkSlot(slot, hostAccess)
        const close = recorderOf(slot).open(viewId, (metrics) => slotListeners.forEach((listen) => listen(metrics)))
        try {
          return await untilAborted(signal)
        } finally {
          close()
        }
      }),
    watchHost: (viewId, hostId, asking) =>
      asView(asking, async (signal) => {
        hostAccess.hostName(hostId)
        const tell = (metrics: Omit<HostMetrics, 'viewId'>): void =>
          hostListeners.forEach((listen) => listen({ viewId, ...metrics }))
        return watchMachine(hostId, parts, tell, signal)
      }),
    diskUse: createSharedDiskUse(hostAccess),
    onSlot: (listener) => listenIn(slotListeners, listener),
    onHost: (listener) => listenIn(hostListeners, listener),
    closeAll: () => {
      closing.abort(new BerthError('cancelled'))
      for (const recorder of recorders.values()) recorder.stop()
      recorders.clear()
    },
  }
}

/** Whether a known host has the slot; of a host that never answered nothing can be said yet. */
function checkSlot({ hostId, slot }: RecordedSlot, hostAccess: HostAccess): void {
  const observation = hostAccess.observation(hostId)
  if (observation === null || findSlot(observation.containers, slot) !== null) return
  const known = slotContainers(observation.containers).map(({ name }) => name)
  throw new BerthError('slot-unknown', { slot, known: known.join(', ') })
}

function forgetIdle(recorders: Map<string, SlotRecorder>): void {
  const idle = [...recorders].filter(([, recorder]) => recorder.isIdle)
  for (const [key] of idle.slice(0, Math.max(0, idle.length - mostIdle))) recorders.delete(key)
}

function listenIn<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return orAborted(new Promise<never>(() => undefined), signal)
}
