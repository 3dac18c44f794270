import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { row } from './board-page'
import { listen } from './listen'

const slowly = { timeout: 60_000 }
let folder: string
let berth: BerthApp

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-keys-'))
  const environment = { TMPDIR: folder, DOCKER_HOST: `unix://${join(folder, 'none.sock')}` }
  berth = await launchBerth({ hosts: [], environment })
})

test.afterAll(async () => {
  await berth.close()
  rmSync(folder, { recursive: true, force: true })
  expect(berth.problems, 'errors in the window’s console').toEqual([])
})

/** Goes to a control as people do who have no mouse; fails where Tab does not lead there. */
async function tabTo(page: Page, control: Locator, key = 'Tab'): Promise<void> {
  await pressUntil(page, key, () => control.evaluate((element) => element === document.activeElement))
}

async function pressUntil(page: Page, key: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; !(await isThere()); presses += 1) {
    expect(presses, `presses of ${key}`).toBeLessThan(60)
    await page.keyboard.press(key)
  }
}

/** Goes down the board, from its first row, to a slot. */
async function downTo(page: Page, slot: string): Promise<void> {
  await page.keyboard.press('Home')
  await tabTo(page, row(page, slot, 'seoul-1'), 'ArrowDown')
}

test('the whole job without a mouse: look around, deploy, go back, find an error, reserve, read what happened, change the language', async () => {
  test.setTimeout(240_000)
  const { page } = berth
  await expect(page.getByRole('heading', { name: 'Which servers run your slots?' })).toBeVisible(slowly)
  await tabTo(page, page.getByRole('button', { name: 'Look around' }))
  await page.keyboard.press('Enter')
  await expect(row(page, 'dev2', 'seoul-1')).toHaveAttribute('data-state', 'healthy', slowly)
  const said = await listen(page)

  await test.step('find a slot, deploy a branch and watch it', async () => {
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox')).toBeFocused()
    await page.keyboard.type('dashboard')
    await expect(row(page, 'dev3', 'seoul-1')).toHaveCount(0)
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-row]:focus')).toBeVisible()
    await downTo(page, 'dev2')
    await page.keyboard.press('d')
    await page.keyboard.type('payment')
    await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible(slowly)
    await page.keyboard.press('Control+Enter')
    await expect(
      page
        .getByRole('dialog')
        .getByText(/Health gate/)
        .first(),
    ).toBeVisible(slowly)
    await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible(slowly)
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox')).toBeFocused()
    await page.keyboard.press('Escape')
    // The rows that were found stay for a moment, and Home would go to the first of them.
    await expect(row(page, 'dev3', 'seoul-1')).toBeVisible()
    expect(await said()).toContain('polite: seoul-1 dev2: Deploying')
    await expect.poll(said).toContain('polite: dev2: Done.')
  })

  await test.step('roll back', async () => {
    await downTo(page, 'dev2')
    await page.keyboard.press('r')
    await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible(slowly)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: /Rolled .* back/ })).toBeVisible(slowly)
    await page.keyboard.press('Escape')
    await expect(row(page, 'dev2', 'seoul-1')).toContainText('dashboard')
    expect(await said()).toContain('polite: seoul-1 dev2: Rolling back')
  })

  await test.step('open the last error of a service', async () => {
    await downTo(page, 'dev3')
    await tabTo(page, page.locator('[data-slot="dev3"][data-host-id="seoul-1"][data-service="api"]'), 'ArrowRight')
    await page.keyboard.press('l')
    await expect(page.locator('.ln').first()).toBeVisible(slowly)
    await page.keyboard.press('e')
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: /ERROR|refused|Exception/ })
        .first(),
    ).toBeAttached(slowly)
    await page.keyboard.press('Escape')
  })

  await test.step('reserve a slot', async () => {
    await downTo(page, 'dev2')
    await page.keyboard.press('v')
    await page.keyboard.type('payment demo')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(row(page, 'dev2', 'seoul-1')).toContainText('payment demo', slowly)
  })

  await test.step('read what happened', async () => {
    await page.keyboard.press('Control+2')
    const entries = page.locator('[data-entry]')
    await expect(entries.filter({ hasText: 'payment demo' })).toHaveCount(1, slowly)
    await tabTo(page, page.locator('.acts'))
    const chosen = page.locator('[data-entry][aria-selected="true"]')
    await pressUntil(page, 'ArrowDown', async () => (await chosen.filter({ hasText: /Roll/ }).count()) > 0)
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('.adet').first()).toBeVisible()
  })

  await test.step('change the language', async () => {
    await page.keyboard.press('Control+5')
    const language = page.getByRole('radiogroup', { name: 'Language' })
    await tabTo(page, language.getByRole('radio', { checked: true }))
    await page.keyboard.press('ArrowRight')
    await expect(page.locator('html[lang="ko"]')).toBeAttached()
    await expect(page.getByRole('heading', { name: '설정' })).toBeVisible()
    await page.keyboard.press('Control+1')
    await expect(row(page, 'dev2', 'seoul-1')).toContainText('정상', slowly)
  })
})
