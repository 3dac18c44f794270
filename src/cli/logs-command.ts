import type { LogViewState } from '../contract/log-contract'
import type { RequestBody } from '../contract/requests'
import { describeError, type Language } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import { type ErrorCode, errorCatalog } from '../domain/error-catalog'
import { createLineMatcher } from '../domain/line-matcher'
import { logLevels } from '../domain/log-level'
import type { CliRequest } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import type { CommandParts } from './command-parts'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-codes'
import { findSlot } from './find-slot'
import { type LogFormat, printRows, type RowTest } from './log-printer'
import { momentAgo } from './moment'
import type { CliOutput } from './output'

type LogsRequest = Extract<CliRequest, { kind: 'logs' }>

/** The most rows one request answers with, and the longest line it gives. */
const blockRows = 500
const longestLine = 65_536

/**
 * Prints a slot's logs until all is printed or, with `-f`, until the signal or the reader of the output ends it. Throws
 * `pattern-refused`.
 */
export async function showLogs(
  request: LogsRequest,
  { session, language, output, nowMs }: Pick<CommandParts, 'session' | 'language' | 'output' | 'nowMs'>,
  signal: AbortSignal,
): Promise<ExitCode> {
  const choice = createRowChoice(request)
  const { hostId, slot } = findSlot(session.board(), request.slot, false)
  const host = session.board().hosts.find((entry) => entry.host.id === hostId)?.host.name ?? ''
  const { viewId } = await session.request('open-log', openBody(request, hostId, slot, nowMs()), signal)
  const printer = createPrinter(viewId, session, output, choice, {
    json: request.json,
    hasColors: output.results.hasColors,
    namesServices: request.services?.length !== 1,
    language,
    host,
    slot,
    isWanted: choice.isWanted,
  })
  for (;;) {
    const state = session.logView(viewId)
    if (state !== null) {
      await printer.printTo(state, signal)
      if (!state.following) return exitCodeOf(state)
    }
    await session.nextEvent(signal)
  }
}

function openBody(request: LogsRequest, hostId: string, slot: string, nowMs: number): RequestBody<'open-log'> {
  const { since, until, tail, follow } = request
  const services = request.services === null ? null : [...request.services]
  return {
    source: { hostId, slot, services },
    tail,
    sinceMs: since === null ? null : momentAgo(since, nowMs),
    untilMs: until === null ? null : momentAgo(until, nowMs),
    follow,
    // What was asked for is printed from its first line on, whichever service has more.
    evenStart: false,
  }
}

/** Which rows are printed. */
type RowChoice = {
  /** Null: every row is. Markers are, unless a text is looked for. */
  readonly isWanted: RowTest | null
  /** How many characters of a line were looked at, once one was left out that is longer; null: none was. */
  readonly lookedAt: () => number | null
}

function createRowChoice({ grep, level }: LogsRequest): RowChoice {
  let lookedAt: number | null = null
  if (grep === null && level === null) return { isWanted: null, lookedAt: () => null }
  const matcher = grep === null ? null : createLineMatcher({ ...grep, matchCase: false })
  const least = level === null ? 0 : logLevels.indexOf(level)
  const isWanted: RowTest = ({ isMarker, isCut, level: found, text }) => {
    if (isMarker) return matcher === null
    if (logLevels.indexOf(found) < least) return false
    if (matcher === null || matcher.matches(text)) return true
    if (isCut || text.length > matcher.longest) lookedAt = Math.min(matcher.longest, longestLine)
    return false
  }
  return { isWanted, lookedAt: () => lookedAt }
}

type Printer = { readonly printTo: (state: LogViewState, signal: AbortSignal) => Promise<void> }

function createPrinter(
  viewId: string,
  session: EngineSession,
  output: CliOutput,
  choice: RowChoice,
  format: LogFormat,
): Printer {
  const texts = cliTextsOf(format.language).logs
  let next = 0
  let isPartTold = false
  let toldProblems = ''
  const skipTo = async (first: number): Promise<void> => {
    if (first > next) await output.progress.write(`--- ${texts.dropped(first - next)} ---\n`)
    next = Math.max(next, first)
  }
  const tellProblems = async (state: LogViewState): Promise<void> => {
    const told = problemLines(state, format.language)
    if (told !== toldProblems) await output.progress.write(told)
    toldProblems = told
  }
  const tellPart = async (): Promise<void> => {
    const lookedAt = choice.lookedAt()
    if (lookedAt === null || isPartTold) return
    isPartTold = true
    await output.progress.write(`--- ${texts.lookedAt(lookedAt)} ---\n`)
  }
  return {
    printTo: async (state, signal) => {
      await tellProblems(state)
      const end = state.first + state.count
      while (next < end && !signal.aborted) {
        const body = { viewId, first: next, count: blockRows, maxLength: longestLine }
        const rows = await session.request('read-log-rows', body, signal)
        if (rows.texts.length === 0) return
        await skipTo(rows.first)
        next = rows.first + rows.texts.length
        const { lines, notes } = printRows(rows, state.services, format)
        if (notes !== '') await output.progress.write(notes)
        if (lines !== '') await output.results.write(lines)
        await tellPart()
      }
    },
  }
}

function problemLines(state: LogViewState, language: Language): string {
  return state.problems
    .map(
      ({ service, code, message }) =>
        `--- ${displayText(service)}: ${problemText(code, service, message, language)} ---\n`,
    )
    .join('')
}

/** In the person's language where the code's own words need nothing but the service. */
function problemText(code: string, service: string, message: string, language: Language): string {
  const isPlain = isErrorCode(code) && !/\{(?!service\})/.test(errorCatalog[code][language].message)
  return isPlain ? describeError({ code, details: { service } }, language).message : message
}

function exitCodeOf(state: LogViewState): ExitCode {
  const code = state.problems[0]?.code
  if (code === undefined) return exitCodes.done
  return isErrorCode(code) ? exitCodeOfError(code) : exitCodes.failed
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalog, code)
}
