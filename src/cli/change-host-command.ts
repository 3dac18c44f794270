import { BerthError } from '../domain/berth-error'
import type { CliRequestOf } from './cli-request'
import { cliTextsOf } from './cli-texts-of'
import { writeJsonTo } from './command-parts'
import type { EngineSession } from './engine-session'
import { type ExitCode, exitCodes } from './exit-codes'
import { wishedAccess } from './host-access'
import type { HostListParts } from './host-list-parts'
import { type ListedHost, listedHost, listedHosts } from './listed-host'
import { throwIfFailed, tryHost } from './try-host'

/** Changes how a host is reached, once a test of that has passed. */
export async function editHost(
  request: CliRequestOf<'hosts-edit'>,
  parts: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const texts = cliTextsOf(parts.language)
  const before = await parts.withEngine('board', (session) => namedHost(session, request.host, signal))
  const address = request.address ?? before.address
  const about = { command: 'hosts edit', address, texts }
  const access = wishedAccess(before.access, request.access, about)
  const isNameAlone = request.address === null && Object.keys(request.access).length === 0
  if (request.test && !isNameAlone) throwIfFailed(await tryHost({ address, access }, parts, signal))
  const body = { ...access, hostId: before.id, address, name: request.name }
  return change(request, parts, signal, (session) => session.request('edit-host', body, signal), texts.hosts.edited)
}

/** Gives a host another name. */
export function renameHost(
  request: CliRequestOf<'hosts-rename'>,
  parts: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { host, name } = request
  const rename = (session: EngineSession, { id }: ListedHost) =>
    session.request('rename-host', { hostId: id, name }, signal)
  return change(request, parts, signal, rename, (after) => cliTextsOf(parts.language).hosts.renamed(after, host))
}

/** Moves a host to another place in the list; beyond its end is its end. */
export function moveHost(
  request: CliRequestOf<'hosts-move'>,
  parts: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const move = (session: EngineSession, { id }: ListedHost) =>
    session.request('move-host', { hostId: id, to: request.to }, signal)
  return change(request, parts, signal, move, cliTextsOf(parts.language).hosts.moved)
}

/** Takes a host off the board, after a yes. */
export async function removeHost(
  request: CliRequestOf<'hosts-remove'>,
  parts: HostListParts,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { output, language, withEngine } = parts
  const texts = cliTextsOf(language)
  const host = await withEngine('board', (session) => namedHost(session, request.host, signal))
  if (!request.yes) {
    if (output.ask === null)
      throw new BerthError('bad-request', { field: 'hosts remove', reason: texts.usage.needsYes })
    if (!(await output.ask(texts.hosts.removeQuestion(host.name), signal))) throw new BerthError('cancelled')
  }
  await withEngine('board', (session) => session.request('remove-host', { hostId: host.id }, signal))
  if (request.json) await writeJsonTo(output, { removed: { id: host.id, name: host.name, address: host.address } })
  else await output.results.write(`${texts.hosts.removed(host.name)}\n`)
  return exitCodes.done
}

type ChangeRequest = { readonly host: string; readonly json: boolean }

/** Changes the host that is named, and tells of it as it is afterwards. */
async function change(
  { host: name, json }: ChangeRequest,
  { withEngine, output }: HostListParts,
  signal: AbortSignal,
  apply: (session: EngineSession, host: ListedHost) => Promise<unknown>,
  text: (name: string, place: number, count: number) => string,
): Promise<ExitCode> {
  const { host, place, count } = await withEngine('board', async (session) => {
    const { id } = await namedHost(session, name, signal)
    await apply(session, await namedHost(session, name, signal))
    const after = await listedHosts(session, signal)
    const index = after.findIndex((candidate) => candidate.id === id)
    return { host: after[index], place: index + 1, count: after.length }
  })
  if (host === undefined) throw new BerthError('host-unknown', { host: name, known: '' })
  const { id, address } = host
  if (json) await writeJsonTo(output, { host: { id, name: host.name, address, place } })
  else await output.results.write(`${text(host.name, place, count)}\n`)
  return exitCodes.done
}

async function namedHost(session: EngineSession, name: string, signal: AbortSignal): Promise<ListedHost> {
  return listedHost(await listedHosts(session, signal), name)
}
