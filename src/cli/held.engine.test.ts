import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, type CliRun, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { SHOP_BUILDS } from '../../e2e/harness/shop-catalog'
import { openShopDeployer } from '../../e2e/harness/shop-deployer'
import { waitUntil } from '../../e2e/harness/wait-until'
import { boardJsonSchema } from '../contract/board-json'
import { slotHolds } from '../domain/ledger/slot-holds'

const folder = mkdtempSync(join(tmpdir(), 'berth-held-'))
const never = new AbortController().signal
const dashboard = 'kickoff-240510-dashboard'
const payment = 'kickoff-240603-payment'
const search = SHOP_BUILDS.search.tag
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({ name: 'held', slots: { dev1: 'dashboard' }, onHost: ['dashboard', 'payment', 'search'] })
  cli = await building
  await shop.untilHealthy('dev1')
})
afterAll(() => {
  shop?.remove()
  rmSync(folder, { recursive: true })
})

const start = (words: readonly string[]): CliRun => cli.start(words, { DOCKER_HOST: shop.engine.address })
const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(start(words))
const json = (code: number, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  jsonOf(start([...words, '--json']), code)

async function slotNow() {
  const slot = boardJsonSchema.parse(await json(0, 'board')).hosts[0]?.slots[0]
  return { tags: slot?.services.map(({ tag }) => tag), holds: slot?.holds }
}

/** Puts the payment branch on the slot, and goes back from it. */
async function rollBackFromPayment(...words: readonly string[]): Promise<void> {
  expect((await berth('deploy', 'dev1', '--tag', payment, '--yes', ...words)).code).toBe(0)
  expect((await berth('rollback', 'dev1', '--yes', '--by', '정유진')).code).toBe(0)
}

describe('a slot that was rolled back', () => {
  it('is held, and a colleague sees it within a second', async () => {
    const colleague = openShopDeployer(shop, '박서준')
    try {
      await colleague.ledger.refresh('h1', never)
      const plan = await berth('rollback', 'dev1', '--plan')
      expect(plan.code).toBe(3)
      await rollBackFromPayment()
      await waitUntil('the hold at the colleague', 1_000, () => {
        const state = colleague.ledger.state('h1')
        return state !== null && slotHolds(state, 'dev1').some(({ tag }) => tag === payment)
      })
    } finally {
      await colleague.close()
    }
    const now = await slotNow()
    expect(now.tags).toEqual([dashboard, dashboard, dashboard])
    expect(now.holds).toMatchObject([{ tag: payment, by: '정유진' }])
    expect((await berth('board')).out).toContain(`held: 정유진 rolled back from ${payment}`)
  })

  it('refuses CI that branch with 3, and the plan says why', async () => {
    expect(await json(3, 'deploy', 'dev1', '--tag', payment, '--yes')).toMatchObject({
      error: { code: 'slot-held', details: { slot: 'dev1', held: payment, by: '정유진' } },
    })
    const told = await berth('deploy', 'dev1', '--tag', payment, '--yes')
    expect([told.code, told.out]).toEqual([3, ''])
    expect(told.err).toContain('berth lift dev1')
    const plan = await berth('deploy', 'dev1', '--tag', payment, '--plan')
    expect([plan.code, plan.out]).toEqual([0, expect.stringContaining(`rolled the slot back from ${payment}`)])
    expect((await slotNow()).tags).toEqual([dashboard, dashboard, dashboard])
  })

  it('takes another branch, and stays held meanwhile', async () => {
    expect((await berth('deploy', 'dev1', '--tag', search, '--yes')).code).toBe(0)
    const now = await slotNow()
    expect(now.tags).toEqual([search, search, search])
    expect(now.holds).toHaveLength(1)
  })

  it('is lifted by a person, of two at once by either, and then takes the branch', async () => {
    const lift = ['lift', 'dev1', '--why', 'fixed in 4be1c07']
    const [one, two] = await Promise.all([json(0, ...lift), json(0, ...lift)])
    expect([one, two]).toContainEqual({ schema: 1, slot: 'dev1', lifted: [payment] })
    expect((await slotNow()).holds).toEqual([])
    expect((await berth('lift', 'dev1')).out).toBe('dev1 is not held.\n')
    await rollBackFromPayment()
    expect((await slotNow()).holds).toMatchObject([{ tag: payment }])
  })

  it('is lifted by a deployment that says why it goes over it; all of it is in the history', async () => {
    await rollBackFromPayment('--lift-hold', 'the fix is in')
    // Held again by that rollback: the yes was to the one before.
    expect((await berth('deploy', 'dev1', '--tag', payment, '--yes')).code).toBe(3)
    expect(
      (await berth('deploy', 'dev1', '--tag', payment, '--yes', '--lift-hold', 'and another', '--by', '이도윤')).code,
    ).toBe(0)
    expect((await slotNow()).holds).toEqual([])
    const { entries } = (await json(0, 'history', 'dev1')) as { readonly entries: readonly { readonly kind: string }[] }
    expect(entries.filter(({ kind }) => kind === 'held')).toHaveLength(3)
    expect(entries.find(({ kind }) => kind === 'lifted')).toMatchObject({
      to: payment,
      reason: 'and another',
      by: '이도윤',
    })
    expect((await berth('history', 'dev1', '--text', '4be1c07')).out).toMatch(/Hold lifted +kickoff-240603-payment/)
  })
})
