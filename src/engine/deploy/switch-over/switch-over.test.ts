import { beforeEach, expect, test } from 'vitest'
import type { SwitchOverSpec } from '../../../domain/slots-file/service-spec'
import { createFakeClock, type FakeClock } from '../../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../../testing/fake-docker'
import { steadyHost } from '../steady-host'
import { leadTo, switchBack, switchOver, type SwitchOverRun } from './switch-over'

const never = new AbortController().signal
const before = 'server dev1-web-1--blue:3000;\n'
const spec: SwitchOverSpec = {
  container: 'front',
  file: '/conf/web.conf',
  template: 'server {name}:3000;',
  test: ['nginx', '-t'],
  reload: ['nginx', '-s', 'reload'],
  drainMs: 10_000,
}

let clock: FakeClock
let docker: FakeDocker
let front: string
let next: string
/** Exit codes of the proxy's commands by their words. */
let exits: Record<string, number>

beforeEach(async () => {
  clock = createFakeClock()
  docker = createFakeDocker(clock)
  exits = {}
  docker.control.addImage('nginx:1')
  const connected = (name: string, ...aliases: string[]): string =>
    docker.control.addContainer(name, {
      Image: 'nginx:1',
      HostConfig: { NetworkMode: 'dev1_default', Mounts: [{ Type: 'volume', Source: 'conf', Target: '/conf' }] },
      NetworkingConfig: { EndpointsConfig: { dev1_default: { Aliases: aliases } } },
    })
  front = connected('front', 'front')
  next = connected('dev1-web-1.berth-d1', 'web', 'dev1-web-1--green')
  await docker.writeFile(front, '/conf', 'web.conf', before, never)
  let pid = 100
  const newWorker = (): void =>
    docker.control.setProcesses(front, [
      { pid: 1, commandLine: 'nginx: master process' },
      { pid: (pid += 1), commandLine: 'nginx: worker process' },
    ])
  newWorker()
  docker.control.onExec((_, [program = '', ...words]) => {
    const exitCode = exits[[program, ...words].join(' ')] ?? exits[program] ?? 0
    if (program === 'nginx' && words[0] === '-s' && exitCode === 0) newWorker()
    return { exitCode, output: exitCode === 0 ? '' : `${program} says no\u0000` }
  })
})

function run(): SwitchOverRun {
  const patience = { reconnectMs: 0, pauseMs: 1 }
  const host = steadyHost({ clock, patience, signal: never, beforeChange: async () => undefined })
  const signals = { signal: never, interrupted: never }
  return { client: docker, host, clock, log: () => undefined, ...signals, deploymentId: 'd1', project: 'dev1' }
}

const file = (): Promise<string | null> => docker.readFile(front, '/conf/web.conf', never)

test('the file leads to the new container, and back to what it held before', async () => {
  // The fake moves nothing: as a proxy whose image has no mv.
  exits['mv'] = 127
  await switchOver(run(), spec, 'web', next)
  expect(await file()).toBe('server dev1-web-1--green:3000;\n')
  await switchOver(run(), spec, 'web', next)
  await switchBack(run(), spec, 'web')
  expect(await file()).toBe(before)
})

test('a proxy is led back to the container that stays, whoever switched it, and one that stands still is left', async () => {
  exits['mv'] = 127
  await switchOver(run(), spec, 'web', next)
  const old = docker.control.addContainer('dev1-web-1', {
    Image: 'nginx:1',
    HostConfig: { NetworkMode: 'dev1_default' },
    NetworkingConfig: { EndpointsConfig: { dev1_default: { Aliases: ['web', 'dev1-web-1--blue'] } } },
  })
  await leadTo({ ...run(), deploymentId: 'd2' }, spec, 'web', old)
  expect(await file()).toBe(before)
  docker.control.stop(front)
  await leadTo({ ...run(), deploymentId: 'd2' }, spec, 'web', next)
  expect(await file()).toBe(before)
})

test('a configuration that fails its test is never loaded, and there is nothing to switch back', async () => {
  exits = { mv: 127, 'nginx -t': 1, 'nginx -s reload': 1 }
  await expect(switchOver(run(), spec, 'web', next)).rejects.toMatchObject({
    error: { code: 'proxy-test-failed' },
    failingOutput: 'nginx says no',
  })
  expect(await file()).toBe(before)
  await switchBack(run(), spec, 'web')
  expect(docker.control.calls().filter((call) => String(call.arguments[1]) === 'nginx,-s,reload')).toEqual([])
})

test('another deployment’s content is not put back', async () => {
  exits['mv'] = 127
  await switchOver(run(), spec, 'web', next)
  await switchBack({ ...run(), deploymentId: 'd2' }, spec, 'web')
  expect(await file()).toBe('server dev1-web-1--green:3000;\n')
})

test('a reload that is not taken is told of after a while, with the file as it was', async () => {
  exits['mv'] = 127
  docker.control.onExec((_, [program]) => ({ exitCode: program === 'mv' ? 127 : 0, output: '' }))
  const switching = switchOver(run(), spec, 'web', next).catch((error: unknown) => error)
  await expect.poll(() => clock.sleepers()).toBe(1)
  for (let waited = 0; waited <= 15_000; waited += 100) await clock.advance(100)
  expect(await switching).toMatchObject({ error: { code: 'proxy-reload-failed' } })
  expect(await file()).toBe(before)
})

test('a template whose value is missing writes nothing', async () => {
  const wanting = switchOver(run(), { ...spec, template: 'server 127.0.0.1:{port};' }, 'web', next)
  await expect(wanting).rejects.toMatchObject({ code: 'proxy-target-missing' })
  expect(docker.control.calls().some(({ operation }) => operation === 'writeFiles')).toBe(false)
})
