import { extract, pack } from 'tar-stream'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { containerPath } from './api-path'
import { withDeadline } from './call-scope'
import { uselessAnswer } from './docker-failure'
import { type DockerHttp, type DockerStream, readStream } from './docker-http'
import { dockerLimits } from './docker-limits'

const operation = 'read file'

/** See `DockerClient.writeFile`. */
export async function writeFile(
  http: DockerHttp,
  prefix: string,
  file: { readonly containerId: string; readonly directory: string; readonly name: string; readonly content: string },
  signal: AbortSignal,
): Promise<void> {
  const { containerId } = file
  const tar = await tarOf(file.name, file.content, http.clock.nowMs())
  const path = `${containerPath(prefix, containerId)}/archive`
  const query = { path: file.directory, noOverwriteDirNonDir: true }
  await http.call({ operation: 'write file', method: 'PUT', path, query, tar, containerId }, signal)
}

/** See `DockerClient.readFile`. */
export async function readFile(
  http: DockerHttp,
  prefix: string,
  containerId: string,
  path: string,
  signal: AbortSignal,
): Promise<string | null> {
  const archive = `${containerPath(prefix, containerId)}/archive`
  const deadline = { clock: http.clock, operation, limitMs: dockerLimits.readFileMs }
  return withDeadline(deadline, signal, async (inner) => {
    try {
      const stream = await http.stream({ operation, method: 'GET', path: archive, query: { path } }, inner)
      return await firstFile(await readBounded(http, stream, path), path)
    } catch (error) {
      if (!(error instanceof BerthError) || error.data.details['status'] !== 404) throw error
      // A 404 is a container that is gone, or a file that is not there: only the container itself can tell which.
      const inspect = `${containerPath(prefix, containerId)}/json`
      await http.call({ operation, method: 'GET', path: inspect, containerId }, inner)
      return null
    }
  })
}

/** An archive of nothing: two empty blocks. */
export const emptyTar: Buffer = Buffer.alloc(1_024)

async function tarOf(name: string, content: string, nowMs: number): Promise<Buffer> {
  const tar = pack()
  tar.entry({ name, mode: 0o600, mtime: new Date(nowMs) }, content)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Bounded: a folder in the place of the file would send everything in it. */
async function readBounded(http: DockerHttp, stream: DockerStream, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of readStream(stream, http.address)) {
    length += chunk.length
    if (length > mostTarBytes) throw tooLarge(path)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The first entry where it is a plain file, else null. */
async function firstFile(tar: Buffer, path: string): Promise<string | null> {
  const reader = extract()
  reader.end(tar)
  try {
    for await (const entry of reader) {
      if (entry.header.type !== 'file') return null
      if (entry.header.size > dockerLimits.fileBytes) throw tooLarge(path)
      const chunks: Buffer[] = []
      for await (const chunk of entry) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString('utf8')
    }
    return null
  } catch (error) {
    throw error instanceof BerthError ? error : uselessAnswer(operation, 'answer-not-a-tar')
  }
}

/** A tar adds headers, extended ones for long names, and padding. */
const mostTarBytes = dockerLimits.fileBytes + 16 * 1_024

function tooLarge(path: string): BerthError {
  return uselessAnswer(operation, 'file-holds-more', { path: displayText(path, 80), bytes: dockerLimits.fileBytes })
}
