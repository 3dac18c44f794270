import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContainerObservation, HealthCheckResult } from '../../domain/container-observation'
import { createFakeClock, type FakeClock, pendingWork } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { sampleContainer, sampleObservation } from '../../testing/sample-observation'
import type { DockerClient } from '../ports'
import { healthFileOf } from './health-file'
import { type HostHealth, recordHostHealth } from './host-health'

const never = new AbortController().signal
let home: string
let clock: FakeClock
let looks: string[]
let seen: () => ContainerObservation

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'berth-health-'))
  clock = createFakeClock()
  looks = []
  seen = () => container(30_000)
})
afterEach(() => rm(home, { recursive: true }))

const check = (startedAtMs: number, output = 'ok'): HealthCheckResult => ({
  startedAtMs,
  endedAtMs: startedAtMs + 5,
  exitCode: output === 'ok' ? 0 : 1,
  output,
})

function container(intervalMs: number, changes: Partial<ContainerObservation> = {}): ContainerObservation {
  const healthCheck = { intervalMs, timeoutMs: 1_000, startPeriodMs: 0, retries: 3 }
  return sampleContainer({ health: 'healthy', healthCheck, createdAtMs: clock.nowMs() - 1_000, ...changes })
}

function begin(isKept = true, over: Partial<DockerClient> = {}): HostHealth & { readonly told: string[] } {
  const told: string[] = []
  const client: DockerClient = {
    ...createFakeDocker(clock),
    inspectContainer: async () => ({ Config: { Env: ['DB_PASSWORD=hunter22'] } }),
    observeContainer: async (id) => {
      looks.push(id)
      return seen()
    },
    ...over,
  }
  const health = recordHostHealth({
    client,
    clock,
    log: () => undefined,
    file: healthFileOf(home, client.address),
    isKept,
    onChange: (slot) => told.push(slot),
  })
  return { ...health, told }
}

const take = async (health: HostHealth, one: ContainerObservation): Promise<void> => {
  const connection = { kind: 'connected', sinceMs: 0, latencyMs: 1 } as const
  health.take({ connection, info: null, observation: sampleObservation([one]) })
  await health.settled(never)
}
const checksOf = (health: HostHealth) => health.services('dev1').get('web')?.checks ?? []
const files = async (): Promise<readonly string[]> => readdir(join(home, 'health')).catch(() => [])

describe('what is recorded of a host', () => {
  it('is there again after a restart, without the secrets that its containers write', async () => {
    const first = begin()
    await take(first, container(30_000, { checks: [check(clock.nowMs() - 500, 'login with hunter22 failed')] }))
    expect(checksOf(first)).toMatchObject([{ kind: 'failed', output: 'login with •••••••• failed' }])
    await first.close()
    const [name = ''] = await files()
    expect(await readFile(join(home, 'health', name), 'utf8')).not.toContain('hunter22')
    const second = begin()
    await second.settled(never)
    expect(second.services('dev1').get('web')).toEqual(first.services('dev1').get('web'))
    await clock.advance(86_400_000)
    await second.close()
    const third = begin()
    await third.settled(never)
    expect(checksOf(third)).toEqual([])
    await third.close()
  })

  it('begins anew where its file is damaged, and stays unwritten by one command', async () => {
    const first = begin()
    await take(first, container(30_000, { checks: [check(clock.nowMs())] }))
    await first.close()
    const [name = ''] = await files()
    const file = join(home, 'health', name)
    const whole = await readFile(file, 'utf8')
    for (const damaged of [whole.slice(0, -9), '{}', whole.replace('"containers":["dev1-web"]', '"containers":[]')]) {
      await writeFile(file, damaged)
      const health = begin(false)
      await health.settled(never)
      expect(checksOf(health)).toEqual([])
      await take(health, container(30_000, { checks: [check(clock.nowMs())] }))
      await health.close()
      expect(await readFile(file, 'utf8')).toBe(damaged)
    }
  })

  it('is told of once a second at most, and only where there is news', async () => {
    const health = begin()
    const checks = [check(clock.nowMs())]
    await take(health, container(30_000, { checks }))
    await clock.advance(1_000)
    await take(health, container(30_000, { checks }))
    await clock.advance(5_000)
    expect(health.told).toEqual(['dev1'])
    await health.close()
  })

  it('is in the times of a host whose clock is an hour ahead', async () => {
    const hourMs = 3_600_000
    const health = begin(false, { systemTimeMs: async () => clock.nowMs() + hourMs })
    const createdAtMs = clock.nowMs() + hourMs - 5_000
    await take(health, container(30_000, { createdAtMs, checks: [check(createdAtMs + 1_000)] }))
    expect(health.nowMs()).toBe(clock.nowMs() + hourMs)
    expect(health.services('dev1').get('web')?.known).toEqual([{ fromMs: createdAtMs, untilMs: createdAtMs + 5_000 }])
    await health.close()
  })

  it('hides nothing by leaving it out: what can’t be cleared of secrets waits for the next look', async () => {
    const other = begin(false, { inspectContainer: async () => Promise.reject(new Error('refused')) })
    await take(other, container(30_000, { checks: [check(clock.nowMs(), 'hunter22')] }))
    expect(checksOf(other)).toEqual([])
    await other.close()
  })
})

describe('checks that come faster than the watcher looks', () => {
  it('are looked at before Docker forgets them, and others are left alone', async () => {
    const health = begin()
    const startMs = clock.nowMs()
    seen = () => {
      const done = Math.floor((clock.nowMs() - startMs) / 1_000) + 1
      const checks = Array.from({ length: done }, (_, second) => check(startMs + second * 1_000)).slice(-5)
      return container(1_000, { createdAtMs: startMs - 1_000, checks })
    }
    await take(health, seen())
    await clock.advance(24_500)
    await health.settled(never)
    const starts = checksOf(health).map(({ startedAtMs }) => (startedAtMs - startMs) / 1_000)
    expect(starts).toEqual(Array.from({ length: starts.length }, (_, index) => index))
    expect(starts.length).toBeGreaterThan(20)
    expect(health.services('dev1').get('web')?.known).toHaveLength(1)
    looks.length = 0
    const connection = { kind: 'connecting', lastSeenAtMs: null } as const
    health.take({ connection, info: null, observation: null })
    await clock.advance(60_000)
    expect(looks).toEqual([])
    await take(health, container(30_000))
    await clock.advance(60_000)
    expect(looks).toEqual([])
    await health.close()
    await pendingWork()
    expect(clock.sleepers()).toBe(0)
  })
})
