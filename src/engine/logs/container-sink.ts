import { rowKind } from '../../contract/log-contract'
import type { SplitLine } from '../../domain/line-splitter'
import { logTimestampAt } from '../../domain/log-timestamp'
import type { Clock } from '../ports'
import type { ContainerBeginning } from './container-beginning'
import type { LineSink } from './follow-container'
import type { LinePump, PumpedLine } from './line-pump'
import type { SlotLogContainer } from './slot-log-containers'

/** Whose lines go into a sink. `service`: its index among the view's. */
export type SinkSource = {
  readonly container: SlotLogContainer
  readonly service: number
  readonly beginning: ContainerBeginning
}

/** What a sink hands on to. */
export type SinkParts = {
  readonly pump: LinePump
  readonly clock: Clock
  readonly onProblem: LineSink['problem']
}

/** Hands a container's lines and markers to the pump, as rows; ends with the signal. */
export function createContainerSink(source: SinkSource, parts: SinkParts, signal: AbortSignal): LineSink {
  const { container, service, beginning } = source
  const containerId = container.id
  return {
    lines: (lines, until) => {
      beginning.note(lines, parts.clock.monotonicMs())
      return parts.pump.push(
        lines.map((line) => rowOfLine(line, containerId, service)),
        until,
      )
    },
    marker: (marker, detail, atMs) => {
      const at = logTimestampAt(atMs)
      const text = `${marker}\t${detail}`
      const row = { containerId, timestamp: at.text, atMs: at.atMs, service, kind: rowKind.marker, text }
      void parts.pump.push([row], signal)
    },
    problem: parts.onProblem,
  }
}

/** A line of a container on its way into the store. */
export function rowOfLine(line: SplitLine, containerId: string, service: number): PumpedLine {
  const { timestamp, atMs, text } = line
  return { containerId, timestamp, atMs, service, kind: rowKind[line.stream], text }
}
