import type { CliRequestOf } from './cli-request'
import { type CommandParts, writeJson } from './command-parts'
import { exitCodeOfHosts, type ExitCode } from './exit-codes'
import { hostsJson, hostsTable } from './hosts-table'
import { fitLines } from './text-width'

/** Lists the hosts as they answer now; ends as `berth board` does where one doesn't. */
export async function listHosts(request: CliRequestOf<'hosts'>, parts: CommandParts): Promise<ExitCode> {
  const { session, output, language } = parts
  const board = session.board()
  if (request.json) await writeJson(parts, { hosts: hostsJson(board) })
  else {
    const lines = fitLines(hostsTable(board, language), output.results.width())
    await output.results.write(`${lines.join('\n')}\n`)
  }
  return exitCodeOfHosts(board)
}
