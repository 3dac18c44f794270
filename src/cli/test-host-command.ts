import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-codes'
import { wishedAccess, withDockerTls } from './host-access'
import type { HostListParts } from './host-list-parts'
import { latencyText } from './host-test-lines'
import { listedHosts } from './listed-host'
import { failureOf, throwIfFailed, tryHost, type TriedHost } from './try-host'
import { writeJsonTo } from './command-parts'

/** Goes to a host of the board, or to an address, and changes nothing. */
export async function testHost(
  request: CliRequestOf<'hosts-test'>,
  parts: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output, language } = parts
  const test = await tryHost(await triedHost(request, parts, signal), parts, signal)
  if (request.json) {
    await writeJsonTo(output, { test })
    const error = failureOf(test)
    return error === null ? exitCodes.done : exitCodeOfError(error.code)
  }
  throwIfFailed(test)
  const latency = latencyText(test.latencyMs ?? 0)
  await output.results.write(`${cliTextsOf(language).hosts.works(test.target, latency)}\n`)
  return exitCodes.done
}

/** A host of the board as it is reached now, with what was wished beside; else what was written is an address. */
async function triedHost(
  { host: written, access: wish }: CliRequestOf<'hosts-test'>,
  { withEngine, language, environment }: HostListParts,
  signal: AbortSignal,
): Promise<TriedHost> {
  const hosts = await withEngine('apart', (session) => listedHosts(session, signal))
  const known = hosts.find(({ name }) => name === written)
  const { address, access } = known ?? { address: written, access: {} }
  const isReachedAlready = access.tls !== undefined || access.acceptsPlainText === true
  const fullWish = isReachedAlready ? wish : withDockerTls(wish, address, environment)
  const about = { command: 'hosts test', address, texts: cliTextsOf(language) }
  return { address, access: wishedAccess(access, fullWish, about) }
}
