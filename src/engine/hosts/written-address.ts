import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { HostAddress } from '../../domain/host-address'
import type { HostSetting } from '../../domain/settings'
import { isContext, tlsFilesIn } from '../transport/docker-contexts'
import { expectAddress } from '../transport/open-route'

type Environment = Readonly<Record<string, string | undefined>>

/** Where Docker's own client keeps its contexts and certificates, and what it would use by itself. */
export type DockerSurroundings = {
  readonly environment: Environment
  readonly dockerConfigDirectory: string
  /** What `docker context use` chose; null: nothing. */
  readonly chosenContext: string | null
}

/**
 * What a person wrote for a host: an address, a socket's path, or a name; a name is a context of Docker's where there
 * is one, else that of a machine to log in to, which ssh_config may know. Throws `address-unsupported`.
 */
export function readWritten(written: string, dockerConfigDirectory: string): HostAddress {
  const isName = !written.includes('://') && !written.startsWith('/')
  if (!isName) return expectAddress(written)
  return isContext(dockerConfigDirectory, written)
    ? expectAddress(`context://${written}`)
    : expectAddress(`ssh://${written}`)
}

/** How the local engine is reached: as Docker's own client would, by `DOCKER_HOST`, a context, or the usual socket. */
export function localAccess({
  environment,
  dockerConfigDirectory,
  chosenContext,
}: DockerSurroundings): Omit<HostSetting, 'id' | 'name'> {
  const named = environment['DOCKER_HOST'] ?? ''
  if (named !== '' && named !== 'unix://') return accessOf(named, { environment, dockerConfigDirectory })
  const context = environment['DOCKER_CONTEXT'] ?? ''
  const chosen = context === '' ? chosenContext : context
  if (named === '' && chosen !== null && chosen !== 'default') return { address: `context://${chosen}` }
  return { address: process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock' }
}

/**
 * How an address that was given for this run alone is spoken to. One that can't be used stays as it was written: the board
 * says what is wrong with it.
 */
export function accessOf(
  written: string,
  { environment, dockerConfigDirectory }: Omit<DockerSurroundings, 'chosenContext'>,
): Pick<HostSetting, 'address' | 'tls'> {
  try {
    const { kind, text } = readWritten(written, dockerConfigDirectory)
    return { address: text, ...(kind === 'tcp' ? tlsOf(environment, dockerConfigDirectory) : {}) }
  } catch {
    return { address: written }
  }
}

/** `DOCKER_TLS_VERIFY` asks for TLS, with the files of `DOCKER_CERT_PATH`, else of Docker's own folder. */
function tlsOf(environment: Environment, dockerConfigDirectory: string): Pick<HostSetting, 'tls'> {
  if ((environment['DOCKER_TLS_VERIFY'] ?? '') === '') return {}
  const folder = environment['DOCKER_CERT_PATH'] || dockerConfigDirectory
  const none = { ca: join(folder, 'ca.pem'), certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  return { tls: tlsFilesIn(folder) ?? none }
}

/**
 * One text for one engine, however it was written: links to a socket are followed (`/var/run` is `/run`), a machine's name
 * has no capitals. For comparing addresses; a socket that is not there yet is judged by its folder.
 */
export async function canonicalAddress(address: HostAddress): Promise<string> {
  if (address.kind === 'ssh' || address.kind === 'tcp')
    return address.text.replace(address.host, address.host.toLowerCase())
  if (address.kind !== 'unix') return address.text
  try {
    return `unix://${await realpath(address.path)}`
  } catch {
    const folder = await realpath(dirname(address.path)).catch(() => dirname(address.path))
    return `unix://${join(folder, basename(address.path))}`
  }
}
