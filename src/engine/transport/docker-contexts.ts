import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BerthError, type ErrorDetails } from '../../domain/berth-error'
import { type ReasonCode, reasonDetails } from '../../domain/error-reasons'
import { displayText } from '../../domain/display-text'
import { isContextName, readHostAddress } from '../../domain/host-address'
import type { TlsFiles } from '../../domain/settings'
import { codeOf } from './failed-connection'

/** One of Docker's own contexts, as the docker client keeps it (`docker context ls`). */
export type DockerContext = {
  readonly name: string
  /** As it stands there: `ssh://user@host`, `tcp://10.0.0.7:2376`, `unix:///run/docker.sock`. */
  readonly host: string
  /** Null: it has none of its own. */
  readonly tls: TlsFiles | null
}

const metaSchema = z.object({
  Name: z.string(),
  Endpoints: z.object({
    docker: z.object({ Host: z.string(), SkipTLSVerify: z.boolean().optional() }),
  }),
})

const longestBytes = 1_000_000
const mostContexts = 1_000

/** Reads a context anew, as it may have been changed. Throws `context-unknown` and `context-unusable`. */
export async function readContext(configDirectory: string, name: string): Promise<DockerContext> {
  const file = metaFile(configDirectory, name)
  if (!isContextName(name) || !existsSync(file)) {
    const known = (await listContexts(configDirectory)).map((context) => context.name)
    throw new BerthError('context-unknown', {
      name: displayText(name, 64),
      known: known.slice(0, 20).join(', ') || '–',
    })
  }
  const meta = await readMeta(file, name)
  const endpoint = meta.Endpoints.docker
  if (endpoint.SkipTLSVerify === true) {
    throw unusable(name, 'host-not-checked')
  }
  return {
    name,
    host: endpoint.Host,
    tls: tlsOfContext(configDirectory, name),
  }
}

/** Those that can be read, by name; at most a thousand. */
export async function listContexts(configDirectory: string): Promise<readonly Pick<DockerContext, 'name' | 'host'>[]> {
  const root = join(configDirectory, 'contexts', 'meta')
  const folders = await readdir(root).catch(() => [])
  const found = folders.slice(0, mostContexts).map(async (folder) => {
    try {
      const { Name, Endpoints } = await readMeta(join(root, folder, 'meta.json'), folder)
      return isContextName(Name) && folderOf(Name) === folder ? [{ name: Name, host: Endpoints.docker.Host }] : []
    } catch {
      return []
    }
  })
  return (await Promise.all(found)).flat().sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Whether there is a context of this name. */
export function isContext(configDirectory: string, name: string): boolean {
  return isContextName(name) && existsSync(metaFile(configDirectory, name))
}

/**
 * Whether a context leads to another machine without any TLS, as far as one sees without asking; where it leads is read
 * anew for each connection. False for one that can't be read.
 */
export function isPlainContext(configDirectory: string, name: string): boolean {
  try {
    const file = metaFile(configDirectory, name)
    if (!isContextName(name) || statSync(file).size > longestBytes) return false
    const { Host } = metaSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).Endpoints.docker
    const address = readHostAddress(Host)
    return typeof address !== 'string' && address.kind === 'tcp' && tlsOfContext(configDirectory, name) === null
  } catch {
    return false
  }
}

const configSchema = z.object({ currentContext: z.string() })

/** The context that `docker context use` chose; null: none, or what is there can't be read. */
export function chosenContext(configDirectory: string): string | null {
  try {
    const file = join(configDirectory, 'config.json')
    if (statSync(file).size > longestBytes) return null
    const { currentContext } = configSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return isContextName(currentContext) && currentContext !== 'default' ? currentContext : null
  } catch {
    return null
  }
}

/** The usual names in a folder of Docker certificates (`ca.pem`, `cert.pem`, `key.pem`); null where none is there. */
export function tlsFilesIn(folder: string): TlsFiles | null {
  const find = (name: string): string | null => {
    const file = join(folder, name)
    return existsSync(file) ? file : null
  }
  const files = { ca: find('ca.pem'), certificate: find('cert.pem'), key: find('key.pem') }
  return Object.values(files).every((file) => file === null) ? null : files
}

function tlsOfContext(configDirectory: string, name: string): TlsFiles | null {
  return tlsFilesIn(join(configDirectory, 'contexts', 'tls', folderOf(name), 'docker'))
}

function metaFile(configDirectory: string, name: string): string {
  return join(configDirectory, 'contexts', 'meta', folderOf(name), 'meta.json')
}

/** As the docker client names its folders. */
function folderOf(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

async function readMeta(file: string, name: string): Promise<z.output<typeof metaSchema>> {
  try {
    if ((await stat(file)).size > longestBytes) throw unusable(name, 'file-above-1-mb', { file })
    const parsed = metaSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    if (parsed.success) return parsed.data
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw unusable(name, 'field-unexpected', { file, field: displayText(field, 80) || '–' })
  } catch (error) {
    if (error instanceof BerthError) throw error
    if (error instanceof SyntaxError) throw unusable(name, 'not-json', { file })
    throw new BerthError('context-unusable', { name: displayText(name, 64), reason: `${file}: ${codeOf(error)}` })
  }
}

function unusable(name: string, reason: ReasonCode, values: ErrorDetails = {}): BerthError {
  return new BerthError('context-unusable', { name: displayText(name, 64), ...reasonDetails(reason, values) })
}
