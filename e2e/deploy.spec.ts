import type { Page } from '@playwright/test'
import { cell, expectState, row } from './board-page'
import { compose } from './harness/compose'
import { killEngine } from './kill-engine'
import { runBerth } from './run-berth'
import { expect, test } from './shop-fixture'

/** Opens the dialog by key, types a filter, waits for the plan and deploys by key. */
async function deployByKeys(page: Page, slot: string, filter: string): Promise<void> {
  await row(page, slot).focus()
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await page.keyboard.type(filter)
  await expect(dialog.getByText(/Replaces/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
}

test('a branch is chosen, its plan shown, and the slot switched; the Compose client still knows the slot', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev1', 'healthy')
  const before = await shop.containerId('dev1', 'api')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await page.keyboard.type('paym')
  await expect(dialog.getByText('kickoff-240603-payment').first()).toBeVisible()
  await expect(dialog).toContainText('from')
  await expect(dialog).toContainText('kickoff-240510-dashboard')
  await expect(dialog.getByText(/Replaces/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed|Deploying/ })).toBeVisible()
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expectState(page, 'dev1', 'healthy')
  await expect(row(page, 'dev1')).toContainText('kickoff-240603-payment')
  await expect(row(page, 'dev1')).toContainText('이도윤')
  expect(await shop.containerId('dev1', 'api')).not.toBe(before)

  const slot = shop.slots['dev1']
  if (slot === undefined) throw new Error('dev1 was not made')
  expect(await compose(shop.engine, slot, ['ps'])).toMatch(/dev1_web_1.*Up/)
  await compose(shop.engine, slot, ['stop'])
  await expectState(page, 'dev1', 'stopped')
  await compose(shop.engine, slot, ['start'])
  await expectState(page, 'dev1', 'healthy')
})

test('a branch whose check fails is put back as a whole, and the failing output is shown', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev2', 'healthy')
  const before = await Promise.all(
    (['api', 'admin', 'web'] as const).map((service) => shop.containerId('dev2', service)),
  )
  await deployByKeys(page, 'dev2', 'broken-web')
  const failed = page.getByRole('dialog', { name: /Deploy failed/ })
  await expect(failed).toBeVisible({ timeout: 90_000 })
  await expect(failed).toContainText('500 render failed')
  await expect(failed).toContainText('dev2 still runs what it ran before')
  await page.keyboard.press('Escape')
  await expectState(page, 'dev2', 'healthy')
  await expect(row(page, 'dev2')).toContainText('kickoff-240603-payment')
  const after = await Promise.all(
    (['api', 'admin', 'web'] as const).map((service) => shop.containerId('dev2', service)),
  )
  expect(after).toEqual(before)
})

test('a tag that only the registry has is typed, pulled with progress, and cancelled: the old version serves', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev2', 'healthy')
  const before = await shop.containerId('dev2', 'api')
  await deployByKeys(page, 'dev2', 'kickoff-240623-slow-start')
  await expect(page.getByRole('dialog').getByText(/Health gate · api/)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Control+.')
  await expect(page.getByRole('dialog', { name: /Cancelled/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expectState(page, 'dev2', 'healthy')
  expect(await shop.containerId('dev2', 'api')).toBe(before)
})

test('a tag that nobody has is refused with a sentence, and nothing changes', async ({ berth: { page } }) => {
  await expectState(page, 'dev2', 'healthy')
  await row(page, 'dev2').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('kickoff-240101-nobody')
  await expect(
    page
      .getByRole('dialog')
      .getByText(/There is no image|no image/i)
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deploy to/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a deployment runs on in the background, through a crash of its engine too, and the row shows how far it is', async ({
  berth: { app, page },
}) => {
  await expectState(page, 'dev4', 'healthy')
  await deployByKeys(page, 'dev4', 'kickoff-240623-slow-start')
  await expect(page.getByRole('dialog', { name: /Deploying/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expectState(page, 'dev4', 'deploying')
  await expect(row(page, 'dev4').getByRole('button', { name: 'Progress' })).toBeVisible()
  await expect(row(page, 'dev4')).toContainText(/gate/i, { timeout: 60_000 })
  await killEngine(app)
  // The next engine finds a lock at first, and then that it is its own.
  await expectState(page, 'dev4', 'locked', 30_000)
  await expectState(page, 'dev4', 'deploying', 60_000)
  await expectState(page, 'dev4', 'healthy', 60_000)
  await expect(cell(page, 'dev4', 'admin')).toContainText('deadbe2')
  await expect(row(page, 'dev4')).not.toContainText('Mixed branches')
})

test('logs stay open through a switch that a colleague makes from the command line: old lines stay, new ones follow', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await page.keyboard.press('l')
  const lines = page.locator('.ln')
  await expect(lines.first()).toBeVisible()
  await runBerth([
    'deploy',
    'dev1',
    '--host',
    shop.engine.address,
    '--tag',
    'kickoff-240510-dashboard',
    '--recreate',
    '--yes',
  ])
  await expect(page.getByText('web replaced').first()).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('SIGTERM')
  // The last words of the container that is gone, and the first ones of the new one, in one stream.
  await expect(page.locator('mark.hit').first()).toBeVisible()
})

test('a slot is stopped and started from its page, with a plan first', async ({ berth: { page } }) => {
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'More' }).first().click()
  await page.getByRole('menuitem', { name: /Stop/ }).click()
  await expect(page.getByRole('dialog', { name: /Stop/ })).toBeVisible()
  await expect(page.getByRole('dialog').getByText(/Stops/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /is stopped/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More' }).first().click()
  await page.getByRole('menuitem', { name: /Start/ }).click()
  await expect(page.getByRole('dialog').getByText(/Starts/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /is started/ })).toBeVisible({ timeout: 60_000 })
})
