import type { BerthApp } from './berth-app'
import { expectState, row } from './board-page'
import type { Shop } from './harness/shop'
import { openShopDeployer, untilGate } from './harness/shop-deployer'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'ways-back-screens', shopSlots: ['dev1', 'dev2', 'dev4'] })

const never = new AbortController().signal
const hoursMs = 3_600_000

/** What a colleague leaves behind: a reservation, a release that was replaced, one that failed, and a deployment cut off. */
async function leaveWaysBack(shop: Shop): Promise<void> {
  const colleague = openShopDeployer(shop, '박서준')
  const deploy = (tag: string) => ({ kind: 'deploy', tag, services: null, recreate: 'changed' }) as const
  const untilMs = Date.now() + 51 * hoursMs
  const reserved = { reservationId: 'screens', forWhom: 'QA', why: '결제 회귀 테스트', untilMs }
  await colleague.ledger.append('h1', [{ kind: 'reserved', by: '김하나', slot: 'dev1', ...reserved }], never)
  await colleague.run('dev2', deploy('kickoff-240510-dashboard'))
  await colleague.run('dev2', deploy('kickoff-240621-broken-web'))
  await untilGate(colleague, await colleague.begin('dev4', deploy('kickoff-240623-slow-start')), 'api')
  await colleague.close()
}

async function reservations(berth: BerthApp): Promise<void> {
  const { page } = berth
  const dialog = page.getByRole('dialog')
  await row(page, 'dev2').focus()
  await page.keyboard.press('v')
  await page.keyboard.type('쿠폰 중복 적용 확인')
  await expect(dialog.locator('.chip.res')).toContainText('쿠폰')
  await pictures(berth, 'reserve')
  await page.keyboard.press('Escape')
  await row(page, 'dev1').focus()
  await pictures(berth, 'board-reserved')
  await page.keyboard.press('v')
  await expect(dialog).toContainText('결제 회귀 테스트')
  await pictures(berth, 'reserve-taken')
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('textbox')).toHaveCount(2)
  await pictures(berth, 'reserve-overrule')
  await page.keyboard.press('Escape')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('paym')
  await dialog.getByText('결제 회귀 테스트').waitFor({ timeout: 60_000 })
  await dialog.getByRole('checkbox').last().click()
  await pictures(berth, 'deploy-reserved')
  await page.keyboard.press('Escape')
}

async function waysBack(berth: BerthApp): Promise<void> {
  const { page } = berth
  const dialog = page.getByRole('dialog')
  await row(page, 'dev2').focus()
  await page.keyboard.press('r')
  await expect(dialog.getByRole('option')).toHaveCount(3, { timeout: 60_000 })
  await expect(dialog.locator('footer b').first()).toBeVisible({ timeout: 60_000 })
  await pictures(berth, 'rollback')
  await page.keyboard.press('Escape')
  await expectState(page, 'dev4', 'interrupted', 90_000)
  await row(page, 'dev4').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.three')).toBeVisible({ timeout: 60_000 })
  await pictures(berth, 'interrupted')
}

test('every reservation, way back and interruption in every look', async ({ shop, berth }) => {
  test.setTimeout(600_000)
  await leaveWaysBack(shop)
  await expectState(berth.page, 'dev2', 'healthy')
  await expect(row(berth.page, 'dev1')).toContainText('결제 회귀 테스트')
  await reservations(berth)
  await waysBack(berth)
})
