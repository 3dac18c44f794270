import { boardToJson } from '../contract/board-json'
import type { Language } from '../domain/berth-error'
import { boardTable } from './board-table'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodeOfHosts } from './exit-codes'
import type { CliOutput } from './output'
import { fitLines } from './text-width'

/** Prints the board. Ends as `exitCodeOfHosts` says where a host did not answer; the others are printed all the same. */
export async function showBoard(
  session: EngineSession,
  json: boolean,
  language: Language,
  output: CliOutput,
  signal: AbortSignal,
): Promise<ExitCode> {
  await session.proxiesSeen(signal)
  const board = session.board()
  const text = json
    ? JSON.stringify(boardToJson(board), null, 2)
    : fitLines(boardTable(board, language), output.results.width()).join('\n')
  await output.results.write(`${text}\n`)
  return exitCodeOfHosts(board)
}
