import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { row } from './board-page'
import { endByKeys, reserveByKeys } from './reserve-by-keys'
import { pictures } from './screen-pictures'

let folder: string
let berth: BerthApp

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-undo-spec-'))
  const nothing = `unix://${join(folder, 'none.sock')}`
  berth = await launchBerth({ hosts: [], environment: { TMPDIR: folder, DOCKER_HOST: nothing } })
})

test.afterEach(async () => {
  await berth.close()
  rmSync(folder, { recursive: true, force: true })
  expect(berth.problems, 'errors in the window’s console').toEqual([])
})

test('what can be taken back without a lie is offered for a while, by key and by button, and a reservation is made anew', async () => {
  test.setTimeout(180_000)
  const { page } = berth
  await expect(page.getByRole('heading', { name: 'Which servers run your slots?' })).toBeVisible()
  await page.keyboard.press('l')
  await expect(row(page, 'dev3', 'seoul-1')).toHaveAttribute('data-state', 'unhealthy', { timeout: 30_000 })
  const offer = page.locator('.undo')

  const dev3 = row(page, 'dev3', 'seoul-1')
  await dev3.focus()
  await page.keyboard.press('f')
  await expect(dev3.getByText('followed')).toBeAttached()
  await expect(offer).toContainText('dev3 is followed.')
  await page.keyboard.press('Control+z')
  await expect(dev3.getByText('followed')).toHaveCount(0)
  await expect(offer).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Taken back.' })).toBeAttached()

  await reserveByKeys(page, 'dev3', 'load test', 'seoul-1')
  await expect(dev3).toContainText('QA · 이도윤 · until')
  await endByKeys(page, 'dev3', 'seoul-1')
  await expect(offer).toContainText('Undo makes a new one, by you.')
  // Time stands still for who points at it.
  await offer.hover()
  await expect(dev3).not.toContainText('이도윤 · until')
  await pictures({ ...berth, home: sampleDirectory() }, 'undo')
  await offer.getByRole('button', { name: 'Undo' }).click()
  await expect(dev3).toContainText('QA · 이도윤 · until')

  await page.keyboard.press('Control+2')
  const entries = page.getByRole('row').filter({ hasText: 'dev3' }).filter({ hasText: '이도윤' })
  await expect(entries.filter({ hasText: 'gave the slot back' })).toHaveCount(1)
  await expect(entries.filter({ hasText: 'load test' })).toHaveCount(2)
  await page.keyboard.press('Control+1')

  await page.keyboard.press('/')
  const search = page.locator('#board-search')
  await expect(search).toBeFocused()
  await page.keyboard.type('nothing is called this')
  await page.getByRole('button', { name: 'Show all slots' }).click()
  await expect(offer).toContainText('Search and filters are cleared.')
  await search.focus()
  await page.keyboard.press('Control+z')
  await expect(offer).toBeVisible()
  await offer.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect(search).toHaveValue('nothing is called this')

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toContainText('look around with sample data')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('> leave the sample')
  await expect(page.getByRole('option', { name: /Leave the sample/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.locator('body').click({ position: { x: 5, y: 400 } })
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Which servers run your slots?' })).toBeVisible()
})

function sampleDirectory(): string {
  return join(folder, readdirSync(folder).find((name) => name.startsWith('berth-sample-')) ?? 'none')
}
