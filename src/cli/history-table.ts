import { type HistoryEntry, type HistoryEvent, historyKindOf, type ReleaseName } from '../contract/history'
import { describeError, type Language } from '../domain/berth-error'
import type { CliTexts } from './cli-texts'
import { cliTextsOf } from './cli-texts-of'
import { localTime } from './local-time'
import { alignColumns, cutToWidth } from './text-width'

type Texts = CliTexts['ledger']

const widestChange = 72

/** The history as a table for people, one row an entry. `hostName` '' leaves the host out. */
export function historyTable(
  entries: readonly HistoryEntry[],
  hostName: (entry: HistoryEntry) => string,
  language: Language,
): readonly string[] {
  const texts = cliTextsOf(language).ledger
  return alignColumns([
    [...texts.history.head],
    ...entries.map((entry) => historyRow(entry, hostName(entry), texts, language)),
  ])
}

function historyRow(entry: HistoryEntry, host: string, texts: Texts, language: Language): readonly string[] {
  const { event, slot, atMs, by } = entry
  const where = [host, slot ?? ''].filter((part) => part !== '').join('/')
  const change = changeOf(event, texts)
  return [
    localTime(atMs),
    where === '' ? texts.history.wholeHost : where,
    texts.history.kinds[historyKindOf(event)],
    event.kind === 'deployment' ? `#${event.number}` : '',
    change === '' ? '-' : cutToWidth(change, widestChange),
    by === '' ? '-' : by,
    resultOf(event, texts, language),
  ]
}

function changeOf(event: HistoryEvent, { history, lock }: Texts): string {
  switch (event.kind) {
    case 'deployment': {
      const names = [event.from, event.to].flatMap((name) => (name === null ? [] : [nameOf(name)]))
      return [names.join(' → '), names.length === 0 ? event.services.join(', ') : ''].join('')
    }
    case 'takeover':
      return `${history.deploymentOf(event.owner)}, ${lock.choices[event.choice].split(':')[0] ?? ''}`
    case 'overruled':
      return history.reservationOf(event.reservedBy)
    case 'reserved': {
      const until = localTime(event.untilMs)
      return event.forWhom === '' ? history.until(until) : history.keptFor(event.forWhom, until)
    }
    case 'unreserved':
      return ''
    case 'held':
      return event.tag
    case 'lifted': {
      const tags = event.tags.join(', ')
      return event.deploymentId === '' ? tags : history.byDeployment(tags)
    }
    case 'settings-published':
      return history.published(event.version, event.slots.join(', '))
    case 'newer':
      return event.what
  }
}

function nameOf({ tag, kickoff, revision }: ReleaseName): string {
  return kickoff?.branch ?? tag ?? revision?.slice(0, 7) ?? '?'
}

function resultOf(event: HistoryEvent, { history }: Texts, language: Language): string {
  switch (event.kind) {
    case 'deployment': {
      const took = event.tookMs === null ? [] : [history.took((event.tookMs / 1_000).toFixed(1))]
      const why = event.error === null ? [] : [describeError(event.error, language).message]
      return [history.results[event.result], ...took, ...why].join(', ')
    }
    case 'takeover':
    case 'overruled':
    case 'lifted':
      return event.reason
    case 'reserved':
      return event.why
    case 'settings-published':
      return event.note
    case 'unreserved':
    case 'held':
    case 'newer':
      return ''
  }
}
