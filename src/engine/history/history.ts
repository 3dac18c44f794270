import type { HistoryDetails, HistoryEntry, HistoryEvent, HistoryFilter, HistoryPage } from '../../contract/history'
import { isTrouble, matchesFilter } from './filter-history'
import { HistoryCache } from './history-cache'
import { readHistoryDetails } from './history-details'
import { newestFirst } from './history-entries'
import { historyDays } from './history-days'
import type { HistoryParts } from './history-parts'
import { hostFreshness } from './host-freshness'
import { readLastLog } from './last-log'
import { createLookForEnds } from './look-for-ends'
import { type ExportFormat, writeHistoryExport } from './write-history-export'

/**
 * What happened on the hosts, read from their ledgers. Hosts out of reach tell what was last read. All texts are harmless
 * for display. Functions with a `deploymentId` throw `history-unknown` for one the host's ledger does not have.
 */
export type History = {
  /** Throws `host-unknown` for a filter by such a host. */
  readonly read: (filter: HistoryFilter, first: number, count: number, signal: AbortSignal) => Promise<HistoryPage>
  readonly readEntry: (hostId: string, deploymentId: string, signal: AbortSignal) => Promise<HistoryDetails>
  /** The last lines of a container that is gone. Throws `last-log-gone`. */
  readonly readLastLog: (hostId: string, deploymentId: string, service: string, signal: AbortSignal) => Promise<string>
  /** Writes all that the filter leaves to the file behind the shell's token. Throws `export-failed`, `bad-request`. */
  readonly save: (
    filter: HistoryFilter,
    format: ExportFormat,
    target: string,
    signal: AbortSignal,
  ) => Promise<{ readonly entries: number; readonly file: string }>
}

/** See `History`. */
export function createHistory(parts: HistoryParts): History {
  const cache = new HistoryCache(parts.ledger)
  const underWay = (entry: HistoryEntry): HistoryEntry => asUnderWay(entry, parts.isUnderWay)
  const entriesOf = (hostIds: readonly string[]): HistoryEntry[] =>
    hostIds
      .flatMap((hostId) => cache.entries(hostId, parts.readKickoff(hostId)))
      .map(underWay)
      .sort(newestFirst)
  const lookForEnds = createLookForEnds(parts)
  const settledEntries = async (hostIds: readonly string[], signal: AbortSignal): Promise<HistoryEntry[]> => {
    await lookForEnds(entriesOf(hostIds), signal)
    return entriesOf(hostIds)
  }
  const meantHosts = ({ hostId }: HistoryFilter): readonly string[] => {
    if (hostId === null) return parts.hostIds()
    parts.hostAccess.hostName(hostId)
    return [hostId]
  }
  return {
    read: async (filter, first, count, signal) => {
      const freshness = await Promise.all(meantHosts(filter).map((hostId) => hostFreshness(parts, hostId, signal)))
      const all = await settledEntries(meantHosts(filter), signal)
      return { ...pageOf(all, filter, first, count), hosts: freshness }
    },
    readEntry: (hostId, deploymentId, signal) =>
      readHistoryDetails({ ...parts, underWay }, hostId, deploymentId, signal),
    readLastLog: (hostId, deploymentId, service, signal) =>
      readLastLog(parts.ledger, hostId, deploymentId, service, signal),
    save: async (filter, format, target, signal) => {
      const all = await settledEntries(meantHosts(filter), signal)
      const entries = all.filter((entry) => matchesFilter(entry, filter))
      return writeHistoryExport({ ...parts, entries, format, target }, signal)
    },
  }
}

function pageOf(
  all: readonly HistoryEntry[],
  filter: HistoryFilter,
  first: number,
  count: number,
): Omit<HistoryPage, 'hosts'> {
  const others = { ...filter, onlyTrouble: false }
  const untroubled = all.filter((entry) => matchesFilter(entry, others))
  const trouble = untroubled.filter(({ event }) => isTrouble(event))
  const matching = filter.onlyTrouble ? trouble : untroubled
  return {
    entries: matching.slice(first, first + count),
    total: matching.length,
    days: historyDays(matching),
    trouble: trouble.length,
    people: sortedNames(all.map(({ by }) => by)),
    slots: sortedNames(all.flatMap(({ slot }) => (slot === null ? [] : [slot]))),
  }
}

function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '').sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

function asUnderWay(entry: HistoryEntry, isUnderWay: HistoryParts['isUnderWay']): HistoryEntry {
  const { event, hostId, slot } = entry
  if (event.kind !== 'deployment' || event.result !== 'interrupted' || slot === null) return entry
  if (!isUnderWay(hostId, slot, event.deploymentId)) return entry
  const running: HistoryEvent = { ...event, result: 'running' }
  return { ...entry, event: running }
}
