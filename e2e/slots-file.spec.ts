import { expectState } from './board-page'
import { alwaysChooseSlotsFile, writeSlotsFile } from './harness/sample-slots-file'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'slots-file', shopSlots: ['dev1', 'dev2'] })

test('a slots file is chosen, corrected, compared, published and gone back from, all by keyboard', async ({
  berth,
}) => {
  const { app, page } = berth
  await alwaysChooseSlotsFile(app)
  await expectState(page, 'dev1', 'healthy')
  await page.keyboard.press('Control+4')
  await page.keyboard.press('s')
  await expect(page.getByText('No slots file on seoul-1 yet')).toBeVisible()

  writeSlotsFile({ extra: '    buildd: .\n' })
  await page.keyboard.press('o')
  await expect(page.getByText('1 fault')).toBeVisible()
  await expect(page.getByText(/compose\.yaml:2\d:5/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/r1 is published/)).toHaveCount(0)

  writeSlotsFile()
  await page.keyboard.press('r')
  await expect(page.getByText('Can be published')).toBeVisible()
  await expect(page.locator('.slist')).toContainText('New')
  await expect(page.locator('.diff')).not.toContainText('hunter2')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('r1 is published on seoul-1.')).toBeVisible({ timeout: 30_000 })

  writeSlotsFile({ pool: 30 })
  await page.keyboard.press('o')
  await expect(page.locator('.dl.add')).toHaveCount(1)
  await expect(page.locator('.dl.del')).toContainText("SEARCH_POOL_SIZE: '10'")
  await expect(page.locator('.slist')).toContainText('environment.SEARCH_POOL_SIZE')
  await page.getByLabel('What changed, for others').fill('more search')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('r2 is published on seoul-1.')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.vers li').first()).toContainText(/r2.*more search.*이도윤/)

  await page.keyboard.press('v')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Publish r1 again' }).press('Enter')
  await expect(page.locator('.dl.add')).toContainText("SEARCH_POOL_SIZE: '10'")
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('r3 is published on seoul-1.')).toBeVisible({ timeout: 30_000 })

  await page.keyboard.press('Control+2')
  await expect(page.locator('[data-entry]').first()).toContainText(/Settings.*slots file r3.*Published/)
})
