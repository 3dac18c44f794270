import { launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { endByKeys, reserveByKeys } from './reserve-by-keys'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'reservations', shopSlots: ['dev1', 'dev2'] })

test('a slot is reserved by keys, everybody sees it at once, and its owner ends it', async ({ berth, shop }) => {
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await reserveByKeys(page, 'dev1', '결제 회귀 테스트')
  await expect(row(page, 'dev1')).toContainText('QA · 이도윤 · until')
  await expect(row(page, 'dev1')).toContainText('결제 회귀 테스트')

  const colleague = await launchBerth({
    hosts: [{ name: 'seoul-1', address: shop.engine.address }],
    settings: { personName: '정유진' },
  })
  try {
    await expect(row(colleague.page, 'dev1')).toContainText('결제 회귀 테스트')
    await endByKeys(page, 'dev1')
    await expect(row(page, 'dev1')).not.toContainText('결제')
    await expect(row(colleague.page, 'dev1')).not.toContainText('결제')
  } finally {
    await colleague.close()
  }
})

test('somebody else’s reservation is overruled with a reason alone, and a deploy over it needs a tick and a reason', async ({
  berth,
  shop,
}) => {
  const { page } = berth
  await expectState(page, 'dev2', 'healthy')
  await reserveByKeys(page, 'dev2', 'load test <b>&amp;')
  await expect(row(page, 'dev2')).toContainText('load test <b>&amp;')

  const colleague = await launchBerth({
    hosts: [{ name: 'seoul-1', address: shop.engine.address }],
    settings: { personName: '정유진' },
  })
  const other = colleague.page
  try {
    await expect(row(other, 'dev2')).toContainText('load test')
    await row(other, 'dev2').focus()
    await other.keyboard.press('d')
    await other.keyboard.type('dashboard')
    const deploy = other.getByRole('dialog', { name: /Deploy to/ })
    const tick = deploy.getByRole('checkbox', { name: /Go over the reservation/ })
    await expect(tick).toBeVisible({ timeout: 30_000 })
    await other.keyboard.press('Control+Enter')
    await expect(deploy).toBeVisible()
    await tick.focus()
    await other.keyboard.press('Space')
    await other.keyboard.press('Tab')
    await other.keyboard.type('urgent fix')
    await other.keyboard.press('Control+Enter')
    await expect(other.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 90_000 })
    await other.keyboard.press('Escape')

    await row(other, 'dev2').focus()
    await other.keyboard.press('v')
    await expect(other.getByRole('dialog', { name: /is reserved/ })).toBeVisible()
    await other.keyboard.press('Control+Enter')
    const overrule = other.getByRole('dialog', { name: /Overrule/ })
    await expect(overrule).toBeVisible()
    await other.keyboard.press('Control+Enter')
    await expect(overrule).toBeVisible()
    await other.keyboard.type('QA is done')
    await other.keyboard.press('Control+Enter')
    await expect(other.getByRole('dialog')).toHaveCount(0, { timeout: 30_000 })
    await expect(row(other, 'dev2')).toContainText('정유진 · until')
    await expect(row(page, 'dev2')).toContainText('정유진 · until')
    await endByKeys(other, 'dev2')
    expect(colleague.problems).toEqual([])
  } finally {
    await colleague.close()
  }
})
