import { BerthError, describeError, type BerthErrorData, type Language, toErrorData } from '../domain/berth-error'
import { displayBlock } from '../domain/display-text'
import type { Board } from '../domain/board'
import type { Engine } from '../engine/engine'
import { systemClock } from '../engine/system-clock'
import { parseArguments } from './arguments'
import { awaitNotices } from './await-notices'
import { showBoard } from './board-command'
import { listBuilds } from './builds-command'
import { checkSettings } from './check-settings'
import type { CliRequest, HostListRequest } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import type { CommandParts } from './command-parts'
import { createHostQuestions } from './create-host-questions'
import { type EngineSession, openSession } from './engine-session'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-codes'
import { showHealth } from './health-command'
import { showHistory } from './history-command'
import type { HostListParts } from './host-list-parts'
import { type HostQuestions, unanswered } from './host-questions'
import { lift } from './lift-command'
import { listHosts } from './hosts-command'
import { languageOf } from './language'
import { showLock } from './lock-command'
import { showLogs } from './logs-command'
import { operate, refuseUnconfirmed } from './operate-command'
import type { CliOutput } from './output'
import { type GivenTargets, noticeTargetsOf } from './notify-targets'
import { listReleases } from './releases-command'
import { reserve, unreserve } from './reserve-command'
import { runHostList } from './run-host-list'
import { openSecretLines } from './secret-lines'
import { listSettings, publishSettings, showSettings } from './settings-command'
import { showStats } from './stats-command'
import { showWhere } from './where-command'

/** Everything of the process that the command line needs. */
export type CliParts = {
  /** Without program and script. */
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly output: CliOutput
  /** `acceptsPlainText`: of the hosts given here. */
  readonly openEngine: (
    hosts: readonly string[] | null,
    questions: HostQuestions,
    acceptsPlainText: boolean,
    noticeTargets?: GivenTargets,
  ) => Engine
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
  const { terminal, progress } = parts.output
  const secretLines = request.secretDescriptor === null ? null : openSecretLines(request.secretDescriptor, systemClock)
  const questions = createHostQuestions({ terminal, secretLines, progress, language })
  const ending = createEnding(request, parts)
  const commandParts = { ...parts, language, onInterrupt: ending.onInterrupt }
  try {
    if (isHostListRequest(request)) {
      const withEngine = engines(questions, parts)
      return await runHostList(request, { ...commandParts, withEngine }, ending.signal)
    }
    const targets = await noticeTargetsOf(request, parts.environment, language)
    const engine = parts.openEngine(request.hosts, questions, request.acceptsPlainText === true, targets)
    return await withSession(engine, async (session) => {
      await session.settled(ending.signal)
      refuseMistakenHosts(request, session.board())
      try {
        return await runInSession(request, { ...commandParts, session }, ending.signal)
      } finally {
        if (targets.length > 0) await awaitNotices({ engine, progress, clock: systemClock, language })
      }
    })
  } finally {
    ending.release()
  }
}

/** See `HostListParts`. */
function engines(questions: HostQuestions, { openEngine }: CliParts): HostListParts['withEngine'] {
  return (kind, work) =>
    withSession(kind === 'apart' ? openEngine([], questions, false) : openEngine(null, unanswered, false), work)
}

async function withSession<Result>(engine: Engine, work: (session: EngineSession) => Promise<Result>): Promise<Result> {
  const session = openSession(engine)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

/** An address by hand that can't be used is a mistake of whoever wrote it, not a host that is silent. */
function refuseMistakenHosts({ hosts }: CliRequest, board: Board): void {
  if (hosts === null) return
  for (const { host } of board.hosts) {
    const error = host.connection.kind === 'unreachable' ? host.connection.error : null
    if (error !== null && exitCodeOfError(error.code) === exitCodes.usage)
      throw new BerthError(error.code, error.details)
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
  return changing.has(kind)
}

const changing: ReadonlySet<CliRequest['kind']> = new Set([
  'operate',
  'reserve',
  'unreserve',
  'lift',
  'settings-publish',
])

function isHostListRequest(request: CliRequest): request is HostListRequest {
  return request.kind.startsWith('hosts-')
}

function runInSession(
  request: Exclude<CliRequest, HostListRequest>,
  parts: CommandParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  switch (request.kind) {
    case 'board':
      return showBoard(parts.session, request.json, parts.language, parts.output, signal)
    case 'hosts':
      return listHosts(request, parts)
    case 'operate':
      return operate(request, parts, signal)
    case 'logs':
      return showLogs(request, parts, signal)
    case 'stats':
      return showStats(request, parts, signal)
    case 'kept-releases':
      return listReleases(request, parts, signal)
    case 'builds':
      return listBuilds(request, parts, signal)
    case 'where':
      return showWhere(request, parts)
    case 'health':
      return showHealth(request, parts, signal)
    case 'history':
      return showHistory(request, parts, signal)
    case 'reserve':
      return reserve(request, parts, signal)
    case 'unreserve':
      return unreserve(request, parts, signal)
    case 'lift':
      return lift(request, parts, signal)
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
  // It may repeat what was typed, or pasted.
  await output.progress.write(`${displayBlock(`${message}\n${hint}`)}\n`)
}
