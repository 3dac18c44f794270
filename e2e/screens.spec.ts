import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { openColleagueLedger, writeSampleHistory } from './harness/sample-history'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'screens' })

async function boards(berth: BerthApp): Promise<void> {
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await pictures(berth, 'board')
  await page.keyboard.press('g')
  await expect(page.locator('.sec').first()).toBeVisible()
  await pictures(berth, 'board-kickoff')
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(page.locator('.wall').first()).toBeVisible()
  await pictures(berth, 'wall')
  await page.keyboard.press('Escape')
}

async function pages(berth: BerthApp): Promise<void> {
  const { page } = berth
  await row(page, 'dev3').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('503 db DOWN').first()).toBeVisible()
  await expect(page.getByText('APP_BEHAVIOUR')).toBeVisible()
  await pictures(berth, 'slot')
  await page.keyboard.press('l')
  await expect(page.locator('.ln').nth(5)).toBeVisible()
  await pictures(berth, 'logs')
  await page.keyboard.press('Control+4')
  await expect(page.locator('.hosttable')).toBeVisible()
  await pictures(berth, 'hosts')
  await page.keyboard.press('Control+5')
  await expect(page.locator('.sets')).toBeVisible()
  await pictures(berth, 'settings')
  await page.keyboard.press('Control+1')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await pictures(berth, 'keys')
  await page.keyboard.press('Escape')
}

async function activities(berth: BerthApp): Promise<void> {
  const { page } = berth
  await page.keyboard.press('Control+2')
  await expect(page.locator('[data-entry]').nth(1)).toBeVisible()
  await page.locator('[data-entry]').filter({ hasText: '4be1c07' }).first().click()
  await expect(page.locator('.adet .steps li').first()).toBeVisible()
  await pictures(berth, 'activity')
  await page.keyboard.press('Control+1')
}

async function deployments(berth: BerthApp): Promise<void> {
  const { page } = berth
  const dialog = page.getByRole('dialog')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('broken-web')
  await expect(dialog.locator('.dlg footer b, footer b').first()).toBeVisible()
  await pictures(berth, 'deploy')
  await page.keyboard.press('Control+Enter')
  await expect(dialog.locator('.gate, [data-gate]').first()).toBeVisible({ timeout: 60_000 })
  await pictures(berth, 'deploy-running')
  await expect(dialog.getByText('500 render failed').first()).toBeVisible({ timeout: 90_000 })
  await pictures(berth, 'deploy-failed')
  await page.keyboard.press('Escape')
}

test.beforeAll(async ({ shop }) => {
  const colleague = openColleagueLedger(shop.engine)
  await writeSampleHistory(colleague)
  await colleague.close()
})

test('every screen in every look', async ({ shop }) => {
  test.setTimeout(600_000)
  const berth = await launchBerth({ hosts: [{ name: 'seoul-1', address: shop.engine.address }] })
  try {
    await boards(berth)
    await pages(berth)
    await activities(berth)
    await deployments(berth)
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
  }
})

test('the first run without Docker in every look', async () => {
  const berth = await launchBerth({ hosts: [{ name: 'local', address: 'unix:///nonexistent/docker.sock' }] })
  try {
    await expect(berth.page.getByText('/nonexistent/docker.sock').first()).toBeVisible()
    await pictures(berth, 'first-run')
  } finally {
    await berth.close()
  }
})
