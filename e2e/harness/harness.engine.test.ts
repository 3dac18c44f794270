import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppImage, holdChecksMs } from './app-image'
import { buildImages } from './built-image'
import { type DockerEngine, startDockerEngine } from './docker-engine'
import { loadImages } from './load-images'
import { remainsOf } from './sweep'
import { waitUntil } from './wait-until'

let engine: DockerEngine

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'harness' })
})

afterAll(() => {
  engine.remove()
})

type LoggedCheck = { readonly Output: string; readonly ExitCode: number; readonly Start: string; readonly End: string }
type Inspected = {
  readonly ExecIDs: readonly string[] | null
  readonly NetworkSettings: { readonly IPAddress: string }
  readonly State: {
    readonly Status: string
    readonly Health: { readonly Status: string; readonly Log: readonly LoggedCheck[] }
  }
}

type Check = { readonly exitCode: number; readonly durationMs: number }

async function checksOf(inspect: () => Promise<Inspected>): Promise<readonly Check[]> {
  const { Log } = (await inspect()).State.Health
  return Log.map(({ ExitCode, Start, End }) => ({
    exitCode: ExitCode,
    durationMs: Date.parse(End) - Date.parse(Start),
  }))
}

async function longestCheckMs(inspect: () => Promise<Inspected>): Promise<number> {
  return Math.max(0, ...(await checksOf(inspect)).map(({ durationMs }) => durationMs))
}

const isFailed = ({ exitCode }: Check): boolean => exitCode !== 0

async function startContainer(name: string, reference: string): Promise<string> {
  const created = await engine.call({
    method: 'POST',
    path: `/containers/create?name=${name}`,
    body: { Image: reference },
  })
  const { Id } = JSON.parse(created) as { readonly Id: string }
  await engine.call({ method: 'POST', path: `/containers/${Id}/start` })
  return Id
}

test('a built image runs and its health tells what its behaviour says', async () => {
  const common = {
    repository: 'shop/web',
    service: 'web',
    version: 'v1.0.0',
    revision: 'abc',
    createdAt: '2024-05-10T09:00:00Z',
  }
  const images = await buildImages([
    { ...common, tag: 'good', behaviour: { kind: 'healthy' } },
    { ...common, tag: 'bad', behaviour: { kind: 'unhealthy', output: '503 db DOWN' } },
  ])
  await loadImages(engine, images)
  const [good, bad] = await Promise.all([
    startContainer('good', 'shop/web:good'),
    startContainer('bad', 'shop/web:bad'),
  ])
  const inspect = (id: string): Promise<Inspected> => engine.read<Inspected>(`/containers/${id}/json`)
  await waitUntil('good to be healthy', 15_000, async () => (await inspect(good)).State.Health.Status === 'healthy')
  await waitUntil('bad to be unhealthy', 15_000, async () => (await inspect(bad)).State.Health.Status === 'unhealthy')
  expect((await inspect(bad)).State.Health.Log.at(-1)?.Output.trim()).toBe('503 db DOWN')
})

test('a check that is held back costs few runs, and tells of a change at once', async () => {
  const common = {
    repository: 'shop/web',
    service: 'web',
    version: 'v1',
    revision: 'abc',
    createdAt: '2024-05-10T09:00:00Z',
  }
  const image: AppImage = { ...common, tag: 'held', behaviour: { kind: 'healthy' }, checks: 'held' }
  await loadImages(engine, await buildImages([image]))
  const id = await startContainer('held', 'shop/web:held')
  const inspect = (): Promise<Inspected> => engine.read<Inspected>(`/containers/${id}/json`)
  await waitUntil('a check to be held', 60_000, async () => (await longestCheckMs(inspect)) >= holdChecksMs(image))
  await waitUntil('the next one to be held', 30_000, async () => ((await inspect()).ExecIDs ?? []).length > 0)
  const { IPAddress } = (await inspect()).NetworkSettings
  await fetch(`http://${IPAddress}:8080/fail`, { method: 'POST' })
  const failed = await waitUntil('a check to fail', 15_000, async () => (await checksOf(inspect)).find(isFailed))
  expect(failed.durationMs).toBeLessThan(holdChecksMs(image))
})

test('an engine comes back on the same data after it was killed', async () => {
  const before = await engine.read<readonly { readonly Id: string }[]>('/containers/json?all=1')
  await engine.kill()
  await expect(engine.read('/_ping')).rejects.toThrow()
  await engine.start()
  const after = await engine.read<readonly { readonly Id: string }[]>('/containers/json?all=1')
  expect(after.map((container) => container.Id).sort()).toEqual(before.map((container) => container.Id).sort())
})

test('removing an engine leaves no process, mount, network or file behind', async () => {
  const other = await startDockerEngine({ name: 'gone' })
  await loadImages(
    other,
    await buildImages([
      {
        repository: 'shop/api',
        tag: 'one',
        service: 'api',
        version: '1',
        revision: 'a',
        createdAt: '2024-05-10T09:00:00Z',
        behaviour: { kind: 'ignore-sigterm' },
      },
    ]),
  )
  await other.call({ method: 'POST', path: '/networks/create', body: { Name: 'back' } })
  const created = await other.call({
    method: 'POST',
    path: '/containers/create',
    body: { Image: 'shop/api:one', HostConfig: { NetworkMode: 'back' } },
  })
  const { Id } = JSON.parse(created) as { readonly Id: string }
  await other.call({ method: 'POST', path: `/containers/${Id}/start` })
  expect(remainsOf(other.directory, other.networkPrefix)).not.toEqual([])
  other.remove()
  expect(remainsOf(other.directory, other.networkPrefix)).toEqual([])
})
