import { execFileSync } from 'node:child_process'
import { copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { BuiltImage } from './built-image'
import { type Daemon, type Lifetime, spawnDaemon } from './daemon'
import { freePorts } from './free-port'
import { keepDirectory, openRunDirectory } from './run-directory'
import { setImmediate } from 'node:timers/promises'
import { waitUntil } from './wait-until'

export type Credentials = {
  readonly user: string
  readonly password: string
}

export type RegistryOptions = {
  readonly auth?: Credentials
  /** A directory in which it outlives this process. */
  readonly keepIn?: string
  /** Keeps count of what it sends, see `sentBytes`. */
  readonly accessLog?: boolean
}

/** A real, private image registry on this machine's loopback address. */
export type Registry = {
  /** `127.0.0.1:PORT`, the first part of its images' names; Docker speaks plain HTTP to it. */
  readonly address: string
  readonly auth: Credentials | null
  /** Puts images into it without an engine. */
  push(images: readonly BuiltImage[]): Promise<void>
  /** Starts it again on the same port and data, where it does not run. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Ends it by SIGKILL once it has sent so many bytes more: what it is sending breaks off. */
  killAfterBytes(bytes: number): Promise<void>
  /** Bytes of manifests and blobs it has sent so far, by its own access log, which it must have been told to keep. */
  sentBytes(): number
  /** Ends it and deletes its data. */
  remove(): void
}

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json'

export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const kept = options.keepIn !== undefined
  const directory = options.keepIn === undefined ? openRunDirectory('registry') : keepDirectory(options.keepIn)
  const address = await addressOf(directory.path)
  const configFile = writeConfig(directory.path, address, options)
  const client = new RegistryClient(address, options.auth ?? null)
  const lifetime: Lifetime = kept ? 'kept' : 'with-us'
  let daemon: Daemon | null = null
  const start = async (): Promise<void> => {
    const isRunning = daemon === null ? kept && (await client.answers()) : !daemon.hasEnded()
    if (isRunning) return
    const started = spawnDaemon('docker-registry', ['serve', configFile], join(directory.path, 'log'), lifetime)
    daemon = started
    await waitUntil('the registry to answer', 15_000, async () => started.hasEnded() || client.answers())
    if (started.hasEnded()) throw new Error(`docker-registry did not start:\n${started.lastOutput()}`)
  }
  await start()
  return {
    address,
    auth: options.auth ?? null,
    push: (images) => {
      for (const image of images) plantBase(directory.path, address, image)
      return client.push(images)
    },
    start,
    stop: async () => {
      await daemon?.end('SIGTERM')
    },
    killAfterBytes: async (bytes) => {
      if (daemon === null) throw new Error('the registry was never started')
      const enough = daemon.writtenBytes() + bytes
      const deadlineMs = performance.now() + 30_000
      // Without a pause between two looks: a layer of megabytes is through in a moment.
      while (daemon.writtenBytes() < enough) {
        if (performance.now() > deadlineMs) throw new Error(`the registry was not asked for ${String(bytes)} bytes`)
        await setImmediate()
      }
      await daemon.end('SIGKILL')
    },
    sentBytes: () => {
      if (options.accessLog !== true) throw new Error('the registry keeps no access log')
      return bytesInAccessLog(readFileSync(join(directory.path, 'log'), 'utf8'))
    },
    remove: () => {
      directory.sweep()
    },
  }
}

/** The address is part of the images' names, so a kept registry keeps its port. */
async function addressOf(directory: string): Promise<string> {
  const file = join(directory, 'address')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const [port] = await freePorts(1)
    writeFileSync(file, `127.0.0.1:${String(port)}`)
    return `127.0.0.1:${String(port)}`
  }
}

/**
 * Puts the base, which all images have in common, where the registry keeps what it was sent: it is 40 MB for each
 * repository, and the registry finds it there by itself.
 */
function plantBase(directory: string, address: string, { image, base }: BuiltImage): void {
  const root = join(directory, 'data/docker/registry/v2')
  const hash = base.digest.replace('sha256:', '')
  const repository = join(root, 'repositories', image.repository.slice(address.length + 1))
  const link = join(repository, '_layers/sha256', hash, 'link')
  if (existsSync(link)) return
  const blob = join(root, 'blobs/sha256', hash.slice(0, 2), hash)
  mkdirSync(blob, { recursive: true })
  if (!existsSync(join(blob, 'data'))) copyFileSync(base.gzipPath, join(blob, 'data'))
  mkdirSync(dirname(link), { recursive: true })
  writeFileSync(link, base.digest)
}

/** Lines such as `127.0.0.1 - - [TIME] "GET /v2/shop/web/blobs/… HTTP/1.1" 200 4194304 "" "docker/20.10…"`. */
function bytesInAccessLog(log: string): number {
  const answers = log.matchAll(/"GET \/v2\/\S+\/(?:manifests|blobs)\/\S+ HTTP\/[\d.]+" 20\d (\d+) /g)
  return [...answers].reduce((bytes, [, sent]) => bytes + Number(sent), 0)
}

function writeConfig(directory: string, address: string, { auth, accessLog }: RegistryOptions): string {
  mkdirSync(join(directory, 'data'), { recursive: true })
  const passwordFile = join(directory, 'htpasswd')
  if (auth) writeFileSync(passwordFile, `${auth.user}:${bcrypt(auth.password)}\n`)
  const config = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: accessLog !== true } },
    storage: { filesystem: { rootdirectory: join(directory, 'data') }, delete: { enabled: true } },
    http: { addr: address },
    ...(auth ? { auth: { htpasswd: { realm: 'shop', path: passwordFile } } } : {}),
  }
  const configFile = join(directory, 'config.yml')
  writeFileSync(configFile, JSON.stringify(config))
  return configFile
}

/** The registry knows bcrypt alone; Perl, which every Debian has, reaches the C library's. */
function bcrypt(password: string): string {
  return execFileSync('perl', ['-e', 'print crypt($ARGV[0], q($2b$05$abcdefghijklmnopqrstuu))', password], {
    encoding: 'utf8',
  })
}

class RegistryClient {
  private readonly headers: Readonly<Record<string, string>>

  constructor(
    private readonly address: string,
    auth: Credentials | null,
  ) {
    const encoded = auth ? Buffer.from(`${auth.user}:${auth.password}`).toString('base64') : ''
    this.headers = auth ? { Authorization: `Basic ${encoded}` } : {}
  }

  async answers(): Promise<boolean> {
    return this.send('GET', '/v2/').then(
      () => true,
      () => false,
    )
  }

  async push(images: readonly BuiltImage[]): Promise<void> {
    for (const built of images) await this.pushImage(built)
  }

  private async pushImage(built: BuiltImage): Promise<void> {
    const repository = built.image.repository.slice(this.address.length + 1)
    const { base, appLayer, config, id } = built
    await this.putBlob(repository, base.digest, () => createReadStream(base.gzipPath), base.gzipBytes)
    await this.putBlob(repository, appLayer.digest, () => appLayer.gzip, appLayer.gzip.length)
    await this.putBlob(repository, id, () => config, config.length)
    const layer = (digest: string, size: number): object => ({
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      digest,
      size,
    })
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: id, size: config.length },
      layers: [layer(base.digest, base.gzipBytes), layer(appLayer.digest, appLayer.gzip.length)],
    }
    await this.send('PUT', `/v2/${repository}/manifests/${built.image.tag}`, JSON.stringify(manifest), {
      'Content-Type': MANIFEST_TYPE,
    })
  }

  private async putBlob(
    repository: string,
    digest: string,
    open: () => Buffer | Readable,
    size: number,
  ): Promise<void> {
    const held = await fetch(`http://${this.address}/v2/${repository}/blobs/${digest}`, {
      method: 'HEAD',
      headers: this.headers,
    })
    if (held.ok) return
    const upload = await this.send('POST', `/v2/${repository}/blobs/uploads/`)
    const location = new URL(upload.headers.get('location') ?? '', `http://${this.address}`)
    location.searchParams.set('digest', digest)
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(size) }
    await this.send('PUT', `${location.pathname}${location.search}`, open(), headers)
  }

  private async send(method: string, path: string, body?: Buffer | Readable | string, headers = {}): Promise<Response> {
    const answer = await fetch(`http://${this.address}${path}`, {
      method,
      headers: { ...this.headers, ...headers },
      // Node's fetch takes its own streams as a body and wants to be told that it may send before it reads.
      ...(body === undefined ? {} : { body: body as BodyInit, duplex: 'half' }),
      signal: AbortSignal.timeout(60_000),
    })
    if (!answer.ok)
      throw new Error(`registry: ${method} ${path} answered ${String(answer.status)}: ${await answer.text()}`)
    return answer
  }
}
