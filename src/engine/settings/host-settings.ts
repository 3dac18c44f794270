import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { HostSetting, Settings } from '../../domain/settings'
import { canonicalAddress, localAddress, parseAddress } from '../docker/address'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the hosts of the board come from. `byHand` are addresses given for this run alone; null: none were. */
export type HostSources = { readonly environment: Environment; readonly byHand: readonly string[] | null }

/** The id of the host that stands for the local engine while the settings name none. */
const localId = 'local'

/** The hosts of the board, in their order: given by hand, else those of the settings, else the local engine. */
export function boardHosts(settings: Settings, { environment, byHand }: HostSources): readonly HostSetting[] {
  if (byHand === null) return settings.hosts.length > 0 ? settings.hosts : [localHost(environment)]
  const known = [...settings.hosts, localHost(environment)]
  return byHand.reduce<readonly HostSetting[]>((hosts, written) => {
    const address = readable(written)
    if (hosts.some((host) => host.address === address)) return hosts
    const setting = known.find((host) => host.address === address)
    return [...hosts, setting ?? { id: idOf(address), name: freeName(nameOf(address), hosts), address }]
  }, [])
}

/** The settings with one host more. Throws `address-unsupported`, `host-exists`, and `bad-request` for a name that can't be used. */
export async function withHost(
  settings: Settings,
  sources: HostSources,
  wanted: { readonly address: string; readonly name: string },
): Promise<{ readonly settings: Settings; readonly hostId: string }> {
  refuseByHand(sources)
  const address = parseAddress(wanted.address.trim())
  const hosts = boardHosts(settings, sources)
  const canonical = await canonicalAddress(address)
  for (const host of hosts) {
    if ((await canonicalOf(host.address)) === canonical) {
      throw new BerthError('host-exists', { address: address.text, host: host.name })
    }
  }
  const given = wanted.name.trim()
  const name = given === '' ? freeName(nameOf(address.text), hosts) : usableName(given, hosts)
  const host = { id: idOf(canonical), name, address: address.text }
  return { settings: { ...settings, hosts: [...hosts, host] }, hostId: host.id }
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
  if (left.length === 0 && known.address === localHost(sources.environment).address) {
    throw new BerthError('bad-request', {
      field: 'hostId',
      reason: 'the local engine is shown for as long as no other host is named; add one first',
    })
  }
  return { ...settings, hosts: left }
}

function localHost(environment: Environment): HostSetting {
  const name = environment['DOCKER_HOST'] ?? ''
  try {
    return { id: localId, name: 'local', address: localAddress(environment).text }
  } catch {
    // The board says of this address that it can't be used.
    return { id: localId, name: 'local', address: name }
  }
}

function refuseByHand({ byHand }: HostSources): void {
  if (byHand === null) return
  throw new BerthError('bad-request', {
    field: 'hosts',
    reason: 'the hosts of this run were given when it was started',
  })
}

function knownHost(hosts: readonly HostSetting[], hostId: string): HostSetting {
  const host = hosts.find((candidate) => candidate.id === hostId)
  if (host !== undefined) return host
  throw new BerthError('host-unknown', { host: hostId, known: hosts.map(({ name }) => name).join(', ') })
}

async function canonicalOf(address: string): Promise<string> {
  try {
    return await canonicalAddress(parseAddress(address))
  } catch {
    return address
  }
}

function readable(address: string): string {
  try {
    return parseAddress(address).text
  } catch {
    return address
  }
}

/** The same address gets the same id on every machine and in every run. */
function idOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 12)
}

/** `/run/seoul-1.sock` → seoul-1, `/run/user/1000/docker.sock` → 1000, the usual socket → local. */
function nameOf(address: string): string {
  const path = address.replace(/^unix:\/\//, '')
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
  const refuse = (reason: string): never => {
    throw new BerthError('bad-request', { field: 'name', reason })
  }
  if (name === '') refuse('is empty')
  if (name.includes('/') || displayText(name, 64) !== name) refuse('holds a slash or a character that cannot be shown')
  if (isTaken(name, others)) refuse(`another host is named "${name}"`)
  return name
}
