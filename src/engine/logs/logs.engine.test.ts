import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildImages } from '../../../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import { waitUntil } from '../../../e2e/harness/wait-until'
import type { LogViewState } from '../../contract/log-contract'
import { composeLabels } from '../../domain/label-names'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import { systemClock } from '../system-clock'
import { createLogViews, type LogViews } from './log-views'

const image = 'shop/tool:one'
const counting = (lines: number, text: string): string => `i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); ${text}; done`
let engine: DockerEngine

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'logs' })
  const built = { repository: 'shop/tool', tag: 'one', service: 'tool', version: '1', revision: 'a' }
  const tool = {
    ...built,
    createdAt: '2024-05-10T09:00:00Z',
    healthEveryMs: null,
    behaviour: { kind: 'healthy' },
  } as const
  await loadImages(engine, await buildImages([tool]))
})
afterAll(() => engine.remove())

type Watched = {
  readonly views: LogViews
  readonly states: ReadonlyMap<string, LogViewState>
  readonly look: () => Promise<void>
  readonly end: () => Promise<void>
}

/** Views over the real client, kept up by the engine's real events. */
async function watch(): Promise<Watched> {
  const client = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  const hostAccess = createFakeHostAccess(client)
  const stop = new AbortController()
  const parts = { hostAccess, clock: systemClock, log: () => undefined, resolveSaveTarget: async () => null }
  const views = createLogViews(parts)
  const states = new Map<string, LogViewState>()
  views.onChange((state) => states.set(state.viewId, state))
  const listen = async (): Promise<void> => {
    for await (const event of client.events(stop.signal)) {
      hostAccess.tellEvent(event)
      if (['create', 'start', 'die', 'destroy'].includes(event.action)) await hostAccess.look()
    }
  }
  const watching = (async () => {
    while (!stop.signal.aborted) await listen().catch(() => systemClock.sleep(50, new AbortController().signal))
  })()
  const end = async (): Promise<void> => {
    views.closeAll()
    stop.abort()
    await watching
    client.close()
  }
  await hostAccess.look()
  return { views, states, look: hostAccess.look, end }
}

describe('logs of a real engine', () => {
  let watched: Watched
  let project = ''
  let projects = 0
  const containers: string[] = []
  beforeEach(async () => {
    project = `dev${(projects += 1)}`
    watched = await watch()
  })
  afterEach(async () => {
    await watched.end()
    const remove = (id: string): Promise<string> => engine.call({ method: 'DELETE', path: `/containers/${id}?force=1` })
    await Promise.all(containers.splice(0).map((id) => remove(id).catch(() => '')))
  })

  const post = (path: string, body?: unknown): Promise<string> => engine.call({ method: 'POST', path, body })
  const add = async (
    service: string,
    script: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<string> => {
    const Labels = { [composeLabels.project]: project, [composeLabels.service]: service }
    const HostConfig = { NetworkMode: 'none' }
    const answer = await post('/containers/create', {
      Image: image,
      Labels,
      HostConfig,
      Cmd: ['sh', '-c', script],
      ...more,
    })
    const { Id } = JSON.parse(answer) as { readonly Id: string }
    containers.push(Id)
    return Id
  }
  /** Starts a container, and sees to it that the views know. */
  const start = async (id: string): Promise<void> => {
    await post(`/containers/${id}/start`)
    await watched.look()
  }
  const run = async (id: string): Promise<void> => {
    await post(`/containers/${id}/start`)
    await post(`/containers/${id}/wait`)
  }
  const open = async (tail: number | null, follow: boolean, service?: string): Promise<string> => {
    const source = { hostId: 'host-1', slot: project, services: service === undefined ? null : [service] }
    const viewId = await waitUntil('the slot', 5_000, () => watched.views.open(source, { tail, sinceMs: null, follow }))
    await waitUntil('the first state', 5_000, () => watched.states.has(viewId))
    if (!follow) await waitUntil('all to be read', 30_000, () => !stateOf(viewId).following)
    return viewId
  }
  const stateOf = (viewId: string): LogViewState => {
    const state = watched.states.get(viewId)
    if (state === undefined) throw new Error('nothing told yet')
    return state
  }
  /** `service text`, markers as `--- service text`. */
  const rows = (viewId: string): readonly string[] => {
    const { services, first, count } = stateOf(viewId)
    const { texts, service, kind } = watched.views.read(viewId, first, count, 2_000_000)
    return texts.map((text, index) => {
      const line = `${services[service[index] ?? 0] ?? '?'} ${text}`
      return kind[index] === 2 ? `--- ${line.replace('\t', ' ').trim()}` : line
    })
  }
  const linesOf = (viewId: string, service: string): readonly string[] =>
    rows(viewId).flatMap((row) => (row.startsWith(`${service} `) ? [row.slice(service.length + 1)] : []))
  /** What Docker's own client prints, both streams as they come. */
  const printed = async (id: string): Promise<readonly string[]> => {
    const environment = { ...process.env, DOCKER_HOST: engine.address }
    const options = { env: environment, maxBuffer: 200_000_000 }
    const { stdout } = await promisify(execFile)('sh', ['-c', `docker logs ${id} 2>&1`], options)
    return stdout.split('\n').slice(0, -1)
  }

  it('equal what docker logs prints, of three services in time order', async () => {
    const services = ['admin', 'api', 'web']
    const ids = await Promise.all(services.map((name) => add(name, counting(300, 'echo "out $i"; echo "err $i" >&2'))))
    await Promise.all(ids.map(run))
    const viewId = await open(null, false)
    for (const [index, service] of services.entries()) {
      const lines = linesOf(viewId, service)
      expect(lines).toHaveLength(600)
      expect(lines).toEqual(await printed(ids[index] ?? ''))
    }
    // Docker itself writes the two streams of a container a few milliseconds out of order.
    let newestMs = 0
    for (const atMs of watched.views.read(viewId, 0, 1_800, 80).atMs) {
      expect(atMs).toBeGreaterThan(newestMs - 100)
      newestMs = Math.max(newestMs, atMs)
    }
  })

  it('begin with the newest lines of each container', async () => {
    const ids = await Promise.all(['api', 'web'].map((name) => add(name, counting(50, 'echo "out $i"'))))
    await Promise.all(ids.map(run))
    const viewId = await open(3, false)
    expect(linesOf(viewId, 'api')).toEqual(['out 48', 'out 49', 'out 50'])
    expect(linesOf(viewId, 'web')).toEqual(['out 48', 'out 49', 'out 50'])
  })

  it('go on through a restart with no line lost or doubled, and say that it happened', async () => {
    const id = await add('api', `trap 'echo bye; exit 7' TERM; ${counting(100_000, 'echo "line $i"; sleep 0.01')}`)
    await start(id)
    const viewId = await open(null, true)
    for (let restarts = 0; restarts < 3; restarts += 1) {
      await waitUntil('lines', 5_000, () => rows(viewId).at(-1)?.startsWith('api line '))
      await post(`/containers/${id}/restart`)
      await waitUntil(
        'the next run',
        5_000,
        () => rows(viewId).filter((row) => row === '--- api started').length > restarts,
      )
    }
    await post(`/containers/${id}/stop`)
    await waitUntil('its end', 5_000, () => rows(viewId).at(-1) === '--- api exited 7')
    expect(linesOf(viewId, 'api')).toEqual(await printed(id))
    const markers = rows(viewId).filter((row) => row.startsWith('---'))
    const again = ['--- api exited 7', '--- api started']
    // A look that comes after the next start no longer sees how the run before ended.
    const told = markers.map((marker) => marker.replace(/exited$/, 'exited 7'))
    expect(told.slice(told.indexOf('--- api exited 7'))).toEqual([...again, ...again, ...again, '--- api exited 7'])
  })

  it('go on with the new container of a service and keep the lines of the removed one', async () => {
    const old = await add('api', 'echo old; sleep 100')
    await start(old)
    const viewId = await open(100, true)
    await waitUntil('the old line', 5_000, () => rows(viewId).includes('api old'))
    const fresh = await add('api', 'echo new; sleep 100')
    await post(`/containers/${old}/stop?t=0`)
    await start(fresh)
    await engine.call({ method: 'DELETE', path: `/containers/${old}` })
    await waitUntil('the new line', 5_000, () => rows(viewId).includes('api new'))
    expect(rows(viewId)).toEqual(['api old', '--- api exited 137', '--- api replaced one', 'api new'])
  })

  it('come back after the daemon was killed, with what was written before and after', async () => {
    const id = await add('api', counting(100_000, 'echo "line $i"; sleep 0.01'), {
      HostConfig: { NetworkMode: 'none', RestartPolicy: { Name: 'always' } },
    })
    await start(id)
    const viewId = await open(null, true)
    await waitUntil('lines', 5_000, () => rows(viewId).includes('api line 20'))
    await engine.kill()
    await waitUntil('the problem', 10_000, () => stateOf(viewId).problems.length === 1)
    await engine.start()
    await waitUntil('the next run', 30_000, () => rows(viewId).filter((row) => row === 'api line 20').length === 2)
    await post(`/containers/${id}/stop?t=0`)
    await waitUntil('its end', 10_000, () => rows(viewId).at(-1)?.startsWith('--- api exited'))
    expect(linesOf(viewId, 'api')).toEqual(await printed(id))
    expect(stateOf(viewId).problems).toEqual([])
  })

  it('read a container with a terminal, CRLF and colours included', async () => {
    const id = await add('web', "echo plain; printf '\\033[31mred\\033[0m\\n'; echo end", { Tty: true })
    await run(id)
    const viewId = await open(null, false)
    expect(linesOf(viewId, 'web')).toEqual(['plain', '\u001b[31mred\u001b[0m', 'end'])
  })

  it('join the pieces of long lines, cut giant ones, and keep a last word without a line break', async () => {
    const repeat = (text: string, times: number): string =>
      `node -e "process.stdout.write('${text}'.repeat(${times}) + '\\n')"`
    const id = await add(
      'api',
      [repeat('ab', 30_000), repeat('한', 20_000), repeat('z', 1_500_000), 'printf "last word"'].join('; '),
    )
    await run(id)
    await run(id)
    const viewId = await open(null, false)
    const lines = linesOf(viewId, 'api')
    expect(lines.map((line) => line.length)).toEqual(expect.arrayContaining([60_000]))
    expect(lines[0]).toBe('ab'.repeat(30_000))
    expect(lines[1]?.replaceAll('\ufffd', '')).toMatch(/^한{19990,20000}$/)
    expect(lines[2]).toBe(`${'z'.repeat(1_048_576)} …[cut at 1 MB]`)
  })

  it('name a log driver that keeps nothing', async () => {
    const HostConfig = { NetworkMode: 'none', LogConfig: { Type: 'none', Config: {} } }
    await run(await add('api', 'echo hidden', { HostConfig }))
    const viewId = await open(null, false)
    expect(stateOf(viewId).problems).toEqual([
      expect.objectContaining({ service: 'api', code: 'log-unreadable', message: expect.stringContaining('"none"') }),
    ])
  })

  it('take in a flood of 100,000 lines whole, within the budget, without holding the event loop', async () => {
    const id = await add(
      'web',
      `node -e "for (let i = 1; i <= 100000; i++) console.log('flood ' + i + ' ' + 'x'.repeat(60))"`,
    )
    const quiet = await add('api', 'echo quiet; sleep 100')
    await start(quiet)
    await run(id)
    let turns = 0
    const timer = setInterval(() => (turns += 1), 5)
    const viewId = await open(null, false, 'web')
    clearInterval(timer)
    expect(linesOf(viewId, 'web')).toEqual(await printed(id))
    // Taken in at one go, the flood would have let nothing else have its turn.
    expect(turns).toBeGreaterThan(20)
  })
})
