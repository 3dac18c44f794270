import { test } from 'vitest'
import type { ContainerObservation } from '../../src/domain/container-observation'
import { freePorts } from '../harness/free-port'
import { actionsOf, collect, type ContractTools, never, waiting } from './contract-host'

const zeroTime = '0001-01-01T00:00:00Z'

/** What Berth relies on in the life of a container. */
export function containerContract(tools: () => ContractTools): void {
  test.concurrent(
    'a container is created, runs, stops and goes, and each answer says what is so already',
    async ({ expect }) => {
      const { docker, ask, drop } = tools()
      const labels = { team: '<b>shop</b>' }
      const body = { Image: 'shop/web:good', Labels: labels, Env: ['APP_SERVICE=api', 'MORE=1'], StopTimeout: 5 }
      const created = await ask('POST', '/v1.41/containers/create?name=life', body)
      expect(created).toMatchObject({ status: 201, json: { Id: expect.stringMatching(/^[0-9a-f]{64}$/) as string } })
      const { Id: id } = created.json as { Id: string }
      const path = `/v1.41/containers/${id}`
      const fresh = (await ask('GET', `${path}/json`)).json as Record<string, Record<string, unknown>>
      expect(fresh).toMatchObject({
        Id: id,
        Name: '/life',
        RestartCount: 0,
        State: { Status: 'created', Running: false, ExitCode: 0, StartedAt: zeroTime, FinishedAt: zeroTime, Error: '' },
        Config: {
          Hostname: id.slice(0, 12),
          Image: 'shop/web:good',
          Cmd: ['node', '/app/server.cjs'],
          StopTimeout: 5,
          Tty: false,
          Labels: { ...labels, 'org.opencontainers.image.revision': 'abc' },
          Healthcheck: { Test: ['CMD', '/app/check'], Interval: 1_000_000_000, Retries: 2 },
        },
        HostConfig: { NetworkMode: 'default', RestartPolicy: { Name: '', MaximumRetryCount: 0 } },
        NetworkSettings: { Networks: { bridge: { Aliases: null, IPAddress: '' } } },
        Mounts: [],
      })
      const environment = fresh['Config']?.['Env'] as string[] | undefined
      expect(environment?.filter((entry) => /^(MORE|APP_SERVICE)=/.test(entry))).toEqual(['APP_SERVICE=api', 'MORE=1'])
      expect((await docker.observeContainer(id, never))?.health).toBe('none')
      expect([(await ask('POST', `${path}/start`)).status, (await ask('POST', `${path}/start`)).status]).toEqual([
        204, 304,
      ])
      const running = await observed(tools(), id)
      expect(running).toMatchObject({ status: 'running', health: 'starting', exitCode: null, finishedAtMs: null })
      expect(await ask('DELETE', path)).toMatchObject({
        status: 409,
        json: { message: expect.stringMatching(/running/) as string },
      })
      expect((await ask('POST', `${path}/rename?name=renamed`)).status).toBe(204)
      await docker.setRestartPolicy(id, { name: 'always', maximumRetries: 0 }, never)
      expect(await observed(tools(), id)).toMatchObject({ name: 'renamed', restartPolicy: 'always' })
      expect((await ask('POST', `${path}/restart?t=5`)).status).toBe(204)
      expect((await observed(tools(), id)).startedAtMs).toBeGreaterThan(running.startedAtMs ?? Infinity)
      await expect.poll(async () => (await observed(tools(), id)).health, waiting).toBe('healthy')
      expect([(await ask('POST', `${path}/stop`)).status, (await ask('POST', `${path}/stop`)).status]).toEqual([
        204, 304,
      ])
      expect(await observed(tools(), id)).toMatchObject({ status: 'exited', exitCode: 0, restarts: 0 })
      await drop(id)
      for (const [method, action] of [
        ['GET', '/json'],
        ['POST', '/start'],
        ['POST', '/stop'],
        ['DELETE', ''],
      ] as const) {
        const gone = { message: `No such container: ${id}` }
        expect(await ask(method, `${path}${action}`)).toMatchObject({ status: 404, json: gone })
      }
    },
  )

  test.concurrent('a name is one container’s, and an image has to be there', async ({ expect }) => {
    const { docker, ask, drop } = tools()
    const id = await docker.createContainer('taken', { Image: 'shop/web:good' }, never)
    const other = await docker.createContainer('other', { Image: 'shop/web:good' }, never)
    const conflict = {
      status: 409,
      json: {
        message: expect.stringContaining(
          `The container name "/taken" is already in use by container "${id}"`,
        ) as string,
      },
    }
    expect(await ask('POST', '/v1.41/containers/create?name=taken', { Image: 'shop/web:good' })).toMatchObject(conflict)
    expect((await ask('POST', `/v1.41/containers/${other}/rename?name=taken`)).status).toBe(409)
    const missing = await ask('POST', '/v1.41/containers/create?name=none', { Image: 'shop/none:good' })
    expect(missing).toMatchObject({
      status: 404,
      json: { message: expect.stringMatching(/^No such image: shop\/none:good/) as string },
    })
    expect((await ask('POST', '/v1.41/containers/create?name=-x', { Image: 'shop/web:good' })).status).toBe(400)
    const races = await Promise.allSettled(
      Array.from({ length: 8 }, () => docker.createContainer('race', { Image: 'shop/web:good' }, never)),
    )
    const winners = races.flatMap((race) => (race.status === 'fulfilled' ? [race.value] : []))
    expect(winners).toHaveLength(1)
    await Promise.all([id, other, ...winners].map(drop))
  })

  test.concurrent(
    'a health check begins as starting and ends as it goes, with the output of each run',
    async ({ expect }) => {
      const { run, drop } = tools()
      const ids = await Promise.all([run('well', 'good'), run('ill', 'bad')])
      const begun = await observed(tools(), ids[0])
      // A busy machine may have checked it by now.
      expect(begun.checks.length === 0 ? begun.health : 'starting').toBe('starting')
      await expect.poll(async () => (await observed(tools(), ids[0])).health, waiting).toBe('healthy')
      await expect.poll(async () => (await observed(tools(), ids[1])).health, waiting).toBe('unhealthy')
      const { checks, failingStreak, healthCheck } = await observed(tools(), ids[1])
      expect(checks.at(-1)).toMatchObject({ exitCode: 1, output: expect.stringMatching(/^503 db DOWN/) as string })
      expect(checks.length).toBeLessThanOrEqual(5)
      expect(failingStreak).toBeGreaterThanOrEqual(2)
      expect(healthCheck).toMatchObject({ intervalMs: 1_000, retries: 2, startPeriodMs: 0 })
      const { docker } = tools()
      await docker.stopContainer(ids[0], null, never)
      // Whose checks have ended is not healthy any more.
      expect((await observed(tools(), ids[0])).health).toBe('unhealthy')
      await Promise.all(ids.map(drop))
    },
  )

  test.concurrent(
    'what ends by itself is started again by its policy, as often as that says, and not after a kill',
    async ({ expect }) => {
      const { docker, run, drop } = tools()
      const caller = new AbortController()
      const { items } = collect(docker.events(caller.signal))
      await expect.poll(() => items[0]?.action, waiting).toBe('subscribed')
      const twice = { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } }
      const id = await run('ends', 'ends', twice)
      await expect.poll(async () => (await observed(tools(), id)).status, waiting).toBe('exited')
      await expect.poll(async () => (await observed(tools(), id)).restarts, waiting).toBe(2)
      await expect.poll(() => actionsOf(items, id).at(-1), waiting).toBe('die')
      expect(actionsOf(items, id)).toEqual(['create', 'start', 'die', 'start', 'die', 'start', 'die'])
      expect(items.filter((event) => event.id === id).at(-1)?.attributes).toMatchObject({ exitCode: '3', name: 'ends' })
      const always = { HostConfig: { RestartPolicy: { Name: 'always' } } }
      const killed = await run('killed', 'good', always)
      await docker.killContainer(killed, 'KILL', never)
      await expect.poll(async () => (await observed(tools(), killed)).exitCode, waiting).toBe(137)
      expect(await observed(tools(), killed)).toMatchObject({ status: 'exited', restarts: 0 })
      const killing = docker.killContainer(killed, 'HUP', never)
      await expect(killing).rejects.toMatchObject({ data: { code: 'docker-refused', details: { status: 409 } } })
      caller.abort()
      await Promise.all([id, killed].map(drop))
    },
  )

  test.concurrent('what does not listen is killed after its grace', async ({ expect }) => {
    const { docker, run, drop } = tools()
    const id = await run('stubborn', 'stubborn')
    // What comes before its program does listen.
    await expect.poll(async () => (await observed(tools(), id)).health, waiting).toBe('healthy')
    const startedMs = performance.now()
    await docker.stopContainer(id, 1, never)
    expect(performance.now() - startedMs).toBeGreaterThan(900)
    expect(await observed(tools(), id)).toMatchObject({ status: 'exited', exitCode: 137 })
    await drop(id)
  })

  test.concurrent('a published port is one container’s while it runs', async ({ expect }) => {
    const { docker, run, drop } = tools()
    const [port = 0] = await freePorts(1)
    const HostConfig = { PortBindings: { '8080/tcp': [{ HostPort: String(port) }] } }
    const id = await run('publishes', 'stubborn', { HostConfig })
    const second = await docker.createContainer('publishes-too', { Image: 'shop/web:good', HostConfig }, never)
    const starting = docker.startContainer(second, never)
    const reason = expect.stringContaining(`:${port} failed: port is already allocated`) as string
    await expect(starting).rejects.toMatchObject({ data: { details: { status: 500, reason } } })
    const listed = (await docker.listContainers(null, never)).find((one) => one.id === id)
    expect(listed?.ports).toContainEqual(expect.objectContaining({ container: 'publishes', port, protocol: 'tcp' }))
    await Promise.all([id, second].map(drop))
    async function none(): Promise<boolean> {
      return (await docker.listContainers(null, never)).every((one) => one.id !== id)
    }
    expect(await none()).toBe(true)
  })

  test.concurrent('a list is narrowed by labels, stopped containers in it', async ({ expect }) => {
    const { docker, drop } = tools()
    const Labels = { 'com.docker.compose.project': 'listed', note: 'a=b' }
    const id = await docker.createContainer('listed', { Image: 'shop/web:good', Labels }, never)
    for (const label of ['note', 'note=a=b', 'com.docker.compose.project=listed']) {
      expect(await docker.listContainers(label, never)).toMatchObject([{ id, name: 'listed', labels: Labels }])
    }
    expect(await docker.listContainers('note=a', never)).toEqual([])
    await drop(id)
  })

  test.concurrent('a command is run in what runs alone', async ({ expect }) => {
    const { docker, run, drop } = tools()
    const id = await run('commands', 'good')
    // What the check says before its service listens is nobody's business.
    await expect.poll(async () => (await docker.exec(id, ['/app/check'], never)).exitCode, waiting).toBe(0)
    expect((await docker.exec(id, ['no-such-program'], never)).exitCode).toBeGreaterThanOrEqual(126)
    // Docker's own check may run beside it.
    expect(await docker.listProcesses(id, never)).toContainEqual({
      pid: expect.any(Number) as number,
      commandLine: 'node /app/server.cjs',
    })
    await docker.stopContainer(id, null, never)
    const refused = { data: { code: 'docker-refused', details: { status: 409 } } }
    await expect(docker.exec(id, ['/app/check'], never)).rejects.toMatchObject(refused)
    await expect(docker.listProcesses(id, never)).rejects.toMatchObject({ code: 'docker-refused' })
    await drop(id)
  })
}

async function observed({ docker }: ContractTools, id: string): Promise<ContainerObservation> {
  const observation = await docker.observeContainer(id, never)
  if (observation === null) throw new Error(`${id} is gone`)
  return observation
}
