import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DockerEngine } from '../../../e2e/harness/docker-engine'
import { createTool, printedLog, startToolEngine } from '../../../e2e/harness/tool-containers'
import { waitUntil } from '../../../e2e/harness/wait-until'
import type { LogViewState } from '../../contract/log-contract'
import { logLevels } from '../../domain/log-level'
import { type WatchedLogs, watchLogs } from '../../testing/watched-logs'

const counting = (lines: number, text: string): string => `i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); ${text}; done`
let engine: DockerEngine

beforeAll(async () => void (engine = await startToolEngine('logs')))
afterAll(() => engine.remove())

describe('logs of a real engine', () => {
  let watched: WatchedLogs
  let project = ''
  let projects = 0
  const containers: string[] = []
  beforeEach(async () => {
    project = `dev${(projects += 1)}`
    watched = await watchLogs(engine.address)
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
    const id = await createTool(engine, { project, service, command: ['sh', '-c', script], more })
    containers.push(id)
    return id
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
    await waitUntil('the first state', 5_000, () => watched.state(viewId))
    if (!follow) await waitUntil('all to be read', 30_000, () => !stateOf(viewId).following)
    return viewId
  }
  const stateOf = (viewId: string): LogViewState => {
    const state = watched.state(viewId)
    if (state === null) throw new Error('nothing told yet')
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
  const printed = (id: string): Promise<readonly string[]> => printedLog(engine, id)

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

  it('are followed live through a restart by three services at once, as fast as they write, each line once', async () => {
    const services = ['admin', 'api', 'web']
    const flood = (name: string): string =>
      `node -e "for (let i = 1; i <= 20000; i++) console.log('${name} ' + i + (i % 500 ? '' : ' ERROR'))"; sleep 100`
    const ids = await Promise.all(services.map((name) => add(name, flood(name))))
    const viewId = await open(null, true)
    await Promise.all(ids.map(start))
    await waitUntil('lines of all', 30_000, () => stateOf(viewId).counts.every((count) => count > 1_000))
    const [, api = ''] = ids
    await post(`/containers/${api}/restart?t=0`)
    const wanted: (readonly string[])[] = []
    for (const id of ids) {
      await waitUntil('the last line', 60_000, async () => (await printed(id)).at(-1)?.endsWith('20000 ERROR') === true)
      wanted.push(await printed(id))
    }
    const total = wanted.reduce((sum, lines) => sum + lines.length, 0)
    await waitUntil('all lines', 60_000, () => stateOf(viewId).count >= total)
    for (const [index, service] of services.entries()) expect(linesOf(viewId, service)).toEqual(wanted[index])
    const errors = rows(viewId).filter((row) => row.endsWith('ERROR')).length
    expect(stateOf(viewId).levels[logLevels.indexOf('error')]).toBe(errors)
  })

  it('are fetched further and further back while the container goes on writing, until there are no more', async () => {
    const script = `${counting(7_500, 'echo "line $i"')}; ${counting(100_000, 'echo "later $i"; sleep 0.02')}`
    const id = await add('api', script)
    await start(id)
    await waitUntil('the first lines', 20_000, async () => (await printed(id)).includes('later 3'))
    const viewId = await open(500, true)
    await waitUntil('the tail', 5_000, () => stateOf(viewId).count >= 500)
    const counts: number[] = []
    while (stateOf(viewId).older !== 'none') {
      const { count } = stateOf(viewId)
      await watched.views.readOlder(viewId, new AbortController().signal)
      await waitUntil('the word of it', 5_000, () => {
        const now = stateOf(viewId)
        return now.older === 'none' || (now.older === 'more' && now.count > count)
      })
      counts.push(stateOf(viewId).count)
    }
    expect(counts.length).toBeGreaterThan(3)
    await post(`/containers/${id}/stop?t=0`)
    await waitUntil('its end', 10_000, () => rows(viewId).at(-1)?.startsWith('--- api exited'))
    expect(linesOf(viewId, 'api')).toEqual(await printed(id))
    expect(stateOf(viewId).first).toBeLessThan(-6_000)
  })

  it('stand garbage: bytes that are no text, zeros, escape sequences and lines of 2 MB', async () => {
    const garbage = `
      const bytes = (seed, length) => Buffer.from(Array.from({ length }, (_, i) => ((i * seed * 31 + (i >> 3)) % 255) + 1))
      const clean = (buffer) => buffer.filter((byte) => byte !== 10 && byte !== 13)
      for (let i = 1; i < 200; i++) process.stdout.write(Buffer.concat([clean(bytes(i, i * 13)), Buffer.from([10])]))
      process.stdout.write(Buffer.concat([Buffer.alloc(500), Buffer.from('after zeros\\n')]))
      process.stdout.write(Buffer.alloc(2_000_000, 'w') + '\\n')
      process.stdout.write('\\x1b[31m'.repeat(5_000) + '\\n<script>\\u202e\\n')`
    const id = await add('web', 'node -e "$GARBAGE"', { Env: [`GARBAGE=${garbage.replaceAll('\\\\', '\\')}`] })
    await run(id)
    const viewId = await open(null, false)
    const lines = linesOf(viewId, 'web')
    const wanted = await printed(id)
    expect(lines).toHaveLength(wanted.length)
    expect(lines.filter((line) => line.length < 16_000)).toEqual(wanted.filter((line) => line.length < 16_000))
    expect(lines.find((line) => line.startsWith('w'))).toBe(`${'w'.repeat(1_048_576)} …[cut at 1 MB]`)
  })
})
