import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnsweringProxy, openAnsweringProxy } from '../../../e2e/harness/answering-proxy'
import { type GuardedRegistries, guardedRegistries } from '../../../e2e/harness/guarded-registry'
import { imageIndex, RegistryContent, smallImage, storedManifest } from '../../../e2e/harness/registry-content'
import type { SmallImage, StoredManifest } from '../../../e2e/harness/registry-content'
import { startTokenServer, type TokenServer } from '../../../e2e/harness/token-server'
import type { RegistryCredentials } from '../ports'
import { systemClock } from '../system-clock'
import { createRegistryClient } from './create-registry-client'
import type { RegistryClient, RegistryClientOptions } from './registry-port'

const never = new AbortController().signal
const services = ['web', 'api', 'admin'] as const
const tags = Array.from({ length: 500 }, (_, index) => `build-${String(index).padStart(4, '0')}`)
const image: SmallImage = {
  platform: 'linux/amd64',
  labels: { 'org.opencontainers.image.revision': 'c0ffee', 'org.opencontainers.image.version': '1.3.10' },
  createdAt: '2024-05-10T08:00:00Z',
  layers: ['base', 'app'],
}

let registries: GuardedRegistries
let tokens: TokenServer
let proxy: AnsweringProxy
let content: RegistryContent
let stored: StoredManifest
let index: StoredManifest
const doors = { open: '', password: '', token: '' }
const clients: RegistryClient[] = []

beforeAll(async () => {
  registries = guardedRegistries()
  const service = 'registry of the tests'
  tokens = await startTokenServer({
    directory: registries.directory,
    service,
    passwords: { ci: 'hunter2-ci', guest: 'hunter2-guest' },
    identityTokens: { ci: 'hunter2-identity' },
    grant: (user, repository) => (user === 'ci' || repository === 'shop/web' ? ['pull'] : []),
  })
  doors.open = await registries.open({ kind: 'open' })
  doors.password = await registries.open({ kind: 'password', user: 'ci', password: 'hunter2-ci' })
  const { realm, issuer, certificateFile } = tokens
  doors.token = await registries.open({ kind: 'token', realm, issuer, certificateFile, service })
  proxy = await openAnsweringProxy(doors.open)
  content = new RegistryContent(doors.open)
  for (const name of services) {
    stored = await content.putImage(`shop/${name}`, image, 'docker')
    await content.tag(`shop/${name}`, tags.slice(0, 1), stored)
    registries.copyTag(`shop/${name}`, 'build-0000', tags.slice(1))
  }
  const parts = await Promise.all(
    ['linux/amd64', 'linux/arm64', 'linux/arm/v7'].map(async (platform) => {
      const part = { ...image, platform, layers: ['base', platform] }
      return [await content.putImage('shop/many', part, 'oci'), platform] as const
    }),
  )
  const attestation = await content.putImage('shop/many', { ...image, layers: ['attested'] }, 'oci')
  index = imageIndex([...parts, [attestation, 'unknown/unknown']], 'oci')
  await content.tag('shop/many', ['latest', 'v1'], index)
})

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await tokens.close()
  proxy.close()
  registries.close()
})

function open(credentials: RegistryCredentials | null = null, options: Partial<RegistryClientOptions> = {}) {
  const usual = { clock: systemClock, log: () => undefined, cacheDirectory: null }
  const client = createRegistryClient({
    ...usual,
    credentials: { credentialsFor: async () => credentials },
    ...options,
  })
  clients.push(client)
  return client
}

function password(username: string, word: string): RegistryCredentials {
  return { kind: 'password', username, password: word, serverAddress: '' }
}

test('three repositories of 500 tags cost one request each to list, and a tag one to resolve, eight at a time', async () => {
  const client = open()
  proxy.meddle(() => null)
  for (const name of services) {
    const repository = `${proxy.address}/shop/${name}`
    const list = await client.listTags(repository, () => undefined, never)
    expect(list).toMatchObject({ end: 'all' })
    expect([...list.tags].sort()).toEqual(tags)
    expect(client.lastTags(repository)).toEqual(list)
  }
  expect(client.stats()).toMatchObject({ requests: 3, tagPages: 3 })
  const told: string[] = []
  const web = `${proxy.address}/shop/web`
  const digests = await client.resolveTags(web, tags, (tag) => told.push(tag), never)
  expect([...digests]).toEqual(tags.map((tag) => [tag, stored.digest]))
  expect([...told].sort()).toEqual(tags)
  expect(client.lastDigest(web, 'build-0042')?.digest).toBe(stored.digest)
  expect(client.stats()).toMatchObject({ requests: 503, manifestHeads: 500, tokens: 0, retries: 0 })
  expect(proxy.mostAtOnce()).toBeLessThanOrEqual(8)
})

test('an image says what it is; the tags that share its digest, and a second look, cost no more than a HEAD', async () => {
  const client = open()
  const repository = `${doors.open}/shop/web`
  const built = smallImage(image, 'docker')
  const read = await client.readImage(repository, 'build-0001', 'linux/amd64', never)
  expect(read).toEqual({
    kind: 'image',
    digest: stored.digest,
    manifestDigest: stored.digest,
    configDigest: `sha256:${createHash('sha256').update(built.config).digest('hex')}`,
    platform: 'linux/amd64',
    runsOnWanted: true,
    platforms: ['linux/amd64'],
    labels: image.labels,
    createdAtMs: Date.parse(image.createdAt),
    sizeBytes: built.config.length + 'base'.length + 'app'.length,
    layers: built.layers.map((bytes) => ({
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      sizeBytes: bytes.length,
    })),
  })
  expect(client.stats()).toMatchObject({ requests: 2, manifestReads: 1, blobReads: 1 })
  expect(await client.readImage(repository, 'build-0001', 'linux/amd64', never)).toEqual(read)
  expect(await client.readImage(repository, stored.digest, 'linux/amd64', never)).toEqual(read)
  expect(client.stats()).toMatchObject({ requests: 3, manifestHeads: 1 })
})

test('an index shows its platforms without attestations, and the image for the platform that was asked for', async () => {
  const repository = `${doors.open}/shop/many`
  const read = (platform: string) => open().readImage(repository, 'latest', platform, never)
  const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7']
  expect(await read('linux/arm64')).toMatchObject({
    digest: index.digest,
    platform: 'linux/arm64',
    platforms,
    runsOnWanted: true,
    manifestDigest: expect.not.stringContaining(index.digest) as string,
  })
  expect(await read('linux/s390x')).toMatchObject({ platform: 'linux/amd64', platforms, runsOnWanted: false })
})

test('what was read by digest is known after a restart, and a damaged file is as good as none', async () => {
  const cacheDirectory = join(registries.directory, 'registry-cache')
  const repository = `${doors.open}/shop/many`
  const first = open(null, { cacheDirectory })
  const read = await first.readImage(repository, 'v1', 'linux/arm64', never)
  await first.close()
  const second = open(null, { cacheDirectory })
  expect(await second.readImage(repository, index.digest, 'linux/arm64', never)).toEqual(read)
  expect(second.stats().requests).toBe(0)
  const files = readdirSync(cacheDirectory)
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) writeFileSync(join(cacheDirectory, file), '{"format":1,"facts":[["sha256:')
  const third = open(null, { cacheDirectory })
  expect(await third.readImage(repository, index.digest, 'linux/arm64', never)).toEqual(read)
  expect(third.stats().requests).toBe(3)
})

test('a deleted tag, a tag that never was and a repository that never was are told apart from failures', async () => {
  const gone = await content.putImage('shop/gone', { ...image, layers: ['gone'] }, 'docker')
  await content.tag('shop/gone', ['old'], gone)
  const client = open()
  const repository = `${doors.open}/shop/gone`
  expect(await client.resolveTag(repository, 'old', never)).toBe(gone.digest)
  await content.deleteManifest('shop/gone', gone.digest)
  expect(await client.resolveTag(repository, 'old', never)).toBeNull()
  expect(await client.resolveTag(repository, 'never', never)).toBeNull()
  expect(await client.readImage(repository, 'old', 'linux/amd64', never)).toBeNull()
  expect(await client.readImage(repository, gone.digest, 'linux/amd64', never)).toBeNull()
  expect((await client.listTags(repository, () => undefined, never)).tags).toEqual([])
  await expect(client.listTags(`${doors.open}/shop/nowhere`, () => undefined, never)).rejects.toMatchObject({
    code: 'repository-unknown',
    data: { details: { registry: doors.open, repository: `${doors.open}/shop/nowhere` } },
  })
})

test('a chart is told as what it is, not as an image', async () => {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const config = Buffer.from('{}')
  await content.putBlob('shop/chart', config)
  const configType = 'application/vnd.cncf.helm.config.v1+json'
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`
  const described = { mediaType: configType, digest, size: config.length }
  const chart = storedManifest({ schemaVersion: 2, mediaType, config: described, layers: [] }, mediaType)
  await content.tag('shop/chart', ['1.0.0'], chart)
  const read = await open().readImage(`${doors.open}/shop/chart`, '1.0.0', 'linux/amd64', never)
  expect(read).toEqual({ kind: 'artifact', digest: chart.digest, artifactType: configType })
})

test('a password is shown when it is asked for, and then with every request', async () => {
  const repository = `${doors.password}/shop/web`
  const client = open(password('ci', 'hunter2-ci'))
  expect((await client.listTags(repository, () => undefined, never)).tags).toHaveLength(500)
  expect(await client.resolveTag(repository, 'build-0001', never)).toBe(stored.digest)
  expect(client.stats()).toMatchObject({ requests: 3, tagPages: 2, tokens: 0 })
})

test('no login, a wrong one, and one without rights each say what helps', async () => {
  const list = (address: string, repository: string, credentials: RegistryCredentials | null) =>
    open(credentials).listTags(`${address}/${repository}`, () => undefined, never)
  const needed = { code: 'registry-login-needed', data: { details: { repository: `${doors.password}/shop/web` } } }
  await expect(list(doors.password, 'shop/web', null)).rejects.toMatchObject(needed)
  const refused = { code: 'registry-refused', data: { details: { registry: doors.password } } }
  await expect(list(doors.password, 'shop/web', password('ci', 'wr0ng'))).rejects.toMatchObject(refused)
  await expect(list(doors.token, 'shop/web', password('ci', 'wr0ng'))).rejects.toMatchObject({
    code: 'registry-refused',
  })
  await expect(list(doors.token, 'shop/api', null)).rejects.toMatchObject({ code: 'registry-login-needed' })
  await expect(list(doors.token, 'shop/api', password('guest', 'hunter2-guest'))).rejects.toMatchObject({
    code: 'registry-refused',
  })
})

test('tokens are fetched once for each repository, anonymously, by password and by identity token', async () => {
  const asked = tokens.asked.length
  const anonymous = open()
  const web = `${doors.token}/shop/web`
  const list = await anonymous.listTags(web, () => undefined, never)
  await anonymous.resolveTags(web, list.tags.slice(0, 100), () => undefined, never)
  expect(anonymous.stats()).toMatchObject({ requests: 103, tagPages: 2, manifestHeads: 100, tokens: 1 })
  const byPassword = open(password('ci', 'hunter2-ci'))
  await byPassword.listTags(web, () => undefined, never)
  // The way is known by now: the second repository costs its token and its list.
  await byPassword.listTags(`${doors.token}/shop/api`, () => undefined, never)
  expect(byPassword.stats()).toMatchObject({ requests: 5, tokens: 2 })
  const byIdentity = open({ kind: 'token', identityToken: 'hunter2-identity', serverAddress: '' })
  await byIdentity.listTags(`${doors.token}/shop/api`, () => undefined, never)
  const scopes = ['web', 'web', 'api', 'api'].map((name) => `repository:shop/${name}:pull`)
  expect(tokens.asked.slice(asked)).toEqual(scopes)
})

test('requests that begin together share the first refusal, and one token', async () => {
  const client = open()
  const resolve = (tag: string) => client.resolveTag(`${doors.token}/shop/web`, tag, never)
  await Promise.all(tags.slice(0, 40).map(resolve))
  expect(client.stats()).toMatchObject({ requests: 42, manifestHeads: 41, tokens: 1 })
  // The way is known, and the token for this repository is not.
  const knowing = open(password('ci', 'hunter2-ci'))
  await knowing.resolveTag(`${doors.token}/shop/api`, 'build-0000', never)
  await knowing.resolveTags(`${doors.token}/shop/web`, tags.slice(0, 40), () => undefined, never)
  expect(knowing.stats()).toMatchObject({ requests: 44, manifestHeads: 42, tokens: 2 })
})

test('a token that ended sooner than it said is fetched anew, once for all who need it', async () => {
  const client = open()
  const resolve = (tag: string) => client.resolveTag(`${doors.token}/shop/web`, tag, never)
  // The registry allows for clocks that differ by a minute.
  tokens.setLife({ seconds: -120, saidSeconds: 300 })
  await expect(resolve('build-0000')).rejects.toMatchObject({ code: 'registry-login-needed' })
  tokens.setLife({ seconds: 300 })
  const before = client.stats().tokens
  const digests = await Promise.all(tags.slice(0, 8).map(resolve))
  expect(new Set(digests)).toEqual(new Set([stored.digest]))
  expect(client.stats().tokens - before).toBe(1)
})

test('a bad moment of the registry is outlived: failures, a broken connection, slowness', async () => {
  let requests = 0
  proxy.meddle(() => {
    requests += 1
    if (requests === 1) return { kind: 'answer', status: 503 }
    if (requests === 2) return { kind: 'cut' }
    return { kind: 'delay', delayMs: 20 }
  })
  const client = open()
  const repository = `${proxy.address}/shop/web`
  expect(await client.resolveTag(repository, 'build-0001', never)).toBe(stored.digest)
  expect(client.stats()).toMatchObject({ requests: 3, retries: 2 })
})

test('a registry that keeps failing, or is gone, is an error that names it', async () => {
  proxy.meddle(() => ({ kind: 'answer', status: 502 }))
  const client = open()
  const repository = `${proxy.address}/shop/web`
  await expect(client.resolveTag(repository, 'build-0001', never)).rejects.toMatchObject({
    code: 'registry-failing',
    data: { retryable: true, details: { registry: proxy.address, repository, status: 502 } },
  })
  expect(client.stats().requests).toBe(4)
  await expect(client.resolveTag('127.0.0.1:1/shop/web', 'x', never)).rejects.toMatchObject({
    code: 'registry-not-reached',
    data: { details: { address: 'https://127.0.0.1:1', reason: 'connection refused' } },
  })
})

test('one cancel ends everything at once, waiting requests too, and what is silent blocks nobody', async () => {
  proxy.meddle((_, path) => (path.includes('/api/') ? { kind: 'silence' } : null))
  const client = open()
  await client.resolveTag(`${proxy.address}/shop/web`, 'build-0001', never)
  const caller = new AbortController()
  const before = proxy.seen.length
  const resolving = client.resolveTags(`${proxy.address}/shop/api`, tags, () => undefined, caller.signal)
  await expect.poll(() => proxy.seen.length - before).toBe(8)
  caller.abort()
  await expect(resolving).rejects.toMatchObject({ code: 'cancelled' })
  expect(proxy.seen.length - before).toBe(8)
  expect(await client.resolveTag(`${proxy.address}/shop/web`, 'build-0002', never)).toBe(stored.digest)
})
