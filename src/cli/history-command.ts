import { type HistoryEntry, type HistoryFilter, type HistoryPage } from '../contract/history'
import { historyRow } from '../contract/history-rows'
import type { Board } from '../domain/board'
import { BerthError, describeError } from '../domain/berth-error'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { historyTable } from './history-table'
import { momentAgo } from './moment'
import { fitLines } from './text-width'

/** What happened, newest first. Ends with `unreachable` where a host was not read; what is known of it is printed all the same. */
export async function showHistory(
  request: CliRequestOf<'history'>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { session, language, output } = parts
  const board = session.board()
  const page = await readAll(request, parts, signal)
  const { slot } = placeOf(board, request.slot)
  if (slot !== null && page.total === 0) expectSlot(board, page, slot)
  const texts = cliTextsOf(language).ledger.history
  if (request.json) {
    const entries = page.entries.map((entry) => historyRow(entry, hostNameOf(board, entry)))
    await writeJson(parts, { entries, total: page.total })
  } else if (page.entries.length === 0) {
    await output.results.write(`${texts.nothing}\n`)
  } else {
    const isOneHost = board.hosts.length === 1
    const lines = historyTable(page.entries, (entry) => (isOneHost ? '' : hostNameOf(board, entry)), language)
    await output.results.write(`${fitLines(lines, output.results.width()).join('\n')}\n`)
  }
  const shown = page.entries.length
  if (!request.json && shown < page.total) await output.progress.write(`${texts.more(shown, page.total)}\n`)
  return tellUnread(page, parts)
}

const mostAtOnce = 500

/** As many pages as the limit takes. */
async function readAll(
  { slot: written, limit, since, text }: CliRequestOf<'history'>,
  { session, nowMs }: CommandParts,
  signal: AbortSignal,
): Promise<HistoryPage> {
  const sinceMs = since === null ? null : momentAgo(since, nowMs())
  const place = placeOf(session.board(), written)
  const filter: HistoryFilter = { ...everything, ...place, sinceMs, text }
  const entries: HistoryEntry[] = []
  for (;;) {
    const count = Math.min(mostAtOnce, limit - entries.length)
    const page = await session.request('read-history', { filter, first: entries.length, count }, signal)
    entries.push(...page.entries)
    if (entries.length >= Math.min(limit, page.total) || page.entries.length === 0) return { ...page, entries }
  }
}

const everything = { by: null, kinds: null, results: null, untilMs: null, onlyTrouble: false } as const

/** A slot that has gone from the board still has its history: the name alone is looked for. */
function placeOf(board: Board, written: string | null): Pick<HistoryFilter, 'hostId' | 'slot'> {
  if (written === null) return { hostId: null, slot: null }
  const slash = written.indexOf('/')
  if (slash < 0) return { hostId: null, slot: written }
  const name = written.slice(0, slash)
  const host = board.hosts.find((entry) => entry.host.name === name)?.host
  if (host === undefined) {
    throw new BerthError('host-unknown', { host: name, known: board.hosts.map((entry) => entry.host.name).join(', ') })
  }
  return { hostId: host.id, slot: written.slice(slash + 1) }
}

function expectSlot(board: Board, page: HistoryPage, slot: string): void {
  const known = [...new Set([...page.slots, ...board.hosts.flatMap(({ slots }) => slots.map(({ name }) => name))])]
  const isRead = page.hosts.every(({ problem }) => problem === null)
  if (isRead && !known.includes(slot)) throw new BerthError('slot-unknown', { slot, known: known.join(', ') })
}

function hostNameOf(board: Board, { hostId }: HistoryEntry): string {
  return board.hosts.find(({ host }) => host.id === hostId)?.host.name ?? hostId
}

async function tellUnread({ hosts }: HistoryPage, { session, language, output }: CommandParts): Promise<ExitCode> {
  const texts = cliTextsOf(language).ledger.history
  const unread = hosts.flatMap(({ hostId, problem }) => (problem === null ? [] : [{ hostId, problem }]))
  for (const { hostId, problem } of unread) {
    const name = session.board().hosts.find(({ host }) => host.id === hostId)?.host.name ?? hostId
    await output.progress.write(`${texts.stale(name, describeError(problem, language).message)}\n`)
  }
  return unread.length === 0 ? exitCodes.done : exitCodes.unreachable
}
