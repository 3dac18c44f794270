import type { BerthApp } from './berth-app'
import { expectState } from './board-page'
import { alwaysChooseSlotsFile, writeSlotsFile } from './harness/sample-slots-file'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

// What is published here decides how slots are deployed from then on.
test.use({ shopOf: 'slots-file-screens', shopSlots: ['dev1', 'dev2'] })

async function slotsFiles(berth: BerthApp): Promise<void> {
  const { app, page } = berth
  await alwaysChooseSlotsFile(app)
  await page.keyboard.press('Control+4')
  await page.keyboard.press('s')
  writeSlotsFile({ pool: 100 })
  await page.keyboard.press('o')
  await expect(page.locator('.slist li').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.vers li').first()).toBeVisible({ timeout: 30_000 })
  await pictures(berth, 'slots-file-published')
  writeSlotsFile({ pool: 30 })
  await page.keyboard.press('o')
  await expect(page.locator('.dl.add').first()).toBeVisible()
  await pictures(berth, 'slots-file')
  writeSlotsFile({ pool: 30, extra: '    buildd: .\n' })
  await page.keyboard.press('r')
  await expect(page.locator('.vlist .st-bad').first()).toBeVisible()
  await pictures(berth, 'slots-file-faults')
  await page.keyboard.press('Control+1')
}

test('the slots file in every look', async ({ berth }) => {
  test.setTimeout(300_000)
  await expectState(berth.page, 'dev1', 'healthy')
  await slotsFiles(berth)
})
