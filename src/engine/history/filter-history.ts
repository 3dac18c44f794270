import { type HistoryEntry, type HistoryEvent, type HistoryFilter, historyKindOf } from '../../contract/history'

/** Whether an entry is meant. Every word of the filter's text must occur somewhere in it, upper and lower case alike. */
export function matchesFilter(entry: HistoryEntry, filter: HistoryFilter): boolean {
  const { event } = entry
  if (filter.hostId !== null && entry.hostId !== filter.hostId) return false
  if (filter.slot !== null && entry.slot !== filter.slot) return false
  if (filter.by !== null && entry.by !== filter.by) return false
  if (filter.sinceMs !== null && entry.atMs < filter.sinceMs) return false
  if (filter.untilMs !== null && entry.atMs > filter.untilMs) return false
  if (filter.kinds !== null && !filter.kinds.includes(historyKindOf(event))) return false
  if (filter.results !== null && !(event.kind === 'deployment' && filter.results.includes(event.result))) return false
  if (filter.onlyTrouble && !isTrouble(event)) return false
  return matchesText(entry, filter.text)
}

/** Whether something did not go as planned: what a lead looks for first. */
export function isTrouble(event: HistoryEvent): boolean {
  if (event.kind !== 'deployment') return event.kind === 'takeover' || event.kind === 'overruled'
  return event.result === 'put-back' || event.result === 'down' || event.result === 'interrupted'
}

function matchesText(entry: HistoryEntry, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const searched = [entry.slot ?? '', entry.by, ...searchedTexts(entry.event)].join('\n').toLowerCase()
  return words.every((word) => searched.includes(word))
}

function searchedTexts(event: HistoryEvent): readonly string[] {
  switch (event.kind) {
    case 'deployment':
      return [event.deploymentId, `#${event.number}`, event.reason, ...namesOf(event.from), ...namesOf(event.to)]
    case 'takeover':
      return [event.deploymentId, event.owner, event.reason]
    case 'overruled':
      return [event.deploymentId, event.reservedBy, event.reason]
    case 'reserved':
      return [event.forWhom, event.why]
    case 'unreserved':
      return []
    case 'held':
      return [event.tag, event.deploymentId]
    case 'lifted':
      return [...event.tags, event.deploymentId, event.reason]
    case 'newer':
      return [event.what]
    case 'settings-published':
      return [`r${event.version}`, event.note, ...event.slots]
  }
}

function namesOf(release: Extract<HistoryEvent, { kind: 'deployment' }>['from']): readonly string[] {
  if (release === null) return []
  return [release.tag ?? '', release.revision ?? '', release.version ?? '', release.kickoff?.summary ?? '']
}
