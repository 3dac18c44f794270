import type { ContainerObservation } from '../../domain/container-observation'
import { displayText } from '../../domain/display-text'
import type { LogMarker } from '../../domain/log-line'

/** What two looks at a container say of its health and its memory. `detail` as in `logMarkers`. */
export type ContainerMarker = { readonly marker: LogMarker; readonly detail: string; readonly atMs: number }

/** What has happened to a container's health and memory from one look to the next; its starts and ends are told elsewhere. */
export function containerMarkers(before: ContainerObservation, now: ContainerObservation): readonly ContainerMarker[] {
  return [...memoryMarkers(before, now), ...healthMarkers(before, now)]
}

function memoryMarkers(before: ContainerObservation, now: ContainerObservation): readonly ContainerMarker[] {
  if (!now.outOfMemory || now.finishedAtMs === null) return []
  if (before.outOfMemory && before.finishedAtMs === now.finishedAtMs) return []
  return [{ marker: 'out-of-memory', detail: String(now.memoryLimitBytes ?? ''), atMs: now.finishedAtMs }]
}

function healthMarkers(before: ContainerObservation, now: ContainerObservation): readonly ContainerMarker[] {
  const last = now.checks.at(-1)
  if (now.health === before.health || last === undefined) return []
  if (now.health === 'healthy') return [{ marker: 'healthy', detail: '', atMs: last.endedAtMs }]
  // Docker also calls a container unhealthy that is being stopped, whatever its last check said.
  if (now.health !== 'unhealthy' || last.exitCode === 0 || now.status !== 'running') return []
  return [{ marker: 'unhealthy', detail: displayText(last.output, 300), atMs: last.endedAtMs }]
}
