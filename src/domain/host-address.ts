import { displayText } from './display-text'

/**
 * Where an engine is. `text` is how people see and write it; equal addresses have equal texts.
 * `context` is one of Docker's own, by its name: where that leads is looked up anew each time.
 */
export type HostAddress =
  | { readonly kind: 'unix'; readonly path: string; readonly text: string }
  /** `\\.\pipe\docker_engine`, with slashes: `//./pipe/docker_engine`. */
  | { readonly kind: 'npipe'; readonly path: string; readonly text: string }
  /** Port null: 2376 with TLS, 2375 without. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number | null; readonly text: string }
  | SshAddress
  | { readonly kind: 'context'; readonly name: string; readonly text: string }

/** An engine on a machine one can log in to; `host` may be a name of ssh_config. What is null is for ssh_config to say. */
export type SshAddress = {
  readonly kind: 'ssh'
  readonly user: string | null
  readonly host: string
  readonly port: number | null
  /** Of Docker's socket there; null: the usual one. */
  readonly socketPath: string | null
  readonly text: string
}

/** Why a text is no address. `password`: one is never kept in an address. */
export type AddressFault = 'unreadable' | 'password' | 'too-long' | 'port'

/** The kernel's limit for a socket's path; the system would cut a longer one and reach another file. */
const longestPathBytes = 107
const longestText = 1_024

/**
 * Reads `unix:///path`, `/path`, `npipe:////./pipe/name`, `tcp://host[:port]`, `ssh://[user@]host[:port][/path/to/socket]`,
 * `context://name`. A bare name is none of them.
 */
export function readHostAddress(text: string): HostAddress | AddressFault {
  if (text.length > longestText) return 'too-long'
  if (text !== displayText(text, longestText)) return 'unreadable'
  if (text.startsWith('/')) return unixAddress(text)
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? []
  switch (scheme) {
    case 'unix':
      return unixAddress(rest)
    case 'npipe':
      return pipeAddress(rest)
    case 'tcp':
      return tcpAddress(rest)
    case 'ssh':
      return sshAddress(rest)
    case 'context':
      return contextAddress(rest)
  }
  return 'unreadable'
}

function unixAddress(written: string): HostAddress | AddressFault {
  const path = normalPath(written)
  if (!path.startsWith('/') || path === '/') return 'unreadable'
  if (utf8Length(path) > longestPathBytes) return 'too-long'
  return { kind: 'unix', path, text: `unix://${path}` }
}

function pipeAddress(written: string): HostAddress | AddressFault {
  const path = written.replaceAll('\\', '/')
  if (!/^\/\/[^/]+\/pipe\/[^/]+$/.test(path)) return 'unreadable'
  return { kind: 'npipe', path, text: `npipe://${path}` }
}

function tcpAddress(rest: string): HostAddress | AddressFault {
  const place = readPlace(rest)
  if (typeof place === 'string') return place
  const { user, host, port, path } = place
  if (user !== null || (path !== null && path !== '/')) return 'unreadable'
  return { kind: 'tcp', host, port, text: `tcp://${placeText(host, port)}` }
}

function sshAddress(rest: string): HostAddress | AddressFault {
  const place = readPlace(rest)
  if (typeof place === 'string') return place
  const { user, host, port, path } = place
  const socketPath = path === null || path === '/' ? null : normalPath(path)
  if (socketPath !== null && utf8Length(socketPath) > longestPathBytes) return 'too-long'
  const before = user === null ? '' : `${user}@`
  return {
    kind: 'ssh',
    user,
    host,
    port,
    socketPath,
    text: `ssh://${before}${placeText(host, port)}${socketPath ?? ''}`,
  }
}

/** As Docker names its contexts. */
export function isContextName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name)
}

/** The address of one of Docker's contexts. */
export function contextAddress(name: string): HostAddress | AddressFault {
  return isContextName(name) ? { kind: 'context', name, text: `context://${name}` } : 'unreadable'
}

type Place = {
  readonly user: string | null
  readonly host: string
  readonly port: number | null
  readonly path: string | null
}

const placePattern =
  /^(?:(?<user>[^@/]+)@)?(?<host>\[[0-9a-fA-F:.%a-z]+\]|[^\s:/@[\]]+)(?::(?<port>\d{1,6}))?(?<path>\/.*)?$/

function readPlace(text: string): Place | AddressFault {
  const found = placePattern.exec(text)?.groups
  if (found === undefined) return 'unreadable'
  const { user, host = '', port, path } = found
  if (user?.includes(':') === true) return 'password'
  // A leading dash is an option to every program.
  if (host.startsWith('-') || user?.startsWith('-') === true) return 'unreadable'
  const number = port === undefined ? null : Number(port)
  if (number !== null && (number < 1 || number > 65_535)) return 'port'
  return { user: user ?? null, host: host.replace(/^\[|\]$/g, ''), port: number, path: path ?? null }
}

function placeText(host: string, port: number | null): string {
  const written = host.includes(':') ? `[${host}]` : host
  return port === null ? written : `${written}:${String(port)}`
}

/** Without doubled slashes, `.` and `..`. */
function normalPath(path: string): string {
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') kept.pop()
    else if (part !== '' && part !== '.') kept.push(part)
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`
}

function utf8Length(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return length
}

/** Whether what is sent there never leaves this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
