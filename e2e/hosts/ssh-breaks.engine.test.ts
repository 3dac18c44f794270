import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DeploymentResult } from '../../src/domain/deployment'
import type { PlanStep } from '../../src/domain/plan'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'

const never = new AbortController().signal
const backAgainMs = 5_000
let shop: Shop
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({ name: 'far', slots: { dev1: 'dashboard' }, onHost: ['payment'], inRegistry: ['search'] })
  await shop.untilHealthy('dev1')
  sshd = await startSshd({ name: 'far' })
}, 120_000)

beforeEach(async () => {
  line = await openRoughLine(sshd.port)
  person = await openFarPerson(shop, sshd, line)
})

afterEach(async () => {
  await person.close()
  line.close()
})

afterAll(() => {
  sshd.remove()
  shop.remove()
})

const connection = (): string => person.host().host.connection.kind
const untilConnected = (limitMs = backAgainMs): Promise<unknown> =>
  waitUntil('the host to be live', limitMs, () => connection() === 'connected')
const tagOf = (build: 'dashboard' | 'payment' | 'search'): string =>
  shop.reference('web', build).split(':').at(-1) ?? ''

function isAtStep(deploymentId: string, kind: PlanStep['kind']): boolean {
  const deployment = person.deployments.get(deploymentId)
  const at = (index: number): string | undefined => deployment?.steps[index]?.state
  return deployment?.plan.steps.some((step, index) => step.kind === kind && at(index) === 'running') ?? false
}

async function resultOf(deploymentId: string): Promise<DeploymentResult> {
  const ended = (): DeploymentResult | null => {
    const deployment = person.deployments.get(deploymentId)
    return deployment?.phase === 'ended' ? deployment.result : null
  }
  return waitUntil('the deployment to end', 90_000, ended)
}

describe('the board', () => {
  test('comes over a line with 300 ms of delay, and over a thin one', async () => {
    expect(connection()).toBe('connected')
    for (const quality of [{ delayMs: 300 }, { bytesPerSecond: 30_000 }]) {
      line.become(quality)
      const other = await openFarPerson(shop, sshd, line)
      expect(other.slot('dev1').state).toBe('healthy')
      await other.close()
    }
  })

  test('is marked as old while the line is cut, and right within 5 s of its return', async () => {
    line.cut()
    await waitUntil('the cut to be noticed', 5_000, () => connection() === 'unreachable')
    expect(person.slot('dev1').state).toBe('healthy')
    expect(person.host().host.connection).toMatchObject({ lastSeenAtMs: expect.any(Number) as number })
    const id = (await shop.containerId('dev1', 'admin')) ?? ''
    await shop.engine.call({ method: 'POST', path: `/containers/${id}/stop` })
    line.restore()
    await waitUntil('the truth', backAgainMs, () => {
      const admin = person.slot('dev1').services.find(({ name }) => name === 'admin')
      return connection() === 'connected' && admin?.state.kind === 'stopped'
    })
    await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
    await shop.untilHealthy('dev1')
  })

  test('is marked as old within 20 s of a line that falls silent', async () => {
    line.become({ isSilent: true })
    await waitUntil('the silence to be noticed', 20_000, () => connection() === 'unreachable')
    line.become({})
    await untilConnected(15_000)
  })

  test('is right within 5 s of an engine that was started again', async () => {
    await shop.engine.stop()
    await waitUntil('the stop to be noticed', 5_000, () => connection() === 'unreachable')
    await shop.engine.start()
    await untilConnected()
    await shop.untilHealthy('dev1')
  })
})

test('a log that is followed through resets in mid-frame is what docker logs prints afterwards', async () => {
  const script =
    'i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo "line $i of the talker"; [ $((i % 400)) -eq 0 ] && sleep 0.3; done'
  const body = {
    Image: shop.reference('api', 'dashboard'),
    Entrypoint: ['sh', '-c', script],
    Labels: { 'com.docker.compose.project': 'dev9', 'com.docker.compose.service': 'talker' },
    HostConfig: { NetworkMode: 'none' },
  }
  const created = await shop.engine.call({ method: 'POST', path: '/containers/create?name=talker', body })
  const { Id } = JSON.parse(created) as { readonly Id: string }
  await waitUntil('the talker on the board', 10_000, () => person.host().slots.some(({ name }) => name === 'dev9'))
  const source = { hostId: person.host().host.id, slot: 'dev9', services: null }
  const { viewId } = await person.engine.request('open-log', { source, tail: null, sinceMs: null, follow: true }, never)
  await shop.engine.call({ method: 'POST', path: `/containers/${Id}/start` })
  for (const bytes of [3_000, 40_000, 777]) {
    line.resetAfter(bytes)
    await waitUntil('a break', 20_000, () => connection() === 'unreachable')
    await untilConnected()
  }
  await shop.engine.call({ method: 'POST', path: `/containers/${Id}/wait`, timeoutMs: 60_000 })
  const environment = { ...process.env, DOCKER_HOST: shop.engine.address }
  const printed = await promisify(execFile)('docker', ['logs', 'talker'], { env: environment })
  const wanted = printed.stdout.trimEnd().split('\n')
  expect(wanted).toHaveLength(4_000)
  const lines = await waitUntil('the last line', 30_000, async () => {
    const texts = await linesOf(viewId)
    return texts.at(-1) === wanted.at(-1) ? texts : null
  })
  expect(lines).toEqual(wanted)
  await shop.engine.call({ method: 'DELETE', path: `/containers/${Id}?force=1` })
}, 120_000)

async function linesOf(viewId: string): Promise<readonly string[]> {
  const texts: string[] = []
  for (;;) {
    const body = { viewId, first: texts.length, count: 500, maxLength: 500 }
    const rows = await person.engine.request('read-log-rows', body, never)
    if (rows.texts.length === 0) break
    texts.push(...rows.texts.map((text, index) => (rows.kind[index] === 2 ? '' : text)))
  }
  return texts.filter((text) => text !== '')
}

describe('a deployment', () => {
  test('whose line is cut goes on when it is back', async () => {
    const id = await person.deploy('dev1', tagOf('payment'))
    // Before that nothing is locked, and the deployment would only be refused.
    await waitUntil('the switch', 30_000, () => isAtStep(id, 'gate'))
    line.cut()
    await waitUntil('the cut to be noticed', 10_000, () => connection() === 'unreachable')
    line.restore()
    expect(await resultOf(id)).toEqual({ kind: 'succeeded' })
    await shop.untilHealthy('dev1')
    expect(person.slot('dev1').kickoff?.summary).toBe('payment')
  }, 120_000)

  test('whose pull is reset in the middle ends in one version or the other, and the next one works', async () => {
    const id = await person.deploy('dev1', tagOf('search'))
    line.resetAfter(1_000)
    const result = await resultOf(id)
    expect(['succeeded', 'refused']).toContain(result.kind)
    await untilConnected()
    const again = await person.deploy('dev1', tagOf('dashboard'))
    expect(await resultOf(again)).toEqual({ kind: 'succeeded' })
  }, 180_000)
})
