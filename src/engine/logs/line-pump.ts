import { createLineMerge, mergeGraceMs, type MergePatience } from '../../domain/merge-lines'
import type { Clock } from '../ports'

/** A row on its way into the store. */
export type PumpedLine = {
  readonly containerId: string
  readonly timestamp: string
  readonly atMs: number
  readonly service: number
  readonly kind: number
  readonly text: string
}

/** Brings the lines of several containers into one order and hands them on as soon as they may go. */
export type LinePump = {
  readonly open: (containerId: string) => void
  /** Lines of one container. Null: more may come at once; else when it resolves. Who is far ahead of the others waits. */
  readonly push: (lines: readonly PumpedLine[], signal: AbortSignal) => Promise<void> | null
  readonly close: (containerId: string) => void
  /** Hands on what is left at once. */
  readonly finish: () => void
}

/**
 * What may wait of all containers together, and of one at least, before its reading pauses: lines, and their text in
 * UTF-16 units. Docker reads several logs side by side, but only while nobody waits for one of them alone.
 */
const mostWaiting = { lines: 262_144, length: 33_554_432 }
const leastWaiting = { lines: 8_192, length: 1_048_576 }
const blockLines = 1_024
const pauseMs = 10

/** See `LinePump`. Nothing is handed on any more once `signal` is aborted. */
export function createLinePump(
  put: (lines: readonly PumpedLine[]) => void,
  patience: MergePatience,
  clock: Clock,
  signal: AbortSignal,
): LinePump {
  const merge = createLineMerge<PumpedLine>(patience)
  const waiting = createWaiting()
  const lateness = createLateness((nowMs) => merge.excuse(nowMs))
  let wakeUpAtMs: number | null = null

  const putAll = (nowMs: number): void => {
    for (let lines = merge.take(nowMs, blockLines); lines.length > 0; lines = merge.take(nowMs, blockLines)) {
      waiting.changed(lines, -1)
      put(lines)
      lateness.progressed()
    }
  }

  const pump = (): void => {
    if (signal.aborted) return
    const nowMs = clock.monotonicMs()
    lateness.look(wakeUpAtMs, nowMs)
    putAll(nowMs)
    const dueMs = merge.dueMs(nowMs)
    if (dueMs !== null && (wakeUpAtMs === null || dueMs < wakeUpAtMs)) void wakeUp(dueMs, dueMs - nowMs)
  }

  const wakeUp = async (dueMs: number, waitMs: number): Promise<void> => {
    wakeUpAtMs = dueMs
    try {
      await clock.sleep(Math.ceil(waitMs), signal)
    } catch {
      return
    }
    lateness.look(wakeUpAtMs, clock.monotonicMs())
    if (wakeUpAtMs === dueMs) wakeUpAtMs = null
    pump()
  }

  const isFull = (containerId: string): boolean => waiting.isFull(containerId, merge.waiting(containerId))

  return {
    open: (containerId) => {
      waiting.open.add(containerId)
      merge.open(containerId, clock.monotonicMs())
    },
    push: (lines, until) => {
      const containerId = lines[0]?.containerId
      if (containerId === undefined) return null
      waiting.changed(lines, 1)
      merge.push(containerId, lines, clock.monotonicMs())
      pump()
      return isFull(containerId) ? waitForRoom(() => !isFull(containerId), clock, until) : null
    },
    close: (containerId) => {
      waiting.open.delete(containerId)
      merge.close(containerId)
      pump()
    },
    finish: () => putAll(Infinity),
  }
}

async function waitForRoom(hasRoom: () => boolean, clock: Clock, until: AbortSignal): Promise<void> {
  while (!hasRoom()) await clock.sleep(pauseMs, until)
}

type Lateness = {
  /** `dueMs`: when the pump was to wake up; null: nothing was due. */
  readonly look: (dueMs: number | null, nowMs: number) => void
  /** Lines went on. */
  readonly progressed: () => void
}

/** A process that was held up has read nobody's lines: that nothing came is no silence. Excused once, lest nothing ever goes on. */
function createLateness(excuse: (nowMs: number) => void): Lateness {
  let wasExcused = false
  return {
    look: (dueMs, nowMs) => {
      if (wasExcused || dueMs === null || nowMs - dueMs <= mergeGraceMs) return
      wasExcused = true
      excuse(nowMs)
    },
    progressed: () => void (wasExcused = false),
  }
}

type Waiting = {
  /** The containers that are read. */
  readonly open: Set<string>
  readonly changed: (lines: readonly PumpedLine[], sign: 1 | -1) => void
  readonly isFull: (containerId: string, lines: number) => boolean
}

/** Counts the text that waits, and shares the room out among the containers that are read. */
function createWaiting(): Waiting {
  const open = new Set<string>()
  const lengths = new Map<string, number>()
  const room = (what: keyof typeof mostWaiting): number =>
    Math.max(leastWaiting[what], mostWaiting[what] / Math.max(1, open.size))
  return {
    open,
    changed: (lines, sign) => {
      for (const { containerId, text } of lines)
        lengths.set(containerId, (lengths.get(containerId) ?? 0) + sign * text.length)
    },
    isFull: (containerId, lines) => lines > room('lines') || (lengths.get(containerId) ?? 0) > room('length'),
  }
}
