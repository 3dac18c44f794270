import type { FoundHost } from '../contract/host-requests'
import { displayText } from '../domain/display-text'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { writeJsonTo } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import type { HostListParts } from './host-list-parts'
import { alignColumns, fitLines } from './text-width'

/** Lists what this machine knows of and the board does not have. */
export async function findHosts(
  request: CliRequestOf<'hosts-find'>,
  { withEngine, output, language }: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { hosts } = await withEngine('board', (session) => session.request('find-hosts', {}, signal))
  const texts = cliTextsOf(language).hosts
  if (request.json) {
    await writeJsonTo(output, { hosts })
    return exitCodes.done
  }
  const row = ({ kind, name, address, leadsTo }: FoundHost): readonly string[] => [
    name === '' ? '-' : displayText(name, 64),
    texts.foundKinds[kind],
    address,
    leadsTo,
  ]
  const lines = hosts.length === 0 ? [texts.nothingFound] : alignColumns([[...texts.findHead], ...hosts.map(row)])
  await output.results.write(`${fitLines(lines, output.results.width()).join('\n')}\n`)
  return exitCodes.done
}
