import { realpath } from 'node:fs/promises'
import { basename, dirname, join, normalize } from 'node:path'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'

/** Where an engine listens. `text` is how people see and write it: `unix:///var/run/docker.sock`. */
export type SocketAddress = { readonly kind: 'unix'; readonly path: string; readonly text: string }

/** The kernel's limit for a socket's path; the system would cut a longer one and reach another file. */
const longestPathBytes = 107

const defaultPath = '/var/run/docker.sock'

/** Reads `unix:///absolute/path` or an absolute path. Anything else is `address-unsupported`. */
export function parseAddress(text: string): SocketAddress {
  const path = text.startsWith('unix://') ? text.slice('unix://'.length) : text
  const usable = path.startsWith('/') && path !== '/' && !/[\0-\u001f]/.test(path)
  if (!usable || Buffer.byteLength(path) > longestPathBytes) {
    throw new BerthError('address-unsupported', { address: displayText(text) })
  }
  return socketAt(normalize(path))
}

/** The engine that Docker's own client would use: `DOCKER_HOST`, else the usual socket. */
export function localAddress(environment: Readonly<Record<string, string | undefined>>): SocketAddress {
  const named = environment['DOCKER_HOST'] ?? ''
  return named === '' || named === 'unix://' ? socketAt(defaultPath) : parseAddress(named)
}

/**
 * One text for one socket, however it was reached: links are followed (`/var/run` is `/run`). For comparing addresses;
 * a socket that is not there yet is judged by its folder.
 */
export async function canonicalAddress(address: SocketAddress): Promise<string> {
  try {
    return socketAt(await realpath(address.path)).text
  } catch {
    const folder = await realpath(dirname(address.path)).catch(() => dirname(address.path))
    return socketAt(join(folder, basename(address.path))).text
  }
}

function socketAt(path: string): SocketAddress {
  return { kind: 'unix', path, text: `unix://${path}` }
}
