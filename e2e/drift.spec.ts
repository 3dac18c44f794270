import { expectState, row } from './board-page'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'drift' })

test('what somebody removed is told on the slot’s page, and one button leads back to what was deployed', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('paym')
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')

  const id = await shop.containerId('dev1', 'admin')
  await shop.engine.call({ method: 'DELETE', path: `/containers/${id}?force=true` })
  await expect(row(page, 'dev1')).toContainText('Drift')
  await row(page, 'dev1').focus()
  await page.keyboard.press('Enter')
  const card = page.getByRole('region', { name: 'Drift' })
  await expect(card).toContainText(/admin.*Was deployed and is gone/)
  await card.getByRole('button', { name: /Put back what was deployed/ }).click()
  const chosen = page.getByRole('dialog', { name: /Roll back/ }).getByRole('option', { selected: true })
  await expect(chosen).toContainText('kickoff-240603-payment', { timeout: 30_000 })
})
