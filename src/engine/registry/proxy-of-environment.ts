import { BlockList, isIP } from 'node:net'
import { reasonDetails } from '../../domain/error-reasons'
import { isLoopback } from '../../domain/host-address'
import { ProxyFailure } from './proxy-failure'
import { type Origin, originOf } from './registry-place'

/** A proxy that is asked for a tunnel. */
export type Proxy = {
  readonly origin: Origin
  /** Host and port, without the login: what errors name. */
  readonly name: string
  /** Of the login that stands in its address: secret. Null: there is none. */
  readonly authorization: string | null
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that leads to an origin, by the rules of Docker's own client (Go's `ProxyFromEnvironment`): `HTTPS_PROXY` for
 * https, `HTTP_PROXY` for http, each also in small letters, but for what `NO_PROXY` names and for this machine itself. Null:
 * straight on. Throws `ProxyFailure` for an address that can't be used.
 */
export function proxyOfEnvironment(origin: Origin, environment: Environment): Proxy | null {
  const variable = origin.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const address = valueOf(environment, variable)
  if (address === '' || isLoopback(origin.hostname) || isExcepted(origin, valueOf(environment, 'NO_PROXY'))) return null
  return readProxy(address, variable)
}

function valueOf(environment: Environment, variable: string): string {
  return (environment[variable] || environment[variable.toLowerCase()] || '').trim()
}

function readProxy(address: string, variable: string): Proxy {
  // What is written as `proxy.corp:3128` would be read as a URL whose protocol is `proxy.corp:`.
  const url = readUrl(address.includes('://') ? address : `http://${address}`)
  const origin = url === null ? null : originOf(url)
  if (url === null || origin === null || origin.hostname === '') {
    throw new ProxyFailure(reasonDetails('proxy-unusable', { variable }))
  }
  const hasLogin = url.username !== '' || url.password !== ''
  const login = `${decoded(url.username)}:${decoded(url.password)}`
  return {
    origin,
    name: `${url.hostname}:${String(origin.port)}`,
    authorization: hasLogin ? `Basic ${Buffer.from(login).toString('base64')}` : null,
  }
}

function readUrl(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Entries are hosts (and what is below them), `.domain` or `*.domain` (what is below alone), addresses, ranges, or `*`. */
function isExcepted({ hostname, port }: Origin, exceptions: string): boolean {
  return exceptions
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      if (entry.includes('/')) return isInRange(hostname, entry)
      const [, host = '', wantedPort] =
        /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
      if (wantedPort !== undefined && Number(wantedPort) !== port) return false
      if (isIP(host) !== 0) return hostname === host
      const domain = host.replace(/^\*(?=\.)/, '')
      return domain.startsWith('.') ? hostname.endsWith(domain) : hostname === domain || hostname.endsWith(`.${domain}`)
    })
}

/** Whether an address lies in a range (`10.0.0.0/8`). A name lies in none: it is resolved elsewhere, if at all. */
export function isInRange(hostname: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/')
  const families = { 0: null, 4: 'ipv4', 6: 'ipv6' } as const
  const family = families[isIP(network) as 0 | 4 | 6]
  const isLength = /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv4' ? 32 : 128)
  if (family === null || !isLength || families[isIP(hostname) as 0 | 4 | 6] !== family) return false
  const list = new BlockList()
  list.addSubnet(network, Number(bits), family)
  return list.check(hostname, family)
}
