import { type HistoryEntry, type HistoryEvent, historyKindOf, type ReleaseName } from './history'

/**
 * One entry flat, for people's tables and scripts: every column is always there, empty where it says nothing. Column
 * names are in English and stable.
 */
export type HistoryRow = Readonly<Record<(typeof historyColumns)[number], string>>

/** The columns of an export, in their order. */
export const historyColumns = [
  'time',
  'host',
  'slot',
  'kind',
  'number',
  'result',
  'from',
  'fromRevision',
  'fromVersion',
  'to',
  'toRevision',
  'toVersion',
  'services',
  'by',
  'reason',
  'until',
  'seconds',
  'error',
  'deployment',
] as const

/** Flattens an entry. Times are ISO 8601 in UTC. */
export function historyRow(entry: HistoryEntry, hostName: string): HistoryRow {
  const { event } = entry
  return {
    ...emptyRow,
    time: isoTime(entry.atMs),
    host: hostName,
    slot: entry.slot ?? '',
    kind: historyKindOf(event),
    by: entry.by,
    ...eventColumns(event),
  }
}

const emptyRow = Object.fromEntries(historyColumns.map((column) => [column, ''])) as HistoryRow

function eventColumns(event: HistoryEvent): Partial<HistoryRow> {
  switch (event.kind) {
    case 'deployment':
      return deploymentColumns(event)
    case 'takeover':
      return { result: event.choice, from: event.owner, reason: event.reason, deployment: event.deploymentId }
    case 'overruled':
      return { from: event.reservedBy, reason: event.reason, deployment: event.deploymentId }
    case 'reserved':
      return { to: event.forWhom, reason: event.why, until: isoTime(event.untilMs) }
    case 'unreserved':
      return {}
    case 'held':
      return { from: event.tag, deployment: event.deploymentId }
    case 'lifted':
      return { to: event.tags.join(' '), reason: event.reason, deployment: event.deploymentId }
    case 'newer':
      return { reason: event.what }
    case 'settings-published':
      return { to: `r${event.version}`, services: event.slots.join(' '), reason: event.note }
  }
}

function deploymentColumns(event: Extract<HistoryEvent, { kind: 'deployment' }>): Partial<HistoryRow> {
  const { from, to } = event
  return {
    number: String(event.number),
    result: event.result,
    from: tagOf(from),
    fromRevision: from?.revision ?? '',
    fromVersion: from?.version ?? '',
    to: tagOf(to),
    toRevision: to?.revision ?? '',
    toVersion: to?.version ?? '',
    services: event.services.join(' '),
    reason: event.reason,
    seconds: event.tookMs === null ? '' : (event.tookMs / 1_000).toFixed(1),
    error: event.error?.code ?? '',
    deployment: event.deploymentId,
  }
}

function tagOf(release: ReleaseName | null): string {
  return release?.tag ?? ''
}

function isoTime(atMs: number): string {
  const at = new Date(atMs)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}
