import { Readable } from 'node:stream'
import { extract, pack, type Header } from 'tar-stream'
import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { DockerClient, NamedFile, WrittenFile } from '../ports'
import { containerPath } from './api-path'
import { withDeadline } from './call-scope'
import type { VersionedHttp } from './container-calls'
import { parseJson, uselessAnswer } from './docker-failure'
import { type DockerHttp, readStream } from './docker-http'
import { dockerLimits } from './docker-limits'
import { lenientObject, lenientText, parseAnswer } from './lenient-json'

type FileCalls = Pick<DockerClient, 'writeFiles' | 'readFiles' | 'sizeAt'>

const reading = 'read files'
const privateMode = 0o600

/** Calls about many files at once, by the archives the engine takes and gives. */
export function archiveFileCalls({ http, prefix }: VersionedHttp): FileCalls {
  return {
    writeFiles: async (containerId, directory, files, signal) => {
      const tar = await tarOf(files, http.clock.nowMs())
      const base = containerPath(await prefix(signal), containerId)
      const query = { path: directory, noOverwriteDirNonDir: true }
      const request = { operation: 'write files', method: 'PUT', path: `${base}/archive`, query, tar } as const
      const limitMs = dockerLimits.changeMs
      await orGone({ http, base, containerId }, signal, () => http.call({ ...request, containerId, limitMs }, signal))
    },
    readFiles: async (containerId, path, limitBytes, signal) => {
      const base = containerPath(await prefix(signal), containerId)
      const deadline = { clock: http.clock, operation: reading, limitMs: dockerLimits.readFileMs }
      return withDeadline(deadline, signal, (inner) =>
        nullWithoutFile({ http, base, containerId }, inner, async () => {
          const request = { operation: reading, method: 'GET', path: `${base}/archive`, query: { path } } as const
          const stream = await http.stream(request, inner)
          return filesOf(readStream(stream, http.address), { path, limitBytes })
        }),
      )
    },
    sizeAt: async (containerId, path, signal) => {
      const base = containerPath(await prefix(signal), containerId)
      const request = { operation: 'look for file', method: 'HEAD', path: `${base}/archive`, query: { path } } as const
      const found = await nullWithoutFile({ http, base, containerId }, signal, () => http.call(request, signal))
      return found === null ? null : sizeIn(found.headers[statHeader])
    },
  }
}

/** What Docker tells of a path beside its archive: base64 of JSON. */
const statHeader = 'x-docker-container-path-stat'
const statSchema = z.object({ size: z.number().nonnegative() })

function sizeIn(header: string | string[] | undefined): number {
  const stat = statSchema.safeParse(parseJson(Buffer.from(String(header), 'base64').toString('utf8')))
  if (stat.success) return stat.data.size
  throw uselessAnswer('look for file', 'answer-without-size')
}

/** Null for a 404 of a container that is there: it is the file that is not. */
async function nullWithoutFile<T>(
  place: ContainerPlace,
  signal: AbortSignal,
  look: () => Promise<T>,
): Promise<T | null> {
  try {
    return await orGone(place, signal, look)
  } catch (error) {
    if (error instanceof BerthError && error.data.details['status'] === 404) return null
    throw error
  }
}

type ContainerPlace = { readonly http: DockerHttp; readonly base: string; readonly containerId: string }

/**
 * What is refused may be so as the container goes at this moment: Docker then cuts an archive off, or finds no layer. Only
 * the container itself can tell; where it is gone or on its way, `container-gone` is thrown.
 */
async function orGone<T>(
  { http, base, containerId }: ContainerPlace,
  signal: AbortSignal,
  look: () => Promise<T>,
): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof BerthError) || error.code !== 'docker-refused') throw error
    const answer = await http.json({ operation: reading, method: 'GET', path: `${base}/json`, containerId }, signal)
    const { Status } = parseAnswer(presenceSchema, answer, reading).State
    if (Status !== 'removing' && Status !== 'dead') throw error
    throw new BerthError('container-gone', { container: displayText(containerId.slice(0, 12)) }, { cause: error })
  }
}

const presenceSchema = z.object({ State: lenientObject({ Status: lenientText }) })

async function tarOf(files: readonly WrittenFile[], nowMs: number): Promise<Buffer> {
  const tar = pack()
  for (const { name, bytes, mode = privateMode } of files) {
    if (!isInside(name)) throw new BerthError('bad-request', { field: 'file', reason: displayText(name, 80) })
    tar.entry({ name, mode, mtime: new Date(nowMs) }, Buffer.from(bytes))
  }
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Whether a path stays below the directory it starts from. */
function isInside(name: string): boolean {
  return name !== '' && !name.includes('\0') && name.split('/').every((part) => !['', '.', '..'].includes(part))
}

type Wanted = { readonly path: string; readonly limitBytes: number }

/** Takes an archive apart while it comes, no further than the limit: whoever leaves early ends the stream. */
async function filesOf(archive: AsyncIterable<Buffer>, wanted: Wanted): Promise<readonly NamedFile[] | null> {
  const reader = extract()
  const source = Readable.from(archive)
  source.on('error', (error) => reader.destroy(error))
  source.pipe(reader)
  try {
    return await collect(reader, wanted)
  } catch (error) {
    throw error instanceof BerthError ? error : uselessAnswer(reading, 'answer-not-a-tar')
  } finally {
    source.destroy()
    reader.destroy()
  }
}

type Entry = AsyncIterable<unknown> & { readonly header: Header; readonly resume: () => void }

async function collect(entries: AsyncIterable<Entry>, wanted: Wanted): Promise<readonly NamedFile[] | null> {
  const files: NamedFile[] = []
  let root: Header | null = null
  let leftBytes = wanted.limitBytes
  for await (const entry of entries) {
    const { header } = entry
    root ??= header
    if (root.type !== 'file' && root.type !== 'directory') return null
    const name = nameBelow(root, header)
    if (header.type !== 'file' || name === null) {
      entry.resume()
      continue
    }
    leftBytes -= header.size ?? 0
    if (leftBytes < 0 || files.length >= dockerLimits.readFiles) throw tooLarge(wanted)
    files.push({ name, bytes: await bytesOf(entry) })
  }
  return root === null ? null : files
}

async function bytesOf(entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of entry) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The archive of a directory begins with it, and names everything by it; null for a name that would lead elsewhere. */
function nameBelow(root: Header, { name }: Header): string | null {
  const below = root.type === 'directory' ? name.slice(name.indexOf('/') + 1) : name
  return isInside(below) ? below : null
}

function tooLarge({ path, limitBytes }: Wanted): BerthError {
  return new BerthError('file-too-large', { path: displayText(path, 80), bytes: limitBytes })
}
