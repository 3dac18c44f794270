import { afterEach, expect, test } from 'vitest'
import { imageIndex, smallImage } from '../../../e2e/harness/registry-content'
import { jsonAnswer, manifestAnswer, refusalAnswer } from '../../../e2e/harness/scripted-answers'
import {
  type ScriptedHosts,
  type ScriptedInternet,
  type SeenRequest,
  startScriptedInternet,
} from '../../../e2e/harness/scripted-internet'
import { systemClock } from '../system-clock'
import { createRegistryClient } from './create-registry-client'
import type { RegistryClient } from './registry-port'

const never = new AbortController().signal
const built = smallImage(
  { platform: 'linux/amd64', labels: { branch: 'dashboard' }, createdAt: '2024-05-10T08:00:00Z', layers: ['app'] },
  'docker',
)
const { manifest, config } = built

let internet: ScriptedInternet | null = null
let client: RegistryClient | null = null

afterEach(async () => {
  await client?.close()
  internet?.close()
})

async function open(hosts: ScriptedHosts): Promise<{ readonly client: RegistryClient; readonly seen: SeenRequest[] }> {
  internet = await startScriptedInternet(hosts)
  const { openStream, authority, seen } = internet
  client = createRegistryClient({
    clock: systemClock,
    log: () => undefined,
    cacheDirectory: null,
    credentials: { credentialsFor: async () => null },
    openStream,
    certificatesOf: async () => ({ authorities: [authority], own: [] }),
  })
  return { client, seen }
}

const readTags = (of: RegistryClient, repository: string) => of.listTags(repository, () => undefined, never)

test('a registry behind a proxy that ends TLS writes http into its links, and is asked by TLS all the same', async () => {
  const plain = await open({
    'registry.example.com': ({ path }) =>
      path.includes('last=')
        ? jsonAnswer({ tags: ['b'] })
        : jsonAnswer(
            { tags: ['a'] },
            { Link: '<http://registry.example.com/v2/shop/web/tags/list?last=a>; rel="next"' },
          ),
  })
  expect((await readTags(plain.client, 'registry.example.com/shop/web')).tags).toEqual(['a', 'b'])
  expect(plain.seen.map(({ protocol }) => protocol)).toEqual(['https', 'https'])
})

test('a registry that takes no thousand tags at once, or no HEAD, is asked its own way from then on', async () => {
  // distribution 3 answers PAGINATION_NUMBER_INVALID beyond its limit; old Nexus and Artifactory know no HEAD for manifests.
  const old = await open({
    'old.example.com': ({ method, path }) => {
      if (path.endsWith('?n=1000')) return refusalAnswer(400, 'PAGINATION_NUMBER_INVALID', 'invalid number of results')
      if (path.endsWith('/tags/list')) return jsonAnswer({ tags: ['a'] })
      return method === 'HEAD' ? { status: 404 } : { status: 200, body: manifest.bytes }
    },
  })
  const repository = 'old.example.com/shop/web'
  expect((await readTags(old.client, repository)).tags).toEqual(['a'])
  expect(await old.client.resolveTag(repository, 'a', never)).toBe(manifest.digest)
  expect(await old.client.resolveTag(repository, 'a', never)).toBe(manifest.digest)
  expect(old.client.stats()).toMatchObject({ manifestHeads: 1, manifestReads: 2 })
})

test('lists are bounded and say so; a list that turns in a circle, or holds what is no tag, does no harm', async () => {
  let page = 0
  const endless = await open({
    'registry.example.com': ({ path }) => {
      page += 1
      const next = { Link: `<${path}>; rel=next` }
      if (path.includes('/circle/')) return jsonAnswer({ tags: ['a', '../../etc', '\u001b[31m', 7, 'a'] }, next)
      const first = page * 100
      return jsonAnswer({ tags: Array.from({ length: 100 }, (_, index) => `t${String(first + index)}`) }, next)
    },
  })
  expect(await readTags(endless.client, 'registry.example.com/circle/web')).toMatchObject({ tags: ['a'], end: 'all' })
  const list = await readTags(endless.client, 'registry.example.com/endless/web')
  expect([list.tags.length, list.end]).toEqual([10_000, 'tag-limit'])
})

test('what is too large, no JSON, of schema 1, or not what its digest says is refused by name', async () => {
  const wrong = await open({
    'registry.example.com': ({ path }) => {
      if (path.endsWith('/huge')) return { status: 200, body: ' '.repeat(4 * 1024 * 1024 + 1) }
      if (path.endsWith('/page')) return { status: 200, body: '<html>Please log in</html>' }
      if (path.endsWith('/one')) return jsonAnswer({ schemaVersion: 1, fsLayers: [], history: [], signatures: [] })
      if (path.includes('/other/blobs/')) return { status: 200, body: Buffer.from('{"config":{}}') }
      if (path.includes('/other/')) return { status: 200, body: manifest.bytes }
      if (path.includes('/blobs/')) return { status: 200, body: config }
      return { ...manifestAnswer(manifest), body: `${manifest.bytes.toString()} ` }
    },
  })
  const read = (tag: string, name = 'web') =>
    wrong.client.readImage(`registry.example.com/shop/${name}`, tag, 'linux/amd64', never)
  await expect(read('huge')).rejects.toMatchObject({ code: 'registry-answer-invalid' })
  await expect(read('page')).rejects.toMatchObject({ data: { details: { reason: 'it is no manifest' } } })
  await expect(read('one')).rejects.toMatchObject({
    code: 'manifest-unsupported',
    data: { details: { format: 'Docker manifest schema 1', reference: 'one' } },
  })
  await expect(read('changed')).rejects.toMatchObject({ code: 'registry-content-changed' })
  await expect(read(manifest.digest)).rejects.toMatchObject({ code: 'registry-content-changed' })
  await expect(read('latest', 'other')).rejects.toMatchObject({ code: 'registry-content-changed' })
})

test('an index of Docker’s and one of OCI’s read the same', async () => {
  const bytes = (family: 'docker' | 'oci') => imageIndex([[manifest, 'linux/amd64']], family).bytes
  const both = await open({
    'registry.example.com': ({ path }) => {
      if (path.includes('/blobs/')) return { status: 200, body: config }
      if (path.endsWith(manifest.digest)) return manifestAnswer(manifest)
      return { status: 200, body: bytes(path.endsWith('/docker') ? 'docker' : 'oci') }
    },
  })
  const read = (tag: string) => both.client.readImage('registry.example.com/shop/web', tag, 'linux/amd64', never)
  const [docker, oci] = [await read('docker'), await read('oci')]
  expect({ ...docker, digest: '' }).toEqual({ ...oci, digest: '' })
  expect(oci).toMatchObject({ manifestDigest: manifest.digest, labels: { branch: 'dashboard' } })
})
