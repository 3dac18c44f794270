import { noService, rowKind } from '../../contract/log-contract'
import { logTimestampAt } from '../../domain/log-timestamp'
import { createLineMerge } from '../../domain/merge-lines'
import type { Clock } from '../ports'
import type { ContainerBeginning } from './container-beginning'
import type { PumpedLine } from './line-pump'
import type { LogBuffer } from './log-buffer'
import type { DeploymentMarker } from './slot-deployments'

const lookEveryMs = 50

/**
 * Puts lines and deployments' markers into a buffer, in the order of time. Lines of before the moment from which all
 * containers' lines are there are kept back: they would look as if the others had been silent.
 */
export class LogTimeline {
  private readonly buffer: LogBuffer
  private readonly beginnings: () => Iterable<ContainerBeginning>
  private readonly evenStart: boolean
  /** Lines that are kept back, each container's in its own order. */
  private readonly earlier = new Map<string, PumpedLine[]>()
  /** Markers that are still to be placed, oldest first. */
  private markers: PumpedLine[] = []
  private readonly knownMarkers = new Set<string>()

  constructor(buffer: LogBuffer, beginnings: () => Iterable<ContainerBeginning>, evenStart: boolean) {
    this.buffer = buffer
    this.beginnings = beginnings
    this.evenStart = evenStart
  }

  /** Whether lines are kept back. */
  get keepsBack(): boolean {
    return this.earlier.size > 0
  }

  /** Lines in the order of time, newer than those before. */
  put(lines: readonly PumpedLine[]): void {
    const fresh = this.buffer.rows > 0 ? lines : this.withoutEarlier(lines)
    if (fresh.length > 0) this.buffer.append(this.withMarkers(fresh))
  }

  /** Markers of deployments; those known already are left out. Answers with those that are newer than all lines. */
  addMarkers(markers: readonly DeploymentMarker[]): readonly PumpedLine[] {
    const fresh = markers.filter(({ key }) => !this.knownMarkers.has(key))
    for (const { key } of fresh) this.knownMarkers.add(key)
    const newestMs = this.timeOf(this.buffer.store.end - 1) ?? Infinity
    const rows = fresh.map(markerLine)
    this.markers.push(...rows.filter(({ atMs }) => atMs <= newestMs))
    this.markers.sort(byTime)
    return rows.filter(({ atMs }) => atMs > newestMs)
  }

  /** Lines of one container, older than all that are known of it; they are shown as soon as all others' are there. */
  addOlder(containerId: string, lines: readonly PumpedLine[]): void {
    if (lines.length > 0) this.earlier.set(containerId, [...lines, ...(this.earlier.get(containerId) ?? [])])
  }

  /** Shows what need not be kept back any more; answers how many rows there are. */
  release(): number {
    const released = mergeLines(this.takeEarlier(this.completeFromMs()))
    if (released.length === 0) return 0
    const rows = this.withMarkers(released, released[0]?.atMs)
    this.buffer.prepend(rows)
    return rows.length
  }

  /** Shows the rest as soon as it is known how far back each container's lines go. Rejects when aborted. */
  async releaseWhenKnown(clock: Clock, onRelease: () => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      const nowMs = clock.monotonicMs()
      const known = [...this.beginnings()].map((beginning) => beginning.isKnown(nowMs))
      if (this.release() > 0) onRelease()
      if (known.every(Boolean)) break
      await clock.sleep(lookEveryMs, signal)
    }
    // What is newer than the last line waited for lines that do not come.
    const late = this.takeMarkers(this.timeOf(this.buffer.store.first) ?? Infinity, Infinity)
    if (late.length === 0) return
    this.buffer.append(late)
    onRelease()
  }

  private completeFromMs(): number {
    if (!this.evenStart) return -Infinity
    return Math.max(-Infinity, ...[...this.beginnings()].map(({ missingBeforeMs }) => missingBeforeMs))
  }

  private takeEarlier(fromMs: number): readonly (readonly PumpedLine[])[] {
    return [...this.earlier].map(([containerId, lines]) => {
      const from = lines.findIndex(({ atMs }) => atMs >= fromMs)
      if (from === 0) this.earlier.delete(containerId)
      else if (from > 0) this.earlier.set(containerId, lines.slice(0, from))
      return from < 0 ? [] : lines.slice(from)
    })
  }

  /** Keeps back the first of the lines where there are none yet that are newer. */
  private withoutEarlier(lines: readonly PumpedLine[]): readonly PumpedLine[] {
    const fromMs = this.completeFromMs()
    const found = lines.findIndex(({ atMs }) => atMs >= fromMs)
    const end = found < 0 ? lines.length : found
    for (const line of lines.slice(0, end)) {
      const known = this.earlier.get(line.containerId)
      if (known === undefined) this.earlier.set(line.containerId, [line])
      else known.push(line)
    }
    return lines.slice(end)
  }

  /** The lines with the markers that belong between and before them, but for those of before `fromMs`. */
  private withMarkers(
    lines: readonly PumpedLine[],
    fromMs = this.timeOf(this.buffer.store.first) ?? lines[0]?.atMs ?? Infinity,
  ): readonly PumpedLine[] {
    if (this.markers.length === 0) return lines
    const markers = this.takeMarkers(fromMs, lines.at(-1)?.atMs ?? -Infinity)
    return markers.length === 0 ? lines : mergeLines([markers, lines])
  }

  private takeMarkers(fromMs: number, toMs: number): readonly PumpedLine[] {
    const taken = this.markers.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    if (taken.length > 0) this.markers = this.markers.filter((marker) => !taken.includes(marker))
    return taken
  }

  private timeOf(number: number): number | null {
    const at = this.buffer.store.place(number)
    return at === null ? null : at.chunk.atMs(at.index)
  }
}

function byTime(a: PumpedLine, b: PumpedLine): number {
  return a.atMs - b.atMs
}

/** Several runs of lines as one, in the order of time; no line overtakes another of its own run. */
function mergeLines(runs: readonly (readonly PumpedLine[])[]): readonly PumpedLine[] {
  const merge = createLineMerge<PumpedLine>()
  runs.forEach((lines, index) => {
    merge.open(String(index), 0)
    merge.push(String(index), lines, 0)
    merge.close(String(index))
  })
  return merge.take(Infinity, Infinity)
}

function markerLine({ marker, details, atMs }: DeploymentMarker): PumpedLine {
  const at = logTimestampAt(atMs)
  const text = [marker, ...details].join('\t')
  return { containerId: '', timestamp: at.text, atMs: at.atMs, service: noService, kind: rowKind.marker, text }
}
