import { type HistoryEntry, type HistoryEvent, type ReleaseName } from '../../contract/history'
import type { LogMarker } from '../../domain/log-line'

/** What the history knows of a slot's deployments; a host whose ledger can't be read has none. */
export type SlotHistory = {
  /** Newest first, at most `most`. Rejects when aborted. */
  readonly deployments: (
    hostId: string,
    slot: string,
    most: number,
    signal: AbortSignal,
  ) => Promise<readonly HistoryEntry[]>
  /** Called when a host's history may have changed; the result ends that. */
  readonly onChange: (hostId: string, listener: () => void) => () => void
}

/** A marker of the slot as a whole; `key` tells it from all others. `details` as in `logMarkers`. */
export type DeploymentMarker = {
  readonly key: string
  readonly marker: LogMarker
  readonly details: readonly string[]
  readonly atMs: number
}

type DeploymentEvent = Extract<HistoryEvent, { kind: 'deployment' }>

/** The markers of deployments, oldest first: where each began, and where it ended. Those that were refused changed nothing. */
export function deploymentMarkers(entries: readonly HistoryEntry[]): readonly DeploymentMarker[] {
  return entries.flatMap(({ event, atMs, by }) => markersOf(event, atMs, by)).sort((a, b) => a.atMs - b.atMs)
}

function markersOf(event: HistoryEvent, atMs: number, by: string): readonly DeploymentMarker[] {
  if (event.kind !== 'deployment' || event.result === 'refused') return []
  const about = [String(event.deploymentId), by, nameOf(event.to), nameOf(event.from)]
  const started: DeploymentMarker = {
    key: `${event.deploymentId} began`,
    marker: 'deploy-started',
    details: about,
    atMs,
  }
  const end = endOf(event)
  if (end === null || event.tookMs === null) return [started]
  const details = [...about, end.detail]
  return [started, { key: `${event.deploymentId} ended`, marker: end.marker, details, atMs: atMs + event.tookMs }]
}

/** Null while it goes on, and where nobody knows how it ended. */
function endOf(event: DeploymentEvent): { readonly marker: LogMarker; readonly detail: string } | null {
  switch (event.result) {
    case 'succeeded':
      return {
        marker: event.operation === 'rollback' ? 'rolled-back' : 'deploy-done',
        detail: String(event.tookMs ?? ''),
      }
    case 'put-back':
    case 'down':
    case 'cancelled':
      return { marker: 'deploy-failed', detail: event.error?.code ?? event.result }
    case 'running':
    case 'interrupted':
    case 'unknown':
    case 'refused':
      return null
  }
}

function nameOf(release: ReleaseName | null): string {
  return (release?.kickoff?.branch ?? release?.tag ?? '').replaceAll('\t', ' ')
}
