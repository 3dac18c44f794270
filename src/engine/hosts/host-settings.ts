import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { type ReasonCode, reasonDetails } from '../../domain/error-reasons'
import { type HostAddress, readHostAddress } from '../../domain/host-address'
import type { HostAccessSetting, HostSetting, Settings } from '../../domain/settings'
import { isPlainContext } from '../transport/docker-contexts'
import { expectAddress, type RouteSetting } from '../transport/open-route'
import { accessOf, canonicalAddress, type DockerSurroundings, localAccess, readWritten } from './written-address'

/**
 * Where the hosts of the board come from. `byHand` are addresses or names given for this run alone; null: none were.
 * `acceptsPlainText`: those of them that have no TLS are reached in the clear.
 */
export type HostSources = DockerSurroundings & {
  readonly byHand: readonly string[] | null
  readonly acceptsPlainText?: boolean
}

/** The id of the host that stands for the local engine while the settings name none. */
const localId = 'local'

/** The hosts of the board, in their order: given by hand, else those of the settings, else the local engine. */
export function boardHosts(
  settings: Settings,
  { byHand, acceptsPlainText = false, ...surroundings }: HostSources,
): readonly HostSetting[] {
  if (byHand === null) return settings.hosts.length > 0 ? settings.hosts : [localHost(surroundings)]
  const known = [...settings.hosts, localHost(surroundings)]
  return byHand.reduce<readonly HostSetting[]>((hosts, written) => {
    const access = accessOf(written, surroundings)
    const { address } = access
    const setting = known.find((host) => host.name === written) ?? known.find((host) => host.address === address)
    const host = setting ?? { ...access, id: idOf(address), name: freeName(nameOf(address), hosts) }
    if (hosts.some((other) => other.id === host.id || other.address === host.address)) return hosts
    return [...hosts, acceptsPlainText ? inTheClear(host, surroundings) : host]
  }, [])
}

/** TLS stays TLS, of a context too, and is marked as nothing else: this only takes back the refusal where there is none. */
function inTheClear(host: HostSetting, { dockerConfigDirectory }: DockerSurroundings): HostSetting {
  const address = readHostAddress(host.address)
  if (typeof address === 'string' || host.tls !== undefined) return host
  const isPlain =
    address.kind === 'tcp' || (address.kind === 'context' && isPlainContext(dockerConfigDirectory, address.name))
  return isPlain ? { ...host, acceptsPlainText: true } : host
}

/** A host to be added: an address or a name, and what people are to call it (empty: Berth finds a name). */
export type WantedHost = HostAccessSetting & { readonly address: string; readonly name: string }

/** A host as a person wrote it, as it is to be reached. Throws `address-unsupported` and `address-with-password`. */
export function writtenHost(
  { address: written, ...access }: RouteSetting,
  { dockerConfigDirectory }: Pick<HostSources, 'dockerConfigDirectory'>,
): RouteSetting {
  const address = readWritten(written.trim(), dockerConfigDirectory)
  return { ...accessFor(address, access), address: address.text }
}

/** The settings with one host more. Throws `address-unsupported`, `host-exists`, and `bad-request` for a name that can't be used. */
export async function withHost(
  settings: Settings,
  sources: HostSources,
  { address: written, name: asked, ...access }: WantedHost,
): Promise<{ readonly settings: Settings; readonly hostId: string }> {
  refuseByHand(sources)
  const wanted = writtenHost({ ...access, address: written }, sources)
  const address = expectAddress(wanted.address)
  const hosts = boardHosts(settings, sources)
  const canonical = await refuseSecond(address.text, hosts)
  const given = asked.trim()
  const name = given === '' ? freeName(nameOf(address.text), hosts) : usableName(given, hosts)
  const host = { ...wanted, id: idOf(canonical), name }
  return { settings: { ...settings, hosts: [...hosts, host] }, hostId: host.id }
}

/** The settings with another way to a host, and another name where one is given. Throws as `withHost` does, and `host-unknown`. */
export async function withEditedHost(
  settings: Settings,
  sources: HostSources,
  { hostId, address: written, name: asked, ...access }: WantedHost & { readonly hostId: string },
): Promise<Settings> {
  refuseByHand(sources)
  const hosts = boardHosts(settings, sources)
  const known = knownHost(hosts, hostId)
  const others = hosts.filter((host) => host !== known)
  const wanted = writtenHost({ ...access, address: written }, sources)
  await refuseSecond(wanted.address, others)
  const name = asked.trim() === '' ? known.name : usableName(asked.trim(), others)
  const edited = { ...wanted, id: known.id, name }
  return { ...settings, hosts: hosts.map((host) => (host === known ? edited : host)) }
}

/** The settings with a host at another place, counted from 0. Throws `host-unknown`. */
export function withMovedHost(settings: Settings, sources: HostSources, hostId: string, to: number): Settings {
  refuseByHand(sources)
  const hosts = boardHosts(settings, sources)
  const known = knownHost(hosts, hostId)
  const others = hosts.filter((host) => host !== known)
  return { ...settings, hosts: [...others.slice(0, to), known, ...others.slice(to)] }
}

/** The settings with another name for a host. Throws `host-unknown`, and `bad-request` for a name that can't be used. */
export function withHostName(settings: Settings, sources: HostSources, hostId: string, name: string): Settings {
  refuseByHand(sources)
  const hosts = boardHosts(settings, sources)
  const known = knownHost(hosts, hostId)
  const others = hosts.filter((host) => host !== known)
  const next = { ...known, name: usableName(name.trim(), others) }
  return { ...settings, hosts: hosts.map((host) => (host === known ? next : host)) }
}

/** The settings without a host. Throws `host-unknown`, and `bad-request` where only the local engine is left to show. */
export function withoutHost(settings: Settings, sources: HostSources, hostId: string): Settings {
  refuseByHand(sources)
  const hosts = boardHosts(settings, sources)
  const known = knownHost(hosts, hostId)
  const left = hosts.filter((host) => host !== known)
  if (left.length === 0 && known.address === localHost(sources).address) {
    throw new BerthError('bad-request', {
      field: 'hostId',
      ...reasonDetails('local-engine-stays'),
    })
  }
  return { ...settings, hosts: left }
}

/** The settings with a host that was removed from them, as it was. Throws as `withHost` does. */
export async function withRestoredHost(
  settings: Settings,
  sources: HostSources,
  { id, ...host }: HostSetting,
  at: number,
): Promise<Settings> {
  if (settings.hosts.some((one) => one.id === id)) return settings
  const added = await withHost(settings, sources, host)
  // The local engine, which stands on a board that names no host, is not to be written down over this.
  const others = settings.hosts.map(({ id: otherId }) => otherId)
  const hosts = added.settings.hosts
    .filter((one) => one.id === added.hostId || others.includes(one.id))
    .map((one) => (one.id === added.hostId ? { ...one, id } : one))
  return withMovedHost({ ...added.settings, hosts }, sources, id, at)
}

/** What does not belong to the kind of address is left out: nothing may take effect by surprise later. */
function accessFor(
  { kind }: HostAddress,
  { tls, acceptsPlainText, keyFile, jumpHost }: HostAccessSetting,
): HostAccessSetting {
  switch (kind) {
    case 'tcp':
      return tls === undefined ? { ...(acceptsPlainText && { acceptsPlainText }) } : { tls }
    case 'ssh':
      return { ...(keyFile !== undefined && { keyFile }), ...(jumpHost !== undefined && { jumpHost }) }
    case 'unix':
    case 'npipe':
    case 'context':
      return {}
  }
}

function localHost(surroundings: DockerSurroundings): HostSetting {
  return { id: localId, name: 'local', ...localAccess(surroundings) }
}

function refuseByHand({ byHand }: HostSources): void {
  if (byHand === null) return
  throw new BerthError('bad-request', {
    field: 'hosts',
    ...reasonDetails('hosts-by-hand'),
  })
}

function knownHost(hosts: readonly HostSetting[], hostId: string): HostSetting {
  const host = hosts.find((candidate) => candidate.id === hostId)
  if (host !== undefined) return host
  throw new BerthError('host-unknown', { host: hostId, known: hosts.map(({ name }) => name).join(', ') })
}

/** The canonical address. Throws `host-exists` where one of the hosts has it already. */
async function refuseSecond(address: string, hosts: readonly HostSetting[]): Promise<string> {
  const canonical = await canonicalAddress(expectAddress(address))
  for (const host of hosts) {
    if ((await canonicalOf(host.address)) === canonical)
      throw new BerthError('host-exists', { address, host: host.name })
  }
  return canonical
}

/** See `canonicalAddress`; an address that can't be read stands for itself. */
export async function canonicalOf(address: string): Promise<string> {
  try {
    return await canonicalAddress(expectAddress(address))
  } catch {
    return address
  }
}

/** The same address gets the same id on every machine and in every run. */
function idOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 12)
}

/** `ssh://deploy@seoul-1` → seoul-1, `/run/seoul-1.sock` → seoul-1, `/run/user/1000/docker.sock` → 1000, the usual socket → local. */
function nameOf(written: string): string {
  const address = readHostAddress(written)
  if (typeof address === 'string') return harmlessName(basename(written))
  switch (address.kind) {
    case 'tcp':
    case 'ssh':
      return harmlessName(address.host)
    case 'context':
      return harmlessName(address.name)
    case 'npipe':
      return address.path.endsWith('/docker_engine') ? 'local' : harmlessName(basename(address.path))
    case 'unix':
      return nameOfSocket(address.path)
  }
}

function nameOfSocket(path: string): string {
  const file = basename(path).replace(/\.sock(et)?$/, '')
  const folder = basename(dirname(path))
  if (file !== 'docker') return harmlessName(file)
  return folder === 'run' || folder === '' ? 'local' : harmlessName(folder)
}

function harmlessName(text: string): string {
  const name = displayText(text, 64).replaceAll('/', '-')
  return name === '' ? 'host' : name
}

function freeName(wanted: string, hosts: readonly HostSetting[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted.slice(0, 58)}-${number}`
    if (!isTaken(name, hosts)) return name
  }
}

function isTaken(name: string, hosts: readonly HostSetting[]): boolean {
  return hosts.some((host) => host.name.toLowerCase() === name.toLowerCase())
}

/** A name that people can type, and that stands for one host in `HOST/SLOT`. */
function usableName(name: string, others: readonly HostSetting[]): string {
  const refuse = (reason: ReasonCode): never => {
    throw new BerthError('bad-request', { field: 'name', ...reasonDetails(reason, { name: displayText(name, 64) }) })
  }
  if (name === '') refuse('name-empty')
  if (name.includes('/') || displayText(name, 64) !== name) refuse('name-unprintable')
  if (isTaken(name, others)) refuse('name-taken')
  return name
}
