import { findRunning, type RunningPlace } from '../domain/find-running'
import { displayText } from '../domain/display-text'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type CommandParts, writeJson } from './command-parts'
import { type ExitCode, exitCodeOfHosts, exitCodes } from './exit-codes'
import { alignColumns, fitLines } from './text-width'

/**
 * Says which slots run a branch, a platform version or a revision. Ends in 1 where none does, as `grep` ends, so that
 * scripts can ask; in 5 where a host that is silent could have it.
 */
export async function showWhere(request: CliRequestOf<'where'>, parts: CommandParts): Promise<ExitCode> {
  const { session, output, language } = parts
  const board = session.board()
  const places = findRunning(board, request.text)
  const texts = cliTextsOf(language).builds.where
  if (request.json) {
    await writeJson(parts, { text: request.text, places: places.map(placeJson) })
  } else if (places.length === 0) {
    await output.progress.write(`${texts.nowhere(displayText(request.text))}\n`)
  } else {
    const { states } = cliTextsOf(language)
    const rows = places.map((place) => [
      board.hosts.length > 1 ? `${place.hostName}/${place.slot.name}` : place.slot.name,
      place.slot.kickoff?.branch ?? place.slot.tag ?? '-',
      place.slot.platform ?? place.slot.version ?? '-',
      place.slot.revision?.slice(0, 7) ?? '-',
      [states[place.slot.state], place.services.length === 0 ? '' : texts.only(place.services.join(', '))]
        .filter((part) => part !== '')
        .join(', '),
    ])
    const table = alignColumns([[...texts.head], ...rows])
    await output.results.write(`${fitLines(table, output.results.width()).join('\n')}\n`)
  }
  if (places.length > 0) return exitCodes.done
  const all = exitCodeOfHosts(board)
  return all === exitCodes.done ? exitCodes.failed : all
}

function placeJson({ hostName, slot, services }: RunningPlace): Readonly<Record<string, unknown>> {
  const { name, kickoff, tag, version, platform, revision, state } = slot
  return { host: hostName, slot: name, branch: kickoff?.branch ?? tag, version, platform, revision, state, services }
}
