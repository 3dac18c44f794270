import { expect, test } from 'vitest'
import { createFakeClock } from './fake-clock'
import { createFakeDocker } from './fake-docker'

const never = new AbortController().signal

function newFake(): ReturnType<typeof createFakeDocker> {
  const docker = createFakeDocker(createFakeClock())
  docker.control.addImage('shop/api:a', { behaviour: { kind: 'checked', health: 'starting' } })
  return docker
}

test('a started container tells its events, its health and its end', async () => {
  const docker = newFake()
  const actions: string[] = []
  const stop = new AbortController()
  const reading = (async () => {
    for await (const event of docker.events(stop.signal)) {
      actions.push(event.action)
      if (event.action === 'stop') stop.abort()
    }
  })()
  await expect.poll(() => docker.control.listeners()).toBe(1)
  const id = await docker.createContainer('dev1_api_1', { Image: 'shop/api:a', Labels: { a: 'b' } }, never)
  await docker.startContainer(id, never)
  docker.control.setHealth(id, 'unhealthy', 'HTTP 503')
  expect(await docker.observeContainer(id, never)).toMatchObject({
    status: 'running',
    health: 'unhealthy',
    failingStreak: 1,
  })
  await docker.stopContainer(id, null, never)
  await reading
  expect(actions).toEqual(['subscribed', 'create', 'start', 'health_status: unhealthy', 'kill', 'die', 'stop'])
  expect(await docker.observeContainer(id, never)).toMatchObject({ status: 'exited', exitCode: 143 })
  expect(docker.control.listeners()).toBe(0)
})

test('a scripted failure is thrown once, and a held call obeys its signal', async () => {
  const docker = newFake()
  docker.control.fail('listContainers', new Error('scripted'))
  await expect(docker.listContainers(null, never)).rejects.toThrow('scripted')
  await expect(docker.listContainers(null, never)).resolves.toEqual([])
  docker.control.hold('ping')
  const cancel = new AbortController()
  const ping = docker.ping(cancel.signal)
  cancel.abort()
  await expect(ping).rejects.toMatchObject({ code: 'cancelled' })
})

test('a host that goes down breaks its open streams and refuses calls until it is up', async () => {
  const docker = newFake()
  const id = docker.control.addContainer('dev1_api_1', { Image: 'shop/api:a' })
  docker.control.appendLog(id, 'hello')
  const logs = docker.logs(id, { follow: true, tail: null, since: null }, never)[Symbol.asyncIterator]()
  const first = await logs.next()
  expect(new TextDecoder().decode(first.value?.bytes)).toMatch(/Z hello\n$/)
  docker.control.down()
  await expect(logs.next()).rejects.toMatchObject({ code: 'host-unreachable' })
  await expect(docker.ping(never)).rejects.toMatchObject({ code: 'host-unreachable' })
  docker.control.up()
  await expect(docker.ping(never)).resolves.toBe(1)
})

test('a pull moves the tag, and the old image stays under its ID', async () => {
  const docker = newFake()
  const old = await docker.observeImage('shop/api:a', never)
  const fresh = docker.control.addRemoteImage('shop/api:a')
  await docker.pull('shop/api:a', null, () => undefined, never)
  expect((await docker.observeImage('shop/api:a', never))?.id).toBe(fresh)
  expect((await docker.observeImage(old?.id ?? '', never))?.tags).toEqual([])
})

test('sleeps of a fake clock end in the order of their time', async () => {
  const clock = createFakeClock()
  const woken: number[] = []
  for (const durationMs of [30, 10, 20]) {
    void clock.sleep(durationMs, never).then(() => woken.push(clock.monotonicMs()))
  }
  await clock.advance(25)
  expect(woken).toEqual([10, 20])
  expect(clock.sleepers()).toBe(1)
})

test('a volume is shared by the containers that mount it, and outlives them', async () => {
  const docker = newFake()
  const mounting = {
    Image: 'shop/api:a',
    HostConfig: { Mounts: [{ Type: 'volume', Source: 'records', Target: '/r' }] },
  }
  const [first, second] = ['first', 'second'].map((name) => docker.control.addContainer(name, mounting, false))
  const bytes = new TextEncoder().encode('kept')
  await docker.writeFiles(first ?? '', '/r/1', [{ name: 'a/b', bytes }], never)
  await docker.writeFile(first ?? '', '/', 'own', 'layer', never)
  expect(await docker.readFiles(second ?? '', '/r', 10, never)).toEqual([{ name: '1/a/b', bytes }])
  expect(await docker.readFiles(second ?? '', '/r/1/a/b', 10, never)).toEqual([{ name: 'b', bytes }])
  expect(await docker.sizeAt(second ?? '', '/own', never)).toBe(null)
  expect(await docker.sizeAt(second ?? '', '/r/1/a/b', never)).toBe(4)
  await expect(docker.readFiles(second ?? '', '/r', 3, never)).rejects.toMatchObject({ code: 'file-too-large' })
  await expect(docker.removeVolume('records', never)).rejects.toMatchObject({ code: 'docker-refused' })
  for (const id of [first, second]) await docker.removeContainer(id ?? '', { force: false }, never)
  expect(docker.control.volumes()).toEqual(['records'])
  await docker.removeVolume('records', never)
  expect(await docker.inspectVolume('records', never)).toBeNull()
})
