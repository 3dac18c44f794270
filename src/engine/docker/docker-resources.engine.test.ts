import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppBehaviour, AppImage } from '../../../e2e/harness/app-image'
import { buildImages } from '../../../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import type { DockerClient, NamedFile } from '../ports'
import { systemClock } from '../system-clock'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from './create-docker-client'

const never = new AbortController().signal
const waiting = { timeout: 30_000, interval: 20 }

let engine: DockerEngine
let docker: DockerClient

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'resources' })
  docker = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  await loadImages(
    engine,
    await buildImages([image('good', { kind: 'healthy' }), image('spare', { kind: 'exit', code: 3 })]),
  )
  await docker.createEmptyImage('berth.local/empty', 'one', never)
})

afterAll(() => {
  docker?.close()
  engine?.remove()
})

function image(tag: string, behaviour: AppBehaviour): AppImage {
  const common = { service: 'web', version: 'v1.0.0', revision: 'abc', createdAt: '2024-05-10T09:00:00Z' }
  return { repository: 'shop/web', tag, behaviour, ...common }
}

const empty = { Image: 'berth.local/empty:one', Cmd: ['none'] }

function keeper(name: string, mounts: readonly object[] = []): Promise<string> {
  return docker.createContainer(name, { ...empty, HostConfig: { Mounts: mounts } }, never)
}

async function run(name: string): Promise<string> {
  const id = await docker.createContainer(name, { Image: 'shop/web:good' }, never)
  await docker.startContainer(id, never)
  return id
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const texts = (files: readonly NamedFile[] | null): Record<string, string> =>
  Object.fromEntries((files ?? []).map((file) => [file.name, new TextDecoder().decode(file.bytes)]))

describe('files', () => {
  test('are written by one archive and read back, folders and long names and empty ones too', async () => {
    const id = await keeper('files')
    const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}.json`
    const written = { 'a.json': '{"한":1}', 'sub/b.json': 'b', 'sub/empty': '', [long]: 'long' }
    const files = Object.entries(written).map(([name, text]) => ({ name, bytes: bytes(text) }))
    await docker.writeFiles(id, '/', [{ name: 'records/seg/x', bytes: bytes('first') }], never)
    await docker.writeFiles(id, '/records', files, never)
    await docker.writeFiles(id, '/records/seg', [{ name: 'x', bytes: bytes('second') }], never)
    expect(texts(await docker.readFiles(id, '/records', 10_000, never))).toEqual({ ...written, 'seg/x': 'second' })
    expect(texts(await docker.readFiles(id, '/records/sub/', 10_000, never))).toEqual({ 'b.json': 'b', empty: '' })
    expect(texts(await docker.readFiles(id, '/records/a.json', 9, never))).toEqual({ 'a.json': '{"한":1}' })
    expect(await docker.readFiles(id, '/records/none', 10_000, never)).toBeNull()
    expect(await docker.sizeAt(id, '/records/seg', never)).toBeGreaterThanOrEqual(0)
    expect(await docker.sizeAt(id, '/records/seg/x', never)).toBe(6)
    expect(await docker.sizeAt(id, '/records/2', never)).toBe(null)
    await docker.removeContainer(id, { force: false }, never)
    await expect(docker.readFiles(id, '/records', 10_000, never)).rejects.toMatchObject({ code: 'container-gone' })
    await expect(docker.sizeAt(id, '/records', never)).rejects.toMatchObject({ code: 'container-gone' })
  })

  test('beyond the limit are refused by a code, and the container is free at once', async () => {
    const id = await keeper('large')
    await docker.writeFiles(id, '/', [{ name: 'big', bytes: new Uint8Array(30_000_000) }], never)
    const tooLarge = { data: { code: 'file-too-large', details: { path: '/big', bytes: 1_000 } } }
    await expect(docker.readFiles(id, '/big', 1_000, never)).rejects.toMatchObject(tooLarge)
    const startedMs = performance.now()
    await docker.writeFiles(id, '/', [{ name: 'after', bytes: bytes('x') }], never)
    expect(performance.now() - startedMs).toBeLessThan(2_000)
    await docker.removeContainer(id, { force: false }, never)
  })

  test('that would lie outside of the directory are never sent', async () => {
    const id = await keeper('outside')
    for (const name of ['../up', '/etc/passwd', 'a//b', './a', '']) {
      const writing = docker.writeFiles(id, '/', [{ name, bytes: bytes('x') }], never)
      await expect(writing).rejects.toMatchObject({ code: 'bad-request' })
    }
    await docker.removeContainer(id, { force: false }, never)
  })

  test('of a volume outlive the container and are seen by the next, and a read-only mount refuses them', async () => {
    const mount = { Type: 'volume', Source: 'shared-files', Target: '/records' }
    const first = await keeper('first', [mount])
    await docker.writeFiles(first, '/records', [{ name: 'a', bytes: bytes('kept'), mode: 0o644 }], never)
    await docker.removeContainer(first, { force: false, anonymousVolumes: true }, never)
    const second = await keeper('second', [{ ...mount, ReadOnly: true }])
    expect(texts(await docker.readFiles(second, '/records', 100, never))).toEqual({ a: 'kept' })
    const writing = docker.writeFiles(second, '/records', [{ name: 'b', bytes: bytes('x') }], never)
    await expect(writing).rejects.toMatchObject({ code: 'docker-refused' })
    await docker.removeContainer(second, { force: false }, never)
    await docker.removeVolume('shared-files', never)
  })

  test('tell a listener by an event when they are written', async () => {
    const id = await keeper('heard')
    const caller = new AbortController()
    const actions: string[] = []
    const listening = (async () => {
      for await (const event of docker.events(caller.signal)) actions.push(event.action)
    })()
    await expect.poll(() => actions, waiting).toContain('subscribed')
    await docker.writeFiles(id, '/', [{ name: 'a', bytes: bytes('x') }], never)
    await expect.poll(() => actions, waiting).toContain('extract-to-dir')
    caller.abort()
    await listening
    await docker.removeContainer(id, { force: false }, never)
  })
})

describe('a volume', () => {
  test('is made with labels and options, stays as it is when made again, and goes unless it is used', async () => {
    expect(await docker.inspectVolume('records', never)).toBeNull()
    const options = {
      labels: { 'dev.berth.ledger': '1' },
      driver: 'local',
      driverOptions: { type: 'tmpfs', device: 'tmpfs' },
    }
    const made = await docker.createVolume('records', options, never)
    expect(made).toMatchObject({ name: 'records', ...options })
    expect(Math.abs((made.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(await docker.createVolume('records', { ...options, labels: {} }, never)).toEqual(made)
    const id = await keeper('user', [{ Type: 'volume', Source: 'records', Target: '/records' }])
    const removing = docker.removeVolume('records', never)
    await expect(removing).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 409 } } })
    await docker.removeContainer(id, { force: false }, never)
    await docker.removeVolume('records', never)
    await docker.removeVolume('records', never)
    expect(await docker.inspectVolume('records', never)).toBeNull()
    await expect(docker.createVolume('../volumes', options, never)).rejects.toMatchObject({ code: 'bad-request' })
  })
})

describe('a network', () => {
  test('is made, joined, left and removed', async () => {
    expect(await docker.inspectNetwork('dev9_default', never)).toBeNull()
    const range = { Subnet: `${engine.networkPrefix}.200.0/24`, Gateway: `${engine.networkPrefix}.200.1` }
    const body = {
      Name: 'dev9_default',
      Driver: 'bridge',
      Labels: { a: 'b' },
      Attachable: true,
      IPAM: { Config: [range] },
    }
    const networkId = await docker.createNetwork(body, never)
    const made = await docker.inspectNetwork('dev9_default', never)
    expect(made).toMatchObject({
      id: networkId,
      driver: 'bridge',
      labels: { a: 'b' },
      attachable: true,
      internal: false,
    })
    expect(made?.ranges).toEqual([{ subnet: range.Subnet, gateway: range.Gateway, ipRange: '' }])
    const id = await run('member')
    await docker.connectNetwork(networkId, id, { Aliases: ['api'] }, never)
    expect((await docker.inspectNetwork(networkId, never))?.containerIds).toEqual([id])
    await expect(docker.removeNetwork(networkId, never)).rejects.toMatchObject({ code: 'docker-refused' })
    await docker.disconnectNetwork('dev9_default', id, false, never)
    await docker.disconnectNetwork('dev9_default', id, false, never)
    await docker.disconnectNetwork(networkId, id, true, never)
    expect((await docker.inspectNetwork(networkId, never))?.containerIds).toEqual([])
    await docker.removeContainer(id, { force: true }, never)
    await docker.removeNetwork(networkId, never)
    await docker.removeNetwork(networkId, never)
    expect(await docker.inspectNetwork(networkId, never)).toBeNull()
  })
})

describe('a tag', () => {
  test('is given and taken away, and never the last one of an image that a container uses', async () => {
    const spare = await docker.observeImage('shop/web:spare', never)
    await docker.tagImage(spare?.id ?? '', 'shop/web', 'berth-kept-dev1-abc', never)
    expect((await docker.observeImage('shop/web:berth-kept-dev1-abc', never))?.id).toBe(spare?.id)
    expect(await docker.removeImageTag('shop/web:berth-kept-dev1-abc', never)).toBe(true)
    expect(await docker.removeImageTag('shop/web:berth-kept-dev1-abc', never)).toBe(false)
    expect((await docker.observeImage('shop/web:spare', never))?.id).toBe(spare?.id)
    await expect(docker.removeImageTag(spare?.id ?? '', never)).rejects.toMatchObject({ code: 'image-not-found' })
    const id = await docker.createContainer('uses', { Image: 'shop/web:spare' }, never)
    const removing = docker.removeImageTag('shop/web:spare', never)
    await expect(removing).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 409 } } })
    await docker.removeContainer(id, { force: false }, never)
    expect(await docker.removeImageTag('shop/web:spare', never)).toBe(true)
    expect(await docker.observeImage(spare?.id ?? '', never)).toBeNull()
  })
})

describe('a process', () => {
  test('is run in a container: its output, its exit code, and none where there is no such program', async () => {
    const id = await run('busy')
    const script = 'console.log("out"); console.error("err"); process.exitCode = 7'
    const { exitCode, output } = await docker.exec(id, ['node', '-e', script], never)
    expect(exitCode).toBe(7)
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out'])
    expect((await docker.exec(id, ['no-such-program'], never)).exitCode).toBeGreaterThanOrEqual(126)
    const flood = await docker.exec(id, ['node', '-e', 'process.stdout.write("x".repeat(2e6))'], never)
    expect(flood).toMatchObject({ exitCode: 0 })
    expect(flood.output).toHaveLength(65_536)
    // Docker's check of it, where one goes on just now, has processes there too.
    const [first, ...others] = await docker.listProcesses(id, never)
    expect(first).toEqual({ pid: expect.any(Number) as number, commandLine: 'node /app/server.cjs' })
    expect(others.filter(({ commandLine }) => !/check|^nc /.test(commandLine))).toEqual([])
    await docker.killContainer(id, 'SIGKILL', never)
    await expect.poll(async () => (await docker.observeContainer(id, never))?.exitCode, waiting).toBe(137)
    for (const ask of [() => docker.exec(id, ['true'], never), () => docker.killContainer(id, 'HUP', never)]) {
      await expect(ask()).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 409 } } })
    }
    await expect(docker.listProcesses(id, never)).rejects.toMatchObject({ code: 'docker-refused' })
    await docker.removeContainer(id, { force: true }, never)
  })

  test('that never ends is left when its caller leaves', async () => {
    const id = await run('hangs')
    const caller = new AbortController()
    const running = docker.exec(id, ['node', '-e', 'setInterval(() => 0, 1000)'], caller.signal)
    await expect.poll(async () => (await docker.listProcesses(id, never)).length, waiting).toBe(2)
    caller.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    await docker.removeContainer(id, { force: true }, never)
  })

  test('finds the clock of the host', async () => {
    expect(Math.abs((await docker.systemTimeMs(never)) - Date.now())).toBeLessThan(2_000)
  })
})
