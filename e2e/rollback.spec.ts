import { cell, expectState, row } from './board-page'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'rollback', shopSlots: ['dev1', 'dev2'] })

test('a slot is rolled back by keys: images and settings as they were, without a pull, and verified', async ({
  berth: { page },
}) => {
  await expectState(page, 'dev1', 'healthy')
  const before = await cell(page, 'dev1', 'api').locator('code').first().textContent()
  await row(page, 'dev1').focus()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: /Roll back/ })).toContainText('Nothing is kept of dev1 yet')
  await page.keyboard.press('Escape')

  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('paym')
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev1')).toContainText('kickoff-240603-payment')

  await row(page, 'dev1').focus()
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: /Roll back/ })
  const options = dialog.getByRole('option')
  await expect(options).toHaveCount(2, { timeout: 30_000 })
  await expect(options.nth(0)).toHaveAttribute('aria-disabled', 'true')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(options.nth(1)).toContainText('Instant')
  await expect(dialog).toContainText('Data and migrations are not rolled back', { timeout: 30_000 })
  await expect(dialog).toContainText('nothing to pull')
  await page.keyboard.type('nobody')
  await expect(dialog).toContainText('No kept release is called that')
  for (let key = 0; key < 'nobody'.length; key += 1) await page.keyboard.press('Backspace')
  await expect(dialog.getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Rolled .* back/ })).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')
  await expectState(page, 'dev1', 'healthy')
  await expect(row(page, 'dev1')).toContainText('kickoff-240510-dashboard')
  await expect(cell(page, 'dev1', 'api').locator('code').first()).toHaveText(before ?? '')
})

test('a failed deploy offers the way back', async ({ berth: { page } }) => {
  await expectState(page, 'dev2', 'healthy')
  await row(page, 'dev2').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('broken-web')
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
  const failed = page.getByRole('dialog', { name: /Deploy failed/ })
  await expect(failed).toBeVisible({ timeout: 90_000 })
  await failed.getByRole('button', { name: /Roll back/ }).click()
  const dialog = page.getByRole('dialog', { name: /Roll back/ })
  await expect(dialog.getByRole('option').first()).toContainText('Never served', { timeout: 30_000 })
})
