import { expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { ErrorCode } from '../../domain/error-catalog'
import type { ImageTarget } from '../../domain/image-target'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { sampleContainer } from '../../testing/sample-observation'
import { resolveTargets } from './resolve-targets'

const never = new AbortController().signal
const tag = 'kickoff-240603-search'
const web = `registry.example.com/shop/web:${tag}`
const asked: string[] = []

async function resolve(
  docker: FakeDocker,
  imageStore: 'classic' | 'containerd' = 'classic',
): Promise<ImageTarget | undefined> {
  const credentials = {
    credentialsFor: async (registry: string) => {
      asked.push(registry)
      return null
    },
  }
  const services = [{ name: 'web', container: sampleContainer(), image: undefined }]
  return (await resolveTargets({ client: docker, credentials, imageStore }, services, tag, never)).get('web')
}

const fails = (docker: FakeDocker, code: ErrorCode): void => docker.control.fail('resolveRemote', new BerthError(code))

test('the registry’s digest counts, and its own credentials are asked for', async () => {
  const docker = createFakeDocker(createFakeClock())
  docker.control.addRemoteImage(web)
  expect(await resolve(docker)).toMatchObject({
    kind: 'registry',
    reference: web,
    digest: expect.stringMatching(/^sha256:/) as unknown,
    onHost: null,
  })
  expect(asked).toEqual(['registry.example.com'])
})

test.each<
  [string, ErrorCode | null, { readonly digests?: readonly string[] } | null, 'classic' | 'containerd', string]
>([
  ['absent everywhere', null, null, 'classic', 'missing'],
  ['never pushed', null, { digests: [] }, 'classic', 'host'],
  ['on the host while the registry is away', 'registry-unreachable', {}, 'classic', 'host'],
  ['nowhere while the registry is away', 'registry-unreachable', null, 'classic', 'unknown'],
  ['a local build that the registry refuses to speak of', 'registry-refused', { digests: [] }, 'classic', 'host'],
  ['pulled before, and perhaps older than what the registry would say', 'registry-refused', {}, 'classic', 'unknown'],
  ['with a digest that says nothing', 'registry-refused', {}, 'containerd', 'host'],
])('an image that is %s', async (_, code, onHost, store, kind) => {
  const docker = createFakeDocker(createFakeClock())
  if (onHost !== null) docker.control.addImage(web, onHost)
  if (code !== null) fails(docker, code)
  expect((await resolve(docker, store))?.kind).toBe(kind)
})

test('a host that is out of reach is no answer about images', async () => {
  const docker = createFakeDocker(createFakeClock())
  fails(docker, 'host-unreachable')
  await expect(resolve(docker)).rejects.toMatchObject({ code: 'host-unreachable' })
})

test('services that share an image are asked for once', async () => {
  const docker = createFakeDocker(createFakeClock())
  docker.control.addRemoteImage(web)
  const container = sampleContainer()
  const services = ['web', 'worker'].map((name) => ({ name, container, image: undefined }))
  const credentials = { credentialsFor: async () => null }
  const targets = await resolveTargets({ client: docker, credentials, imageStore: 'classic' }, services, tag, never)
  expect([...targets.values()].map(({ kind }) => kind)).toEqual(['registry', 'registry'])
  expect(docker.control.calls().filter(({ operation }) => operation === 'resolveRemote').length).toBe(1)
})
