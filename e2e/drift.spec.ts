import { expectState, row } from './board-page'
import { startProxiedSlot } from './harness/proxied-slot'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'drift', shopSlots: ['dev1'] })

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

test('a proxy that leads elsewhere is told with where it should lead, and one button leads it back', async ({
  berth,
  shop,
}) => {
  test.setTimeout(300_000)
  const { page } = berth
  const { blue, green, proxy, byHand } = await startProxiedSlot(shop, 'dev5')
  await expectState(page, 'dev5', 'healthy')
  await byHand(`sed -i s/${blue}/${green}/ ${proxy.spec.file}`)
  await expect(row(page, 'dev5')).toContainText('Drift', { timeout: 30_000 })
  await row(page, 'dev5').focus()
  await page.keyboard.press('Enter')
  const card = page.getByRole('region', { name: 'Drift' })
  await expect(card).toContainText(`Its proxy front leads to ${green}. It should lead to ${blue}.`)
  await pictures(berth, 'drift-proxy')
  await card.getByRole('button', { name: /Lead the proxy back/ }).click()
  const dialog = page.getByRole('dialog', { name: /Lead the proxy back/ })
  await expect(dialog.getByText(`front: ${green} → ${blue}`)).toBeVisible({ timeout: 30_000 })
  await pictures(berth, 'drift-proxy-repair')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /leads to .*dev5 again/ })).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden({ timeout: 30_000 })
})
