import type { LogViewState } from '../contract/log-contract'
import { describeError, type Language } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import { type ErrorCode, errorCatalog } from '../domain/error-catalog'
import type { CliRequest } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-codes'
import { findSlot } from './find-slot'
import { type LogFormat, printRows } from './log-printer'
import type { CliOutput } from './output'

type LogsRequest = Extract<CliRequest, { kind: 'logs' }>

/** The most rows one request answers with, and the longest line it gives. */
const blockRows = 500
const longestLine = 65_536

/** Prints a slot's logs until all is printed or, with `-f`, until the signal or the reader of the output ends it. */
export async function showLogs(
  request: LogsRequest,
  session: EngineSession,
  language: Language,
  output: CliOutput,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { hostId, slot } = findSlot(session.board(), request.slot, false)
  const services = request.services === null ? null : [...request.services]
  const body = { source: { hostId, slot, services }, tail: request.tail, sinceMs: null, follow: request.follow }
  const { viewId } = await session.request('open-log', body, signal)
  const printer = createPrinter(viewId, session, output, {
    json: request.json,
    hasColors: output.results.hasColors,
    namesServices: request.services?.length !== 1,
    language,
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

type Printer = { readonly printTo: (state: LogViewState, signal: AbortSignal) => Promise<void> }

function createPrinter(viewId: string, session: EngineSession, output: CliOutput, format: LogFormat): Printer {
  const texts = cliTextsOf(format.language).logs
  let next = 0
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
