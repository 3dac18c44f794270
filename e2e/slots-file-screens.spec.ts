import { type BerthApp, launchBerth } from './berth-app'
import { expectState } from './board-page'
import { alwaysChooseSlotsFile, writeSlotsFile } from './harness/sample-slots-file'
import { looks, picture } from './screen-pictures'
import { expect, test } from './shop-fixture'

// What is published here decides how slots are deployed from then on.
test.use({ shopOf: 'slots-file-screens' })

/** Each look publishes another file: the same one again would change nothing. */
let published = 0

async function slotsFiles(berth: BerthApp, suffix: string): Promise<void> {
  const { app, page } = berth
  await alwaysChooseSlotsFile(app)
  await page.keyboard.press('Control+4')
  await page.keyboard.press('s')
  published += 1
  writeSlotsFile({ pool: 100 + published })
  await page.keyboard.press('o')
  await expect(page.locator('.slist li').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.vers li').first()).toBeVisible({ timeout: 30_000 })
  await picture(page, `slots-file-published.${suffix}`)
  writeSlotsFile({ pool: 30 })
  await page.keyboard.press('o')
  await expect(page.locator('.dl.add').first()).toBeVisible()
  await picture(page, `slots-file.${suffix}`)
  writeSlotsFile({ pool: 30, extra: '    buildd: .\n' })
  await page.keyboard.press('r')
  await expect(page.locator('.vlist .st-bad').first()).toBeVisible()
  await picture(page, `slots-file-faults.${suffix}`)
  await page.keyboard.press('Control+1')
}

for (const { theme, language } of looks) {
  test(`the slots file in ${language}, ${theme}`, async ({ shop }) => {
    const berth = await launchBerth({
      hosts: [{ name: 'seoul-1', address: shop.engine.address }],
      settings: { theme, language },
    })
    try {
      await expectState(berth.page, 'dev1', 'healthy')
      await slotsFiles(berth, `${language}.${theme}`)
      expect(berth.problems).toEqual([])
    } finally {
      await berth.close()
    }
  })
}
