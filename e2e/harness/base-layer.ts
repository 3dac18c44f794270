import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'

/** A layer on disk, plain for loading and packed for a registry. */
export type StoredLayer = {
  readonly tarPath: string
  readonly gzipPath: string
  readonly tarBytes: number
  readonly gzipBytes: number
  /** Digest of the plain layer. */
  readonly diffId: string
  /** Digest of the packed layer. */
  readonly digest: string
}

const BUSYBOX = '/bin/busybox'
const APPLETS = ['sh', 'cat', 'echo', 'env', 'id', 'kill', 'ls', 'nc', 'ps', 'sleep', 'tail', 'touch']

/** The machine's own Node with its libraries and a shell: no image registry is needed. Made once per version of Node. */
export async function baseLayer(): Promise<StoredLayer> {
  const libraries = librariesOf(process.execPath)
  const key = createHash('sha256')
    .update([process.version, ...libraries, ...APPLETS].join('\n'))
    .digest('hex')
    .slice(0, 16)
  const stem = join(cacheDirectory(), `base-${key}`)
  const described = `${stem}.json`
  if ([described, `${stem}.tar`, `${stem}.tar.gz`].every((path) => existsSync(path))) {
    return JSON.parse(readFileSync(described, 'utf8')) as StoredLayer
  }
  const layer = await makeLayer(stem, libraries)
  writeFileSync(`${described}.${String(process.pid)}`, JSON.stringify(layer))
  renameSync(`${described}.${String(process.pid)}`, described)
  return layer
}

/** Where layers are kept between runs. */
export function cacheDirectory(): string {
  const path = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'berth', 'layers')
  mkdirSync(path, { recursive: true })
  return path
}

async function makeLayer(stem: string, libraries: readonly string[]): Promise<StoredLayer> {
  const [tarPath, gzipPath] = [`${stem}.tar`, `${stem}.tar.gz`]
  const unfinished = `${stem}.${String(process.pid)}`
  const packing = pack()
  await Promise.all([fill(packing, libraries), pipeline(packing, createWriteStream(`${unfinished}.tar`))])
  await pipeline(createReadStream(`${unfinished}.tar`), createGzip({ level: 1 }), createWriteStream(`${unfinished}.gz`))
  renameSync(`${unfinished}.tar`, tarPath)
  renameSync(`${unfinished}.gz`, gzipPath)
  rmSync(unfinished, { force: true })
  return {
    tarPath,
    gzipPath,
    tarBytes: statSync(tarPath).size,
    gzipBytes: statSync(gzipPath).size,
    diffId: await digestOf(tarPath),
    digest: await digestOf(gzipPath),
  }
}

async function fill(packing: Pack, libraries: readonly string[]): Promise<void> {
  const modified = new Date(0)
  for (const name of ['app', 'bin', 'data', 'etc', 'tmp']) {
    packing.entry({ name, type: 'directory', mode: name === 'tmp' ? 0o1777 : 0o755, mtime: modified })
  }
  packing.entry({ name: 'etc/passwd', mtime: modified }, 'root:x:0:0:root:/root:/bin/sh\n')
  for (const applet of APPLETS)
    packing.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox', mtime: modified })
  await addFile(packing, 'bin/busybox', BUSYBOX)
  await addFile(packing, 'bin/node', process.execPath)
  for (const library of libraries) await addFile(packing, library.slice(1), library)
  packing.finalize()
}

async function addFile(packing: Pack, name: string, source: string): Promise<void> {
  const path = realpathSync(source)
  const entry = packing.entry({ name, size: statSync(path).size, mode: 0o755, mtime: new Date(0) })
  await pipeline(createReadStream(path), entry)
}

/** Paths of the libraries that a program of this machine is linked to. */
export function librariesOf(program: string): readonly string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' })
  return [...listed.matchAll(/(\/\S+) \(0x/g)].map((match) => match[1] ?? '')
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return `sha256:${hash.digest('hex')}`
}
