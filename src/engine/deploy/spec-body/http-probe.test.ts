import { expect, test } from 'vitest'
import { BerthError, type BerthErrorData } from '../../../domain/berth-error'
import { defaultGatePolicy } from '../../../domain/gate'
import { createFakeClock } from '../../../testing/fake-clock'
import { createFakeDocker } from '../../../testing/fake-docker'
import type { ExecResult } from '../../ports'
import type { GateProgress } from '../../../domain/deployment'
import type { HereAnswer } from './ask-from-here'
import { awaitProbe } from './http-probe'

type Answers = {
  readonly here?: readonly HereAnswer[]
  readonly inside?: (command: readonly string[]) => ExecResult
  readonly published?: boolean
  readonly address?: string
}

const probe = { http: { path: '/ready', containerPort: 8080 }, timeoutMs: 20_000 }
const answered = (status: number, body = ''): HereAnswer => ({ kind: 'answered', answer: { status, body } })
const missing = { exitCode: 127, output: 'executable file not found' }

function begin({ here = [], inside = () => missing, published = true, address = 'unix:///run/docker.sock' }: Answers) {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  docker.control.addImage('shop/api:one', { behaviour: { kind: 'runs' } })
  const id = docker.control.addContainer('api', { Image: 'shop/api:one' })
  const commands: (readonly string[])[] = []
  docker.control.onExec((_, command) => {
    commands.push(command)
    return inside(command)
  })
  const Ports = { '8080/tcp': published ? [{ HostIp: '0.0.0.0', HostPort: '3001' }] : null }
  const client = {
    ...docker,
    address,
    inspectContainer: async (...given: Parameters<typeof docker.inspectContainer>) => ({
      ...(await docker.inspectContainer(...given)),
      NetworkSettings: { Ports },
    }),
  }
  const leaving = new AbortController()
  const gates: (GateProgress | null)[] = []
  const notChecked: unknown[] = []
  const asked: unknown[] = []
  const left = [...here]
  const run: Parameters<typeof awaitProbe>[0] = {
    client,
    clock,
    host: { read: (call) => call(leaving.signal) } as Parameters<typeof awaitProbe>[0]['host'],
    record: {
      setGate: (_: string, gate: GateProgress | null) => void gates.push(gate),
      setActivity: () => undefined,
      tellNotChecked: (reason: BerthErrorData) => void notChecked.push(reason.code),
    } as unknown as Parameters<typeof awaitProbe>[0]['record'],
    interrupted: leaving.signal,
    signal: leaving.signal,
    gatePolicy: defaultGatePolicy,
  }
  const ask = async (...given: readonly unknown[]): Promise<HereAnswer> => {
    asked.push(given.slice(0, 2))
    return (left.length > 1 ? left.shift() : left[0]) ?? { kind: 'unreached' }
  }
  let end: unknown = 'waiting'
  const ended = awaitProbe(run, { service: 'api', id, startedAtMs: 0 }, probe, ask).then(
    () => (end = 'passed'),
    (error: unknown) => (end = error),
  )
  return { clock, docker, id, leaving, gates, notChecked, asked, commands, end: () => end, ended }
}

test('a service that answers well after a while passes, asked through its published port', async () => {
  const world = begin({ here: [answered(503), answered(503), answered(204)] })
  await world.clock.advance(2_000)
  expect(world.end()).toBe('passed')
  expect(world.asked).toHaveLength(3)
  expect(world.asked[0]).toMatchObject([{ address: '127.0.0.1', port: 3001 }, '/ready'])
  expect(world.gates[1]?.checks.map(({ exitCode, output }) => [exitCode, output])).toEqual([
    [1, 'HTTP 503'],
    [1, 'HTTP 503'],
  ])
  expect(world.gates.at(-1)).toBeNull()
})

test('one that answers badly until the time is over fails the gate, with the last status and body', async () => {
  const world = begin({ here: [answered(500), answered(503, 'db DOWN')] })
  await world.clock.advance(30_000)
  expect(world.end()).toMatchObject({ error: { code: 'gate-failed' }, failingOutput: 'HTTP 503\ndb DOWN' })
})

test('a service of another machine is asked inside, never through the port that this machine has under the number', async () => {
  const inside = ([tool]: readonly string[]): ExecResult =>
    tool === 'node' ? { exitCode: 0, output: 'down\nHTTP 503\n' } : missing
  const world = begin({ here: [answered(200)], inside, address: 'ssh://deploy@seoul-1' })
  await world.clock.advance(30_000)
  expect(world.asked).toEqual([])
  expect(world.end()).toMatchObject({ error: { code: 'gate-failed' }, failingOutput: 'HTTP 503\ndown' })
})

test('what is not reached from here is asked inside, with the tool that is there', async () => {
  const inside = ([tool]: readonly string[]): ExecResult =>
    tool === 'node' ? { exitCode: 0, output: 'ok\nHTTP 200\n' } : missing
  const world = begin({ here: [{ kind: 'unreached' }], inside })
  await world.clock.advance(2_000)
  expect(world.end()).toBe('passed')
  expect(world.commands.map(([tool]) => tool)).toEqual(['curl', 'node'])
  expect(world.commands[1]?.at(-1)).toBe('http://127.0.0.1:8080/ready')
})

test('a probe that nobody can carry out fails nothing, is no failed check, and the deployment says so', async () => {
  const world = begin({ published: false })
  await world.clock.advance(1_000)
  expect(world.end()).toBe('passed')
  expect(world.gates[0]?.checks).toEqual([])
  expect(world.notChecked).toEqual(['probe-unreachable'])
})

test('a port that takes connections and never answers is no excuse', async () => {
  const world = begin({ here: [{ kind: 'silent', reason: 'socket hang up' }] })
  await world.clock.advance(30_000)
  expect(world.end()).toMatchObject({ error: { code: 'gate-failed' }, failingOutput: 'no answer\nsocket hang up' })
})

test('a container that ends is not waited for, and neither is one whose deployment is cancelled', async () => {
  const gone = begin({ here: [answered(503)] })
  await gone.clock.advance(1_000)
  gone.docker.control.exit(gone.id, 3)
  await gone.clock.advance(1_000)
  expect(gone.end()).toMatchObject({ error: { code: 'gate-exited' } })

  const cancelled = begin({ here: [answered(503)] })
  await cancelled.clock.advance(1_000)
  cancelled.leaving.abort(new BerthError('cancelled'))
  await cancelled.clock.advance(1_000)
  expect(cancelled.end()).toMatchObject({ code: 'cancelled' })
})
