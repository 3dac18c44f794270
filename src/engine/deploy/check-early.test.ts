import { expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker, type FakeImageInput } from '../../testing/fake-docker'
import { checkEarly } from './check-early'

const checked: FakeImageInput = {
  behaviour: { kind: 'checked', health: 'starting' },
  config: { Healthcheck: { Test: ['CMD', '/app/check'] } },
}

type World = {
  readonly clock: FakeClock
  readonly docker: FakeDocker
  readonly passed: () => number
  readonly leave: () => void
  readonly ended: Promise<void>
  readonly warnings: readonly string[]
}

function begin(image: FakeImageInput, exitCodes: readonly number[], tookMs = 0): World {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  docker.control.addImage('shop/api:one', image)
  const id = docker.control.addContainer('api', { Image: 'shop/api:one' })
  const left = [...exitCodes]
  docker.control.onExec(() => ({ exitCode: left.shift() ?? 1, output: '' }))
  const leaving = new AbortController()
  const slow = {
    ...docker,
    exec: async (...given: Parameters<FakeDocker['exec']>) => {
      if (tookMs > 0) await clock.sleep(tookMs, given[2])
      return docker.exec(...given)
    },
  }
  let passed = 0
  const warnings: string[] = []
  const ended = checkEarly(
    { client: slow, clock, log: (_, message) => void warnings.push(message) },
    { service: 'api', id, startedAtMs: 0 },
    () => (passed += 1),
    leaving.signal,
  )
  return {
    clock,
    docker,
    passed: () => passed,
    leave: () => leaving.abort(new BerthError('cancelled')),
    ended,
    warnings,
  }
}

const runs = ({ docker }: World): number =>
  docker.control.calls().filter(({ operation }) => operation === 'exec').length

test('the first pass is told, once, and ends it', async () => {
  const world = begin(checked, [1, 1, 0])
  await world.clock.advance(300)
  expect(world.passed()).toBe(0)
  await world.clock.advance(100)
  await world.ended
  expect([world.passed(), runs(world)]).toEqual([1, 3])
})

test('a container that never passes is asked ever less often, until its gate is over', async () => {
  const world = begin({ ...checked }, [])
  await world.clock.advance(60_000)
  expect(runs(world)).toBeLessThan(90)
  world.leave()
  await world.ended
  expect([world.passed(), world.warnings, world.clock.sleepers()]).toEqual([0, [], 0])
})

test('a pass that took longer than the check may take counts for nothing', async () => {
  const world = begin(checked, [0], 1_001)
  await world.clock.advance(5_000)
  await world.ended
  expect([world.passed(), runs(world)]).toEqual([0, 1])
})

test('a container without a command of its own is left alone', async () => {
  const world = begin({ behaviour: { kind: 'runs' } }, [0])
  await world.clock.advance(150)
  await world.ended
  expect([world.passed(), runs(world)]).toEqual([0, 0])
})

test('a command that cannot be run is no failure of the service', async () => {
  const world = begin(checked, [1])
  await world.clock.advance(10)
  world.docker.control.exit(world.docker.control.idOf('api'), 3)
  await world.clock.advance(1_000)
  await world.ended
  expect([world.passed(), world.warnings.length]).toEqual([0, 1])
})
