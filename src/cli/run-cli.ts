import { BerthError, describeError, type BerthErrorData, type Language, toErrorData } from '../domain/berth-error'
import type { Engine } from '../engine/engine'
import { parseArguments } from './arguments'
import { showBoard } from './board-command'
import { checkSettings } from './check-settings'
import type { CliRequest } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import type { CommandParts } from './command-parts'
import { openSession } from './engine-session'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-codes'
import { showHistory } from './history-command'
import { languageOf } from './language'
import { showLock } from './lock-command'
import { showLogs } from './logs-command'
import { operate, refuseUnconfirmed } from './operate-command'
import type { CliOutput } from './output'
import { listReleases } from './releases-command'
import { reserve, unreserve } from './reserve-command'
import { listSettings, publishSettings, showSettings } from './settings-command'

/** Everything of the process that the command line needs. */
export type CliParts = {
  /** Without program and script. */
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly output: CliOutput
  readonly openEngine: (hosts: readonly string[] | null) => Engine
  readonly userName: string
  readonly nowMs: () => number
  /** Called at each Ctrl-C or request to end; the result ends that. */
  readonly onInterrupt: (listener: () => void) => () => void
}

/** Runs one command; resolves with how the process is to end. Never rejects. */
export async function runCli(parts: CliParts): Promise<ExitCode> {
  const language = languageOf(parts.environment)
  // Not from the parsed arguments: they may be what is wrong.
  const wantsJson = parts.words.includes('--json')
  try {
    const parsed = parseArguments(parts.words, parts.version, cliTextsOf(language))
    if (parsed.kind === 'request') return await runRequest(parsed.request, language, parts)
    await parts.output.results.write(parsed.text)
    return exitCodes.done
  } catch (error) {
    if (parts.output.resultsClosed.aborted) return exitCodes.done
    const data = toErrorData(error)
    await tellError(data, wantsJson, language, parts.output)
    return exitCodeOfError(data.code)
  }
}

async function runRequest(request: CliRequest, language: Language, parts: CliParts): Promise<ExitCode> {
  refuseUnconfirmed(request, parts.output)
  const ending = createEnding(request, parts)
  try {
    const session = await openSession(parts.openEngine(request.hosts), ending.signal)
    try {
      return await runInSession(
        request,
        { ...parts, session, language, onInterrupt: ending.onInterrupt },
        ending.signal,
      )
    } finally {
      await session.close()
    }
  } finally {
    ending.release()
  }
}

type Ending = {
  readonly signal: AbortSignal
  readonly onInterrupt: CliParts['onInterrupt']
  readonly release: () => void
}

/**
 * What ends a command early: Ctrl-C, unless the command handles it itself just then, and a reader that went away, which
 * must not stop a deployment.
 */
function createEnding(request: CliRequest, { output, onInterrupt }: CliParts): Ending {
  const controller = new AbortController()
  const handlers: (() => void)[] = []
  const releaseInterrupts = onInterrupt(() => {
    const handler = handlers.at(-1)
    if (handler === undefined) controller.abort(new BerthError('cancelled'))
    else handler()
  })
  const readerLeft = (): void => controller.abort(new BerthError('cancelled'))
  if (!changesSomething(request)) output.resultsClosed.addEventListener('abort', readerLeft)
  return {
    signal: controller.signal,
    onInterrupt: (listener) => {
      handlers.push(listener)
      return () => void handlers.splice(handlers.indexOf(listener), 1)
    },
    release: () => {
      releaseInterrupts()
      output.resultsClosed.removeEventListener('abort', readerLeft)
    },
  }
}

/** What is under way on a host goes on when nobody reads about it any more. */
function changesSomething({ kind }: CliRequest): boolean {
  return kind === 'operate' || kind === 'reserve' || kind === 'unreserve' || kind === 'settings-publish'
}

function runInSession(request: CliRequest, parts: CommandParts, signal: AbortSignal): Promise<ExitCode> {
  switch (request.kind) {
    case 'board':
      return showBoard(parts.session, request.json, parts.language, parts.output, signal)
    case 'operate':
      return operate(request, parts, signal)
    case 'logs':
      return showLogs(request, parts.session, parts.language, parts.output, signal)
    case 'kept-releases':
      return listReleases(request, parts, signal)
    case 'history':
      return showHistory(request, parts, signal)
    case 'reserve':
      return reserve(request, parts, signal)
    case 'unreserve':
      return unreserve(request, parts, signal)
    case 'lock':
      return showLock(request, parts, signal)
    case 'settings-publish':
      return publishSettings(request, parts, signal)
    case 'settings-check':
      return checkSettings(request, parts, signal)
    case 'settings-show':
      return showSettings(request, parts, signal)
    case 'settings-list':
      return listSettings(request, parts, signal)
  }
}

/** With `--json` on standard output as data, in English; else on standard error in the person's language. */
async function tellError(data: BerthErrorData, json: boolean, language: Language, output: CliOutput): Promise<void> {
  if (json) {
    await output.results.write(`${JSON.stringify({ schema: 1, error: data }, null, 2)}\n`)
    return
  }
  const { message, hint } = describeError(data, language)
  await output.progress.write(`${message}\n${hint}\n`)
}
