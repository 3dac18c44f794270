import { createLineMerge } from '../../domain/merge-lines'
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

/** What may wait of one container before its reading pauses: lines, and their text in UTF-16 units. */
const mostWaiting = { lines: 16_384, length: 2_097_152 }
const blockLines = 1_024
const pauseMs = 10

/** See `LinePump`. Nothing is handed on any more once `signal` is aborted. */
export function createLinePump(
  put: (lines: readonly PumpedLine[]) => void,
  clock: Clock,
  signal: AbortSignal,
): LinePump {
  const merge = createLineMerge<PumpedLine>()
  const lengths = new Map<string, number>()
  let wakeUpAtMs: number | null = null

  const changeLength = (lines: readonly PumpedLine[], sign: 1 | -1): void => {
    for (const { containerId, text } of lines) {
      lengths.set(containerId, (lengths.get(containerId) ?? 0) + sign * text.length)
    }
  }

  const putAll = (nowMs: number): void => {
    for (let lines = merge.take(nowMs, blockLines); lines.length > 0; lines = merge.take(nowMs, blockLines)) {
      changeLength(lines, -1)
      put(lines)
    }
  }

  const pump = (): void => {
    if (signal.aborted) return
    const nowMs = clock.monotonicMs()
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
    if (wakeUpAtMs === dueMs) wakeUpAtMs = null
    pump()
  }

  const isFull = (containerId: string): boolean =>
    merge.waiting(containerId) > mostWaiting.lines || (lengths.get(containerId) ?? 0) > mostWaiting.length

  const waitForRoom = async (containerId: string, until: AbortSignal): Promise<void> => {
    while (isFull(containerId)) await clock.sleep(pauseMs, until)
  }

  return {
    open: (containerId) => merge.open(containerId, clock.monotonicMs()),
    push: (lines, until) => {
      const containerId = lines[0]?.containerId
      if (containerId === undefined) return null
      changeLength(lines, 1)
      merge.push(containerId, lines, clock.monotonicMs())
      pump()
      return isFull(containerId) ? waitForRoom(containerId, until) : null
    },
    close: (containerId) => {
      merge.close(containerId)
      pump()
    },
    finish: () => putAll(Infinity),
  }
}
