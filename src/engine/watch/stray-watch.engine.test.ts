import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFaultProxy } from '../../../e2e/harness/fault-proxy'
import { type ProxiedSlot, startProxiedSlot } from '../../../e2e/harness/proxied-slot'
import { type Shop, startShop } from '../../../e2e/harness/shop'
import { waitUntil } from '../../../e2e/harness/wait-until'
import type { InterruptionView } from '../../contract/interruption-view'
import type { SlotView } from '../../domain/board'
import { applyBoardPatch, emptyBoard } from '../../domain/board-patch'
import type { Deployment } from '../../domain/deployment'
import type { Plan } from '../../domain/plan'
import { createEngine } from '../create-engine'
import type { Engine } from '../engine'
import { nobodyAsked } from '../../testing/nobody-asked'
import { systemClock } from '../system-clock'

const never = new AbortController().signal
const address = { hostId: 'local', slot: 'dev5' }
const operation = { kind: 'repair', services: null } as const
let folder: string
let shop: Shop
let proxied: ProxiedSlot
let engine: Engine
let board = emptyBoard
const deployments = new Map<string, Deployment>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-strays-'))
  shop = await startShop({ name: 'strays', slots: {}, onHost: ['dashboard'], inRegistry: [] })
  proxied = await startProxiedSlot(shop, 'dev5')
  engine = openEngine(shop.engine.address)
  engine.subscribe(({ event, payload }) => {
    if (event === 'board-changed') board = payload.patches.reduce(applyBoardPatch, board)
    if (event === 'deployment-changed') deployments.set(payload.deployment.id, payload.deployment)
  })
  await engine.settled(never)
  await engine.proxiesSeen(never)
})

afterAll(async () => {
  await engine?.close()
  shop?.remove()
  await rm(folder, { recursive: true })
})

function openEngine(dockerHost: string): Engine {
  return createEngine({
    ...nobodyAsked,
    homeDirectory: folder,
    dockerConfigDirectory: folder,
    environment: { DOCKER_HOST: dockerHost },
    clock: systemClock,
    log: () => undefined,
    hosts: null,
    isOneCommand: true,
    resolveSaveTarget: async () => null,
    resolveOpenFile: async () => null,
  })
}

const slot = (): SlotView | undefined => board.hosts[0]?.slots.find(({ name }) => name === 'dev5')
const untilDrift = (leads: string | null): Promise<boolean> =>
  waitUntil(`drift to ${leads ?? 'be gone'}`, 20_000, () => {
    const [drift, ...others] = slot()?.drift ?? []
    if (drift === undefined) return leads === null
    return others.length === 0 && drift.kind === 'upstream' && drift.leads === leads && drift.should === proxied.blue
  })
const plan = (): Promise<Plan> => engine.request('plan-operation', { ...address, operation }, never)
const answered = async (): Promise<number> => (await fetch(proxied.url)).status

async function repair(): Promise<Deployment['result']> {
  const { fingerprint } = await plan()
  const request = { ...address, operation, fingerprint, by: '이도윤' }
  const { deploymentId } = await engine.request('run-operation', request, never)
  await waitUntil('the end', 60_000, () => deployments.get(deploymentId)?.phase === 'ended')
  return deployments.get(deploymentId)?.result ?? null
}

test('what the proxy leads to is right after a deployment', async () => {
  expect(slot()?.drift).toEqual([])
  expect(await answered()).toBe(200)
  expect((await plan()).warnings).toEqual([{ kind: 'nothing-to-do' }])
})

test('an upstream file edited by hand is drift, and a repair leads the proxy back without touching a container', async () => {
  const before = slot()?.services[0]?.containerId
  await proxied.byHand(`sed -i s/${proxied.blue}/${proxied.green}/ ${proxied.proxy.spec.file}`)
  await untilDrift(proxied.green)
  await waitUntil('the proxy to have reloaded', 20_000, async () => (await answered()) === 502)
  expect((await plan()).steps.map(({ kind }) => kind)).toEqual(['lock', 'record', 'switch-over', 'unlock'])
  expect(await repair()).toEqual({ kind: 'succeeded' })
  await untilDrift(null)
  expect(await answered()).toBe(200)
  expect(slot()?.services[0]?.containerId).toBe(before)
  const everything = { hostId: null, slot: 'dev5', kinds: ['repair' as const], by: null, results: null }
  const filter = { ...everything, text: '', sinceMs: null, untilMs: null, onlyTrouble: false }
  const { entries } = await engine.request('read-history', { filter, first: 0, count: 9 }, never)
  expect(entries).toMatchObject([
    { by: '이도윤', event: { operation: 'repair', result: 'succeeded', services: ['web'] } },
  ])
}, 120_000)

test('a repair whose owner died between the file and the reload is seen by a colleague, who brings it to its end', async () => {
  await proxied.byHand(`sed -i s/${proxied.blue}/${proxied.green}/ ${proxied.proxy.spec.file}`)
  await untilDrift(proxied.green)
  const between = await openFaultProxy(new URL(shop.engine.address).pathname, join(folder, 'between.sock'))
  const owner = openEngine(between.address)
  await owner.settled(never)
  const { fingerprint } = await owner.request('plan-operation', { ...address, operation }, never)
  const strike = async (): Promise<void> => undefined
  between.arm({ step: 'run nginx -t in front', moment: 'before-sending', strike, sequel: 'refuse' })
  await owner.request('run-operation', { ...address, operation, fingerprint, by: '박서준' }, never)
  await between.struck()
  await owner.close()
  await between.close()
  expect(await answered()).toBe(502)
  const interruption = (): Promise<InterruptionView> => engine.request('read-interruption', address, never)
  await waitUntil('the owner to be seen dead', 60_000, async () => (await interruption()).ownerDead)
  const { lockDeploymentId, owner: deadOwner, choices } = await interruption()
  expect(deadOwner).toBe('박서준')
  expect(choices).toContainEqual({ choice: 'resume', refusal: null, endsOn: { web: 'old' } })
  const way = { ...address, lockDeploymentId, choice: 'resume', reason: '노트북이 꺼짐', by: '이도윤' } as const
  const { deploymentId } = await engine.request('resolve-interruption', way, never)
  await waitUntil('the end', 60_000, () => deployments.get(deploymentId ?? '')?.phase === 'ended')
  expect(deployments.get(deploymentId ?? '')?.result).toEqual({ kind: 'succeeded' })
  await untilDrift(null)
  expect(await answered()).toBe(200)
  await expect(engine.request('read-interruption', address, never)).rejects.toMatchObject({ code: 'not-interrupted' })
}, 180_000)

test('a file written from outside is seen too; where the proxy refuses, it stays and the reason is told', async () => {
  await proxied.proxy.write('web.conf', 'upstream web { server old.example.com:80; }\n')
  await untilDrift('upstream web { server old.example.com:80; }')
  await proxied.proxy.write('broken.conf', 'upstream web {')
  expect(await repair()).toMatchObject({ kind: 'put-back', error: { code: 'proxy-test-failed' } })
  await proxied.proxy.write('broken.conf', '# mended\n')
  await untilDrift('upstream web { server old.example.com:80; }')
  await proxied.proxy.stop()
  await expect(plan()).rejects.toMatchObject({ code: 'proxy-stopped' })
  await proxied.proxy.write('web.conf', `upstream web { server ${proxied.blue}; } # by hand\n`)
  await proxied.proxy.start()
  await untilDrift(null)
}, 120_000)

test('a deployment that leads the proxy to the other color never shows as drift', async () => {
  const seen = new Set<string>()
  const end = engine.subscribe(() => seen.add(JSON.stringify(slot()?.drift)))
  const { tag } = slot()?.services[0] ?? {}
  const deploy = { kind: 'deploy', tag: tag ?? '', services: null, recreate: 'always' } as const
  const { fingerprint } = await engine.request('plan-operation', { ...address, operation: deploy }, never)
  const request = { ...address, operation: deploy, fingerprint, by: '' }
  const { deploymentId } = await engine.request('run-operation', request, never)
  await waitUntil('the end', 90_000, () => deployments.get(deploymentId)?.phase === 'ended')
  expect(deployments.get(deploymentId)?.result).toEqual({ kind: 'succeeded' })
  await engine.proxiesSeen(never)
  end()
  expect([...seen]).toEqual(['[]'])
}, 120_000)
