import { test as base, expect } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { type Shop, startShop } from './harness/shop'

type WorkerFixtures = {
  /** Specs that name another one get a shop of their own: what they publish and deploy stays with them. */
  readonly shopOf: string
  /** Those that the tests look at: each takes two seconds of the processor to start, and some for as long as it runs. */
  readonly shopSlots: readonly SlotName[]
  readonly shop: Shop
}
type TestFixtures = { readonly berth: BerthApp }

const slots = {
  dev1: 'dashboard',
  dev2: 'payment',
  dev3: 'brokenDatabase',
  dev4: { api: 'payment', admin: 'dashboard', web: 'payment' },
} as const
type SlotName = keyof typeof slots
const allSlots: readonly SlotName[] = ['dev1', 'dev2', 'dev3', 'dev4']

/** Tests on one shop for all: dev1 and dev2 healthy on two kickoffs, dev3 unhealthy, dev4 with mixed branches. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  shopOf: ['all', { scope: 'worker', option: true }],
  shopSlots: [allSlots, { scope: 'worker', option: true }],
  shop: [
    // Of the name only that it is another one counts.
    async ({ shopOf: _shopOf, shopSlots }, use) => {
      const shop = await startShop({
        name: 'e2e',
        slots: Object.fromEntries(shopSlots.map((slot) => [slot, slots[slot]])),
        onHost: ['dashboard', 'payment', 'brokenDatabase', 'brokenWeb'],
        inRegistry: ['search', 'slowStart'],
      })
      await Promise.all(shopSlots.filter((slot) => slot !== 'dev3').map((slot) => shop.untilHealthy(slot)))
      await use(shop)
      shop.remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  berth: async ({ shop }, use) => {
    const berth = await launchBerth({ hosts: [{ name: 'seoul-1', address: shop.engine.address }] })
    await use(berth)
    await berth.close()
    expect(berth.problems, 'errors in the window’s console').toEqual([])
  },
})

export { expect }
