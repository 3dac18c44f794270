import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppBehaviour, AppImage } from '../../../e2e/harness/app-image'
import { buildImages } from '../../../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import { type Registry, startRegistry } from '../../../e2e/harness/registry'
import type { ContainerObservation } from '../../domain/container-observation'
import type { LayerProgress } from '../../domain/deployment'
import type { DockerClient, DockerEvent, LogChunk, RegistryCredentials } from '../ports'
import { systemClock } from '../system-clock'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from './create-docker-client'

const never = new AbortController().signal
const insecure = ['registry.corp:5000', '10.9.0.0/16']
const waiting = { timeout: 30_000, interval: 20 }

let engine: DockerEngine
let registry: Registry
let docker: DockerClient
let credentials: RegistryCredentials

beforeAll(async () => {
  ;[engine, registry] = await Promise.all([
    startDockerEngine({ name: 'client', extraArguments: insecure.map((name) => `--insecure-registry=${name}`) }),
    startRegistry({ auth: { user: 'ci', password: 'hunter2-registry' } }),
  ])
  docker = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  credentials = { kind: 'password', username: 'ci', password: 'hunter2-registry', serverAddress: registry.address }
  const kinds: Readonly<Record<string, AppBehaviour>> = {
    good: { kind: 'healthy' },
    bad: { kind: 'unhealthy', output: '503 db \u202eDOWN' },
    stubborn: { kind: 'ignore-sigterm' },
    flood: { kind: 'log-flood', lines: 200_000 },
  }
  const local = Object.entries(kinds).map(([tag, behaviour]) => image('shop/web', tag, behaviour))
  await loadImages(engine, await buildImages(local))
  const remote = image(`${registry.address}/shop/web`, 'good', { kind: 'healthy' })
  const big = { ...image(`${registry.address}/shop/big`, 'good', { kind: 'healthy' }), ballastBytes: 60_000_000 }
  await registry.push(await buildImages([remote, big]))
})

afterAll(() => {
  docker?.close()
  engine?.remove()
  registry?.remove()
})

function image(repository: string, tag: string, behaviour: AppBehaviour): AppImage {
  const common = { service: 'web', version: 'v1.0.0', revision: 'abc', createdAt: '2024-05-10T09:00:00Z' }
  return { repository, tag, behaviour, checks: 'prompt', ...common }
}

let lastNumber = 0

async function run(tag: string, body: Readonly<Record<string, unknown>> = {}): Promise<string> {
  lastNumber += 1
  const id = await docker.createContainer(`web_${lastNumber}`, { Image: `shop/web:${tag}`, ...body }, never)
  await docker.startContainer(id, never)
  return id
}

async function observed(id: string): Promise<ContainerObservation> {
  const observation = await docker.observeContainer(id, never)
  if (observation === null) throw new Error(`${id} is gone`)
  return observation
}

/** Reads in the background; `done` settles when the stream ends. */
function collect<T>(stream: AsyncIterable<T>): { readonly items: T[]; readonly done: Promise<void> } {
  const items: T[] = []
  const done = (async () => {
    for await (const item of stream) items.push(item)
  })()
  done.catch(() => undefined)
  return { items, done }
}

const textOf = (chunks: readonly LogChunk[]): string => Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString()

describe('the engine', () => {
  test('says who it is, and answers', async () => {
    const info = await docker.connect(never)
    expect(info).toMatchObject({ engineVersion: engine.engineVersion, imageStore: 'classic' })
    expect(info.insecureRegistries.names).toEqual(['registry.corp:5000'])
    expect([...info.insecureRegistries.ranges].sort()).toEqual(['10.9.0.0/16', '127.0.0.0/8'])
    expect(info.platform).toMatch(/^linux\/(amd64|arm64)$/)
    expect(await docker.ping(never)).toBeGreaterThan(0)
  })
})

describe('a container', () => {
  test('is observed from created through healthy to stopped, and is gone when it was removed', async () => {
    const body = { Image: 'shop/web:good', Labels: { team: '<b>shop</b>' }, HostConfig: { Memory: 268_435_456 } }
    const id = await docker.createContainer('observed', body, never)
    expect(await observed(id)).toMatchObject({
      name: 'observed',
      imageReference: 'shop/web:good',
      status: 'created',
      exitCode: null,
      startedAtMs: null,
      memoryLimitBytes: 268_435_456,
      healthCheck: { intervalMs: 1_000, timeoutMs: 3_000, startPeriodMs: 0, retries: 2 },
    })
    await docker.startContainer(id, never)
    await docker.startContainer(id, never)
    await expect.poll(async () => (await observed(id)).health, waiting).toBe('healthy')
    const listed = await docker.listContainers('team=<b>shop</b>', never)
    expect(listed).toMatchObject([{ id, name: 'observed', imageId: (await observed(id)).imageId }])
    await docker.setRestartPolicy(id, { name: 'always', maximumRetries: 0 }, never)
    await docker.renameContainer(id, 'renamed', never)
    expect(await observed(id)).toMatchObject({ name: 'renamed', restartPolicy: 'always' })
    await docker.stopContainer(id, null, never)
    await docker.stopContainer(id, null, never)
    const stopped = await observed(id)
    expect(stopped).toMatchObject({ status: 'exited', exitCode: 0 })
    expect(stopped.finishedAtMs).toBeGreaterThanOrEqual(stopped.startedAtMs ?? Infinity)
    await docker.removeContainer(id, { force: false }, never)
    await docker.removeContainer(id, { force: false }, never)
    expect(await docker.observeContainer(id, never)).toBeNull()
    await expect(docker.startContainer(id, never)).rejects.toMatchObject({ code: 'container-gone' })
  })

  test('that fails its check shows the output of each', async () => {
    const id = await run('bad')
    await expect.poll(async () => (await observed(id)).health, waiting).toBe('unhealthy')
    const { checks, failingStreak } = await observed(id)
    expect(checks.at(-1)?.output.trim()).toBe('503 db \u202eDOWN')
    expect(failingStreak).toBeGreaterThanOrEqual(2)
    await docker.removeContainer(id, { force: true }, never)
  })

  test('of a taken name is refused with 409, and one without an image with 404', async () => {
    const id = await docker.createContainer('taken', { Image: 'shop/web:good' }, never)
    const again = docker.createContainer('taken', { Image: 'shop/web:good' }, never)
    await expect(again).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 409 } } })
    const without = docker.createContainer('other', { Image: 'shop/none:good' }, never)
    await expect(without).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 404 } } })
    await docker.removeContainer(id, { force: false }, never)
  })

  test('joins a network under an alias', async () => {
    await engine.call({ method: 'POST', path: '/networks/create', body: { Name: 'dev1_default' } })
    const id = await docker.createContainer('joins', { Image: 'shop/web:good' }, never)
    await docker.connectNetwork('dev1_default', id, { Aliases: ['web'] }, never)
    const inspected = await docker.inspectContainer(id, never)
    const aliases = ['web', id.slice(0, 12)]
    expect(inspected['NetworkSettings']).toMatchObject({ Networks: { dev1_default: { Aliases: aliases } } })
    await docker.removeContainer(id, { force: false }, never)
  })

  test('has the grace it was created with, and Docker’s ten seconds without one', async () => {
    const ids = await Promise.all([run('stubborn', { StopTimeout: 1 }), run('stubborn')])
    const tookMs = await Promise.all(
      ids.map(async (id) => {
        const startedMs = performance.now()
        await docker.stopContainer(id, null, never)
        return performance.now() - startedMs
      }),
    )
    expect(tookMs[0]).toBeGreaterThan(900)
    expect(tookMs[0]).toBeLessThan(9_000)
    expect(tookMs[1]).toBeGreaterThan(9_900)
    await Promise.all(ids.map((id) => docker.removeContainer(id, { force: true }, never)))
  })

  test('that ignores its stop is killed after the grace, and a stop that is aborted settles at once', async () => {
    const id = await run('stubborn')
    const caller = new AbortController()
    const stopping = docker.stopContainer(id, 60, caller.signal)
    setTimeout(() => caller.abort(), 200)
    const startedMs = performance.now()
    await expect(stopping).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    await docker.stopContainer(id, 1, never)
    expect(await observed(id)).toMatchObject({ status: 'exited', exitCode: 137 })
    await docker.removeContainer(id, { force: true }, never)
  })
})

describe('events', () => {
  test('tell of start, health and end, and nothing of the checks in between', async () => {
    const caller = new AbortController()
    const { items, done } = collect<DockerEvent>(docker.events(caller.signal))
    await expect.poll(() => items[0]?.action, waiting).toBe('subscribed')
    const id = await run('good')
    const actions = (): readonly string[] => items.filter((event) => event.id === id).map((event) => event.action)
    await expect.poll(actions, waiting).toContain('health_status: healthy')
    await docker.stopContainer(id, null, never)
    await docker.removeContainer(id, { force: false }, never)
    await expect.poll(actions, waiting).toContain('destroy')
    expect(actions()).toEqual(['create', 'start', 'health_status: healthy', 'kill', 'die', 'stop', 'destroy'])
    caller.abort()
    await expect(done).resolves.toBeUndefined()
  })
})

describe('logs', () => {
  test('come with timestamps, from a point in time on, and follow until the container stops', async () => {
    const id = await run('good', { Env: ['LOG_EVERY_MS=20'] })
    const { items, done } = collect(docker.logs(id, { follow: true, tail: null, since: null }, never))
    await expect.poll(() => textOf(items).split('\n').length, waiting).toBeGreaterThan(20)
    expect(new Set(items.map((chunk) => chunk.stream))).toEqual(new Set(['stdout', 'stderr']))
    await docker.stopContainer(id, null, never)
    await done
    const lines = textOf(items).trimEnd().split('\n')
    expect(lines[3]).toMatch(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z web /)
    const since = lines[10]?.split(' ')[0] ?? ''
    const rest = collect(docker.logs(id, { follow: false, tail: null, since }, never))
    await rest.done
    expect(textOf(rest.items).trimEnd().split('\n').sort()).toEqual(lines.slice(10).sort())
    const last = collect(docker.logs(id, { follow: false, tail: 3, since: null }, never))
    await last.done
    expect(textOf(last.items).trimEnd().split('\n')).toHaveLength(3)
    await docker.removeContainer(id, { force: true }, never)
  })

  test('of a container with a terminal are one plain stream', async () => {
    const id = await run('good', { Tty: true, Env: ['LOG_EVERY_MS=20'] })
    const caller = new AbortController()
    const { items, done } = collect(docker.logs(id, { follow: true, tail: null, since: null }, caller.signal))
    await expect.poll(() => textOf(items).split('\n').length, waiting).toBeGreaterThan(5)
    caller.abort()
    await expect(done).resolves.toBeUndefined()
    expect(textOf(items)).toMatch(/^2\d{3}-[^ ]+Z web 00001 /)
    await docker.removeContainer(id, { force: true }, never)
  })

  test('are read whole at the reader’s pace, and a reader that leaves early ends the stream', async () => {
    const id = await run('flood')
    let bytes = 0
    let lines = 0
    for await (const chunk of docker.logs(id, { follow: true, tail: null, since: null }, never)) {
      bytes += chunk.bytes.length
      lines += Buffer.from(chunk.bytes).toString().split('\n').length - 1
      if (lines >= 200_000) break
    }
    expect(bytes).toBeGreaterThan(200_000 * 60)
    await docker.removeContainer(id, { force: true }, never)
  })

  test('of a driver that cannot be read back are refused by the driver’s name', async () => {
    const id = await run('good', { HostConfig: { LogConfig: { Type: 'none' } } })
    const { done } = collect(docker.logs(id, { follow: false, tail: null, since: null }, never))
    await expect(done).rejects.toMatchObject({ data: { code: 'log-unreadable', details: { driver: 'none' } } })
    await docker.removeContainer(id, { force: true }, never)
  })
})

describe('a registry', () => {
  const reference = (repository: string, tag = 'good'): string => `${registry.address}/shop/${repository}:${tag}`

  test('is asked for a digest, with the credentials it wants', async () => {
    const remote = await docker.resolveRemote(reference('web'), credentials, never)
    expect(remote?.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(remote?.platforms[0]).toMatch(/^linux\//)
    expect(await docker.resolveRemote(reference('web', 'missing'), credentials, never)).toBeNull()
    expect(await docker.resolveRemote(reference('nothing'), credentials, never)).toBeNull()
    for (const wrong of [null, { ...credentials, password: 'wrong' } as RegistryCredentials]) {
      const asking = docker.resolveRemote(reference('web'), wrong, never)
      await expect(asking).rejects.toMatchObject({ code: 'registry-refused' })
    }
  })

  test('gives an image layer by layer, and its digest afterwards is the one it named', async () => {
    const told: (readonly LayerProgress[])[] = []
    await docker.pull(reference('web'), credentials, (layers) => told.push(layers), never)
    expect(told.at(-1)).toHaveLength(2)
    expect(told.at(-1)?.every((layer) => layer.state === 'done' || layer.state === 'exists')).toBe(true)
    const remote = await docker.resolveRemote(reference('web'), credentials, never)
    const local = await docker.observeImage(reference('web'), never)
    expect(local?.digests).toEqual([`${registry.address}/shop/web@${remote?.digest ?? ''}`])
    expect((await docker.listImages(never)).find((each) => each.id === local?.id)?.tags).toContain(reference('web'))
  })

  test('that refuses, or has no such tag, gives a code for each', async () => {
    const pulling = (tag: string, as: RegistryCredentials | null): Promise<void> =>
      docker.pull(reference('web', tag), as, () => undefined, never)
    await expect(pulling('good', null)).rejects.toMatchObject({ code: 'registry-refused' })
    const typed = { ...credentials, password: 'hunter2-wrong', isTyped: true } as RegistryCredentials
    await expect(pulling('good', typed)).rejects.toMatchObject({ code: 'typed-login-refused' })
    await expect(pulling('missing', credentials)).rejects.toMatchObject({ code: 'image-not-found' })
  })

  test('sees a pull that is aborted end, and the image is not there', async () => {
    const caller = new AbortController()
    const abortOnceItDownloads = (layers: readonly LayerProgress[]): void => {
      if (layers.some((layer) => layer.state === 'downloading' && layer.doneBytes > 0)) caller.abort()
    }
    const pulling = docker.pull(reference('big'), credentials, abortOnceItDownloads, caller.signal)
    await expect(pulling).rejects.toMatchObject({ code: 'cancelled' })
    expect(await docker.observeImage(reference('big'), never)).toBeNull()
  })

  test('that is down is unreachable', async () => {
    await registry.stop()
    const pulling = docker.pull(reference('big'), credentials, () => undefined, never)
    await expect(pulling).rejects.toMatchObject({ code: 'registry-unreachable' })
    const asking = docker.resolveRemote(reference('web'), credentials, never)
    await expect(asking).rejects.toMatchObject({ code: 'registry-unreachable' })
    await registry.start()
  })
})

describe('a file', () => {
  test('is kept by a container of the empty image that was never started', async () => {
    const imageId = await docker.createEmptyImage('berth.local/empty', 'one', never)
    expect(await docker.observeImage('berth.local/empty:one', never)).toMatchObject({ id: imageId, sizeBytes: 0 })
    const id = await docker.createContainer('keeper', { Image: 'berth.local/empty:one', Cmd: ['none'] }, never)
    expect(await docker.readFile(id, '/beat.json', never)).toBeNull()
    for (const content of ['{"beat":1}', '{"beat":"둘"}']) {
      await docker.writeFile(id, '/', 'beat.json', content, never)
      expect(await docker.readFile(id, '/beat.json', never)).toBe(content)
    }
    expect(await docker.readFile(id, '/', never)).toBeNull()
    await docker.writeFile(id, '/', 'big', 'x'.repeat(65_537), never)
    await expect(docker.readFile(id, '/big', never)).rejects.toThrow(/holds more than 65536 bytes/)
    await docker.writeFile(id, '/', 'beat.json', 'after', never)
    await docker.removeContainer(id, { force: false }, never)
    await expect(docker.readFile(id, '/beat.json', never)).rejects.toMatchObject({ code: 'container-gone' })
  })
})

describe('an engine that is killed', () => {
  test('ends open events, logs and calls with an error, and is reached again when it is back', async () => {
    const id = await run('stubborn', { Env: ['LOG_EVERY_MS=50'] })
    const events = collect(docker.events(never))
    const logs = collect(docker.logs(id, { follow: true, tail: null, since: null }, never))
    await expect.poll(() => Math.min(events.items.length, logs.items.length), waiting).toBeGreaterThan(0)
    const stopping = docker.stopContainer(id, 60, never)
    const outcomes = Promise.allSettled([events.done, logs.done, stopping])
    const startedMs = performance.now()
    await engine.kill()
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'host-unreachable' } })
    }
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    await expect(docker.listContainers(null, never)).rejects.toMatchObject({ code: 'host-unreachable' })
    await engine.start()
    await expect(docker.connect(never)).resolves.toMatchObject({ engineVersion: engine.engineVersion })
    expect(await docker.observeContainer(id, never)).not.toBeNull()
    await docker.removeContainer(id, { force: true }, never)
  })

  test('by a clean stop ends them the same way', async () => {
    const events = collect(docker.events(never))
    await expect.poll(() => events.items.length, waiting).toBeGreaterThan(0)
    await engine.stop()
    await expect(events.done).rejects.toMatchObject({ code: 'host-unreachable' })
    await expect(docker.ping(never)).rejects.toMatchObject({
      code: expect.stringMatching(/socket-missing|host-unreachable/) as string,
    })
    await engine.start()
    expect(await docker.ping(never)).toBeGreaterThan(0)
  })
})
