import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, startShop } from '../../../e2e/harness/shop'
import { SHOP_BUILDS, type ShopBuildName } from '../../../e2e/harness/shop-catalog'
import { openShopDeployer, type ShopDeployer, untilGate } from '../../../e2e/harness/shop-deployer'
import { waitUntil } from '../../../e2e/harness/wait-until'
import type { ContainerObservation } from '../../domain/container-observation'
import { composeLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import { findLock } from './slot-lock'

const never = new AbortController().signal
let shop: Shop
let me: ShopDeployer

const deploy = (build: ShopBuildName): Operation => ({
  kind: 'deploy',
  tag: SHOP_BUILDS[build].tag,
  services: null,
  recreate: 'changed',
})

async function containers(): Promise<readonly ContainerObservation[]> {
  const listed = await me.client.listContainers(`${composeLabels.project}=dev1`, never)
  const observed = await Promise.all(listed.map(({ id }) => me.client.observeContainer(id, never)))
  return observed.flatMap((container) => (container === null ? [] : [container]))
}

/** One running container a service under its own name, restarted by Docker as before, and no lock. */
async function expectWhole(build: ShopBuildName): Promise<void> {
  const { tag } = SHOP_BUILDS[build]
  const whole = ['admin', 'api', 'web'].map((service) => `dev1_${service}_1 running unless-stopped ${tag}`)
  await waitUntil('the slot to be whole', 10_000, async () => {
    const found = (await containers()).map(({ name, status, restartPolicy, imageReference }) =>
      [name, status, restartPolicy, imageReference.split(':').at(-1)].join(' '),
    )
    if (found.sort().join() !== whole.join()) throw new Error(found.join('\n'))
    return true
  })
  expect(await findLock(me.client, 'dev1', never)).toBe(null)
}

/** A new container that becomes healthy stands for its service: a plan made before that is outdated. */
async function untilNewOneServes(): Promise<void> {
  await waitUntil('the new container to be healthy', 30_000, async () =>
    (await containers()).some(({ name, health }) => name.includes('.berth-') && health === 'healthy'),
  )
}

async function unlockByHand(): Promise<void> {
  const lock = await findLock(me.client, 'dev1', never)
  expect(lock).not.toBe(null)
  await me.client.removeContainer(lock?.id ?? '', { force: true }, never)
}

beforeAll(async () => {
  shop = await startShop({
    name: 'breaks',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard', 'payment', 'slowStart'],
    inRegistry: [],
  })
  me = openShopDeployer(shop, '정유진')
  await shop.untilHealthy('dev1')
})

afterAll(async () => {
  await me.close()
  shop.remove()
})

test('a daemon that is killed in the middle of a gate and comes back finds the deployment waiting, and the slot ends whole', async () => {
  const id = await me.begin('dev1', deploy('slowStart'))
  await untilGate(me, id, 'api')
  await shop.engine.kill()
  await shop.engine.start()
  const result = await me.result(id)
  expect(['put-back', 'succeeded']).toContain(result.kind)
  // What Berth has not touched, a daemon without live-restore stops when it comes back.
  expect(await me.run('dev1', { kind: 'start', services: null })).toEqual({ kind: 'succeeded' })
  await expectWhole(result.kind === 'succeeded' ? 'slowStart' : 'dashboard')
  expect(await me.run('dev1', deploy('payment'))).toEqual({ kind: 'succeeded' })
  await expectWhole('payment')
})

test('a daemon that stays away is told as it is: the old container can be started by hand, and the next deployment clears up', async () => {
  const hurried = openShopDeployer(shop, '박서준', { reconnectMs: 1_000, pauseMs: 100 })
  const id = await hurried.begin('dev1', deploy('slowStart'))
  await untilGate(hurried, id, 'api')
  await shop.engine.kill()
  const result = await hurried.result(id)
  expect(result).toMatchObject({ kind: 'down', services: ['api'], error: { code: 'put-back-failed' } })
  await hurried.close()
  await shop.engine.start()
  const old = (await containers()).find(({ name }) => name === 'dev1_api_1')
  expect(old).toMatchObject({ status: 'exited', imageReference: shop.reference('api', 'payment') })
  expect(await me.begin('dev1', deploy('payment')).catch((error: { code: string }) => error.code)).toBe('slot-locked')
  await unlockByHand()
  expect(await me.run('dev1', { kind: 'restart', services: ['web'] })).toEqual({ kind: 'succeeded' })
  expect((await containers()).filter(({ name }) => name.includes('.berth-'))).toEqual([])
  expect(await me.run('dev1', deploy('dashboard'))).toEqual({ kind: 'succeeded' })
  await expectWhole('dashboard')
})

test('an engine that ends in the middle leaves both versions, and the next deployment clears up once the lock is removed', async () => {
  const gone = openShopDeployer(shop, '이도윤')
  const id = await gone.begin('dev1', deploy('slowStart'))
  await untilGate(gone, id, 'api')
  await gone.close()
  expect((await containers()).map(({ name }) => name).filter((name) => name.startsWith('dev1_api_1')).length).toBe(2)
  await unlockByHand()
  await untilNewOneServes()
  expect(await me.run('dev1', deploy('payment'))).toEqual({ kind: 'succeeded' })
  await expectWhole('payment')
})

test('a lock that is lost stops the deployment without another change, and what serves goes on serving', async () => {
  const id = await me.begin('dev1', deploy('slowStart'))
  await untilGate(me, id, 'api')
  await waitUntil('all new containers to be made', 30_000, async () => (await containers()).length === 6)
  await unlockByHand()
  expect(await me.result(id)).toMatchObject({ kind: 'down', error: { code: 'lock-lost' }, services: [] })
  expect((await containers()).length).toBe(6)
  await untilNewOneServes()
  expect(await me.run('dev1', deploy('dashboard'))).toEqual({ kind: 'succeeded' })
  await expectWhole('dashboard')
})
