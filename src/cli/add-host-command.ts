import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { writeJsonTo } from './command-parts'
import { type ExitCode, exitCodes } from './exit-codes'
import { wishedAccess, withDockerTls } from './host-access'
import type { HostListParts } from './host-list-parts'
import { listedHosts } from './listed-host'
import { throwIfFailed, tryHost } from './try-host'

/** Adds a host once a test has passed. Throws what the test failed with, and then nothing is added. */
export async function addHost(
  request: CliRequestOf<'hosts-add'>,
  parts: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { address, name } = request
  const { withEngine, output, language, environment } = parts
  const texts = cliTextsOf(language)
  const about = { command: 'hosts add', address, texts }
  const access = wishedAccess({}, withDockerTls(request.access, address, environment), about)
  const test = request.test ? await tryHost({ address, access }, parts, signal) : null
  if (test !== null) throwIfFailed(test)
  const added = await withEngine('board', async (session) => {
    const { hostId } = await session.request('add-host', { ...access, address, name }, signal)
    return (await listedHosts(session, signal)).find(({ id }) => id === hostId)
  })
  const host = { id: added?.id ?? '', name: added?.name ?? name, address: added?.address ?? address }
  if (request.json) await writeJsonTo(output, { host, test })
  else await output.results.write(`${texts.hosts.added(host.name, host.address)}\n`)
  return exitCodes.done
}
