import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, startShop } from '../../../../e2e/harness/shop'
import { SHOP_BUILDS, type ShopBuildName } from '../../../../e2e/harness/shop-catalog'
import { openShopDeployer, type ShopDeployer, untilGate } from '../../../../e2e/harness/shop-deployer'
import { waitUntil } from '../../../../e2e/harness/wait-until'
import type { InterruptionChoice } from '../../../domain/interruption'
import { composeLabels } from '../../../domain/label-names'
import type { Operation } from '../../../domain/operation'
import { findLock } from '../slot-lock'

const never = new AbortController().signal
const address = { hostId: 'h1', slot: 'dev1' }
let shop: Shop
let me: ShopDeployer

const deploy = (build: ShopBuildName): Operation => ({
  kind: 'deploy',
  tag: SHOP_BUILDS[build].tag,
  services: null,
  recreate: 'changed',
})

beforeAll(async () => {
  shop = await startShop({
    name: 'interrupted',
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

/** A deployment whose engine ends while it waits for a gate, without a word to anybody. Answers with its id. */
async function cutOff(build: ShopBuildName, gate: string): Promise<string> {
  const owner = openShopDeployer(shop, '박서준')
  const id = await owner.begin('dev1', deploy(build))
  await untilGate(owner, id, gate)
  await owner.close()
  return id
}

function resolve(choice: InterruptionChoice, lockDeploymentId: string, by = me): Promise<string | null> {
  const resolution = { ...address, choice, lockDeploymentId, reason: '노트북이 꺼짐', by: '정유진' }
  return by.interruptions.resolve(resolution, () => undefined, never)
}

/** One running, healthy container a service under its own name, restarted by Docker as before, and no lock. */
async function expectWhole(build: ShopBuildName): Promise<void> {
  const whole = ['admin', 'api', 'web'].map(
    (service) => `dev1_${service}_1 healthy unless-stopped ${SHOP_BUILDS[build].tag}`,
  )
  await waitUntil('the slot to be whole', 20_000, async () => {
    const listed = await me.client.listContainers(`${composeLabels.project}=dev1`, never)
    const seen = await Promise.all(listed.map(({ id }) => me.client.observeContainer(id, never)))
    const found = seen.map((one) =>
      [one?.name, one?.health, one?.restartPolicy, one?.imageReference.split(':').at(-1)].join(' '),
    )
    if (found.sort().join() !== whole.join()) throw new Error(found.join('\n'))
    return true
  })
  expect(await findLock(me.client, 'dev1', never)).toBe(null)
  expect(await me.interruptions.read(address, never)).toBe(null)
}

test('what an owner who is gone began is resumed by a colleague, and the next deployment works', async () => {
  const id = await cutOff('slowStart', 'api')
  expect(await me.interruptions.read(address, never)).toMatchObject({
    lockDeploymentId: id,
    owner: '박서준',
    to: { tag: SHOP_BUILDS.slowStart.tag },
  })
  expect(await resolve('resume', id)).toBe(id)
  expect(await me.result(id)).toEqual({ kind: 'succeeded' })
  await expectWhole('slowStart')
  expect(await me.run('dev1', deploy('payment'))).toEqual({ kind: 'succeeded' })
  await expectWhole('payment')
})

test('or put back, of two colleagues by one', async () => {
  const id = await cutOff('slowStart', 'api')
  const other = openShopDeployer(shop, '이도윤')
  const results = await Promise.allSettled([resolve('put-back', id), resolve('put-back', id, other)])
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(1)
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'slot-locked' } })
  const winner = results[0]?.status === 'fulfilled' ? me : other
  expect(await winner.result(id)).toMatchObject({ kind: 'put-back', error: { code: 'deployment-interrupted' } })
  await other.close()
  await expectWhole('payment')
})

test('or left and unlocked: both versions stay, and the next deployment clears up', async () => {
  const id = await cutOff('dashboard', 'web')
  expect(await resolve('unlock', id)).toBe(null)
  expect(await findLock(me.client, 'dev1', never)).toBe(null)
  expect((await me.client.listContainers(`${composeLabels.project}=dev1`, never)).length).toBeGreaterThan(3)
  expect(await me.run('dev1', deploy('payment'))).toEqual({ kind: 'succeeded' })
  await expectWhole('payment')
})

test('while the owner lives nobody takes over', async () => {
  const owner = openShopDeployer(shop, '박서준')
  const id = await owner.begin('dev1', deploy('slowStart'))
  await untilGate(owner, id, 'api')
  await expect(resolve('put-back', id)).rejects.toMatchObject({ code: 'slot-locked' })
  expect(await owner.result(id)).toEqual({ kind: 'succeeded' })
  await owner.close()
  await expectWhole('slowStart')
})
