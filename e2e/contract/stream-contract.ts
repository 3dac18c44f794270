import { test } from 'vitest'
import { actionsOf, collect, type ContractTools, never, textOf, waiting } from './contract-host'

/** What Berth relies on in what goes on for a while: events, logs, measures. */
export function streamContract(tools: () => ContractTools): void {
  test.concurrent('events tell of a life in its order', async ({ expect }) => {
    const { docker, run } = tools()
    const caller = new AbortController()
    const { items, done } = collect(docker.events(caller.signal))
    await expect.poll(() => items[0]?.action, waiting).toBe('subscribed')
    const [id, stubborn] = await Promise.all([run('told', 'good'), run('told-stubborn', 'stubborn')])
    await expect.poll(() => actionsOf(items, id), waiting).toContain('health_status: healthy')
    await docker.renameContainer(id, 'told-again', never)
    await docker.setRestartPolicy(id, { name: 'no', maximumRetries: 0 }, never)
    await Promise.all([docker.stopContainer(id, null, never), docker.stopContainer(stubborn, 0, never)])
    for (const each of [id, stubborn]) await docker.removeContainer(each, { force: false }, never)
    await expect.poll(() => actionsOf(items, stubborn), waiting).toContain('destroy')
    const middle = ['health_status: healthy', 'rename', 'update']
    expect(actionsOf(items, id)).toEqual(['create', 'start', ...middle, 'kill', 'die', 'stop', 'destroy'])
    const untilStop = actionsOf(items, stubborn).filter((action) => !action.startsWith('health_status'))
    expect(untilStop).toEqual(['create', 'start', 'kill', 'kill', 'die', 'stop', 'destroy'])
    const ofNetwork = items.filter((event) => event.kind === 'network' && event.attributes['container'] === id)
    expect(ofNetwork.map((event) => event.action)).toEqual(['connect', 'disconnect'])
    const started = items.find((event) => event.id === id && event.action === 'start')
    expect(started).toMatchObject({ kind: 'container', attributes: { image: 'shop/web:good', name: 'told' } })
    expect(Math.abs((started?.timeMs ?? 0) - Date.now())).toBeLessThan(60_000)
    caller.abort()
    await expect(done).resolves.toBeUndefined()
  })

  test.concurrent('a log is followed to the stop, and read from any moment and from its end', async ({ expect }) => {
    const { docker, run, drop } = tools()
    const id = await run('writes', 'good', { Env: ['LOG_EVERY_MS=20'] })
    const { items, done } = collect(docker.logs(id, { follow: true, tail: null, since: null }, never))
    await expect.poll(() => textOf(items).split('\n').length, waiting).toBeGreaterThan(20)
    expect(new Set(items.map((chunk) => chunk.stream))).toEqual(new Set(['stdout', 'stderr']))
    await docker.stopContainer(id, null, never)
    await done
    const lines = textOf(items).trimEnd().split('\n')
    for (const line of lines) expect(line).toMatch(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \S/)
    const stamp = (index: number): string => lines[index]?.split(' ')[0] ?? ''
    const read = async (options: Partial<Parameters<typeof docker.logs>[1]>): Promise<readonly string[]> => {
      const whole = { follow: false, tail: null, since: null, ...options }
      const part = collect(docker.logs(id, whole, never))
      await part.done
      return textOf(part.items)
        .trimEnd()
        .split('\n')
        .filter((line) => line !== '')
        .sort()
    }
    const sorted = [...lines].sort()
    const from = (index: number): string => sorted[index]?.split(' ')[0] ?? ''
    expect(new Set(lines.map((_, index) => stamp(index))).size).toBe(lines.length)
    // Both moments belong to what is answered.
    expect(await read({ since: from(10) })).toEqual(sorted.slice(10))
    expect(await read({ since: from(10), until: from(12) })).toEqual(sorted.slice(10, 13))
    expect(await read({ tail: 3 })).toEqual(sorted.slice(-3))
    expect(await read({ tail: 0 })).toEqual([])
    expect(await read({})).toEqual(sorted)
    await docker.startContainer(id, never)
    await expect.poll(async () => (await read({})).length, waiting).toBeGreaterThan(sorted.length)
    await drop(id)
  })

  test.concurrent(
    'a log is sent in frames, without them from a terminal, and not at all by a driver that keeps none',
    async ({ expect }) => {
      const { ask, run, drop } = tools()
      const ids = await Promise.all([
        run('framed', 'good'),
        run('terminal', 'good', { Tty: true }),
        run('silent', 'good', { HostConfig: { LogConfig: { Type: 'none' } } }),
      ])
      const logs = (id: string, query: string) => ask('GET', `/v1.41/containers/${id}/logs?${query}`)
      await expect.poll(async () => (await logs(ids[0], 'stdout=1')).text.length, waiting).toBeGreaterThan(8)
      const framed = Buffer.from((await logs(ids[0], 'stdout=1&tail=1')).text)
      expect([...framed.subarray(0, 4)]).toEqual([1, 0, 0, 0])
      expect(framed.readUInt32BE(4)).toBe(framed.length - 8)
      await expect.poll(async () => (await logs(ids[1], 'stdout=1')).text, waiting).toMatch(/^web /)
      const refused = await logs(ids[2], 'stdout=1')
      expect(refused).toMatchObject({
        status: 501,
        json: { message: expect.stringMatching(/does not support reading/) as string },
      })
      expect((await logs(ids[0], 'follow=0')).status).toBe(400)
      expect((await logs('f00df00df00d', 'stdout=1')).status).toBe(404)
      await Promise.all(ids.map(drop))
    },
  )

  test.concurrent('what a container uses is told while it runs', async ({ expect }) => {
    const { docker, run, drop } = tools()
    const id = await run('measured', 'good', { HostConfig: { Memory: 268_435_456 } })
    const reading = await docker.statsOnce(id, never)
    expect(reading).toMatchObject({ memoryLimitBytes: 268_435_456, receivedBytes: expect.any(Number) as number })
    expect(reading?.systemCpuNs).toBeGreaterThan(0)
    expect(reading?.processors).toBeGreaterThan(0)
    expect(Math.abs((reading?.atMs ?? 0) - Date.now())).toBeLessThan(60_000)
    const caller = new AbortController()
    const { items } = collect(docker.stats(id, caller.signal))
    await expect.poll(() => items.length, waiting).toBeGreaterThanOrEqual(2)
    expect(items[1]?.cpuNs ?? 0).toBeGreaterThanOrEqual(items[0]?.cpuNs ?? 0)
    expect(items[1]?.systemCpuNs ?? 0).toBeGreaterThan(items[0]?.systemCpuNs ?? 0)
    caller.abort()
    await docker.stopContainer(id, null, never)
    expect(await docker.statsOnce(id, never)).toBeNull()
    await drop(id)
  })

  test.concurrent('an engine says who it is, what time it has and what is on its disk', async ({ expect }) => {
    const { docker, ask } = tools()
    const ping = await ask('GET', '/_ping')
    expect(ping).toMatchObject({
      status: 200,
      text: 'OK',
      headers: { 'api-version': expect.stringMatching(/^1\.\d+$/) as string },
    })
    expect(await docker.connect(never)).toMatchObject({ imageStore: 'classic', access: 'full' })
    expect(await docker.engineId(never)).toBe(await docker.engineId(never))
    expect(Math.abs((await docker.systemTimeMs(never)) - Date.now())).toBeLessThan(5_000)
    const use = await docker.diskUse(never)
    expect(use.images?.count).toBeGreaterThan(0)
    expect(use.containers).not.toBeNull()
    expect(use.volumes).not.toBeNull()
    expect((await ask('GET', '/v1.41/no/such/page')).status).toBe(404)
  })
}
