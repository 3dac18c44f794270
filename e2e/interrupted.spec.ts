import { expectState, row } from './board-page'
import { openShopDeployer, untilGate } from './harness/shop-deployer'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'interrupted', shopSlots: ['dev2'] })

test('a deployment whose owner died is shown with what was done, and put back by keys with a reason', async ({
  berth: { page },
  shop,
}) => {
  test.setTimeout(300_000)
  await expectState(page, 'dev2', 'healthy')
  const before = await shop.containerId('dev2', 'api')
  const gone = openShopDeployer(shop, '박서준')
  const operation = { kind: 'deploy', tag: 'kickoff-240623-slow-start', services: null, recreate: 'changed' } as const
  await untilGate(gone, await gone.begin('dev2', operation), 'api')
  // As a laptop that is shut in the middle: nothing is put back, and the heart stands still.
  await gone.close()
  await expectState(page, 'dev2', 'interrupted', 90_000)
  await row(page, 'dev2').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/박서준 stopped answering/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('radio', { name: /Put back/ })).toBeChecked()
  await page.keyboard.press('1')
  await expect(page.getByRole('radio', { name: /Resume/ })).toBeChecked()
  await page.keyboard.press('2')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel(/Reason/)).toBeFocused()
  await page.keyboard.type('노트북이 꺼짐')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeVisible({ timeout: 90_000 })
  // Its owner called the host otherwise: here it is ours.
  await expect(page.getByRole('dialog')).toContainText(/Putting dev2 back|, dev2 put back/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expectState(page, 'dev2', 'healthy', 90_000)
  expect(await shop.containerId('dev2', 'api')).toBe(before)
})
