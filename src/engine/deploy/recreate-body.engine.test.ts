import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildImages } from '../../../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import type { DockerClient, RawInspect } from '../ports'
import { systemClock } from '../system-clock'
import { recreateBody } from './recreate-body'

const never = new AbortController().signal
const reference = 'shop/api:one'
let engine: DockerEngine
let client: DockerClient

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'recreate' })
  client = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  const common = {
    repository: 'shop/api',
    service: 'api',
    version: 'v1',
    revision: 'abc',
    createdAt: '2024-05-10T09:00:00Z',
  }
  await loadImages(engine, await buildImages([{ ...common, tag: 'one', behaviour: { kind: 'healthy' } }]))
  for (const Name of ['front', 'back']) {
    await engine.call({ method: 'POST', path: '/networks/create', body: { Name } })
  }
})

afterAll(() => {
  client.close()
  engine.remove()
})

type Fields = Readonly<Record<string, unknown>>

/** Docker gives these in no certain order. */
function inOrder(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).sort()
}

/** What an inspect says of a container's settings, without what Docker makes up for each container. */
function settingsOf(raw: RawInspect): unknown {
  const { Config, HostConfig, Mounts, NetworkSettings } = raw as Readonly<
    Record<'Config' | 'HostConfig' | 'Mounts' | 'NetworkSettings', Fields>
  >
  const { Hostname: _host, Env, ...config } = Config as { Hostname?: string; Env: string[] }
  const { Mounts: _mounts, ...host } = HostConfig
  const networks = Object.entries(NetworkSettings['Networks'] as Record<string, Fields>).map(([name, endpoint]) => [
    name,
    ((endpoint['Aliases'] as string[] | null) ?? [])
      .filter((alias) => !/^[0-9a-f]{12}$/.test(alias) && alias !== 'first')
      .sort(),
    endpoint['IPAMConfig'] ?? {},
  ])
  const mounts = (Mounts as unknown as Fields[]).map(({ Type, Name, Destination, RW }) => [Type, Name, Destination, RW])
  return { config, env: [...Env].sort(), host, networks: inOrder(networks), mounts: inOrder(mounts) }
}

test.each<[string, Fields]>([
  ['plain', {}],
  [
    'with everything set by hand',
    {
      Env: ['PROFILE=dev', 'APP_VERSION=mine'],
      Cmd: ['node', '/app/server.cjs', '--x'],
      User: '0',
      StopTimeout: 7,
      Labels: { a: 'b' },
      Healthcheck: { Test: ['CMD', '/app/check'], Interval: 2_000_000_000, Retries: 9 },
      Volumes: { '/cache': {} },
      HostConfig: {
        NetworkMode: 'front',
        Binds: ['named:/data'],
        Memory: 256 * 1024 * 1024,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 },
        CapAdd: ['NET_ADMIN'],
        ExtraHosts: ['db:10.0.0.9'],
        LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
        Tmpfs: { '/tmp': 'size=1m' },
      },
      NetworkingConfig: { EndpointsConfig: { front: { Aliases: ['api', 'backend'] } } },
    },
  ],
  ['with an entrypoint of its own', { Entrypoint: ['node'], Cmd: ['/app/server.cjs'] }],
  ['on the network of the host', { HostConfig: { NetworkMode: 'host' } }],
])('a container made again on the same image is the same: %s', async (_, body) => {
  const first = await client.createContainer('first', { Image: reference, HostConfig: {}, ...body }, never)
  if ('NetworkingConfig' in body) await client.connectNetwork('back', first, { Aliases: ['inside'] }, never)
  const before = await client.inspectContainer(first, never)
  const wanted = {
    reference,
    imageId: String(before['Image']),
    lastingName: 'first',
    labels: {},
    replacements: new Map<string, string>(),
  }
  const made = recreateBody(before, await client.inspectImage(reference, never), wanted)
  const second = await client.createContainer('second', made.body, never)
  for (const { network, endpoint } of made.otherNetworks) await client.connectNetwork(network, second, endpoint, never)
  const after = await client.inspectContainer(second, never)
  expect(settingsOf(after)).toEqual(settingsOf(before))

  await client.startContainer(second, never)
  expect((await client.observeContainer(second, never))?.status).toBe('running')
  const third = recreateBody(after, await client.inspectImage(reference, never), wanted)
  expect(third.body).toEqual(made.body)
  for (const id of [first, second]) await client.removeContainer(id, { force: true, anonymousVolumes: true }, never)
})
