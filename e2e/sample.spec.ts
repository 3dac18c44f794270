import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { BerthBridge } from '../src/contract/shell-contract'
import { type BerthApp, launchBerth } from './berth-app'
import { row } from './board-page'
import { listen } from './listen'
import { pictures } from './screen-pictures'

let folder: string
let berth: BerthApp

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-sample-spec-'))
  const nothing = `unix://${join(folder, 'none.sock')}`
  // Sockets have short paths: the app's temporary directory stands right here.
  berth = await launchBerth({ hosts: [], environment: { TMPDIR: folder, DOCKER_HOST: nothing } })
})

test.afterEach(async () => {
  await berth.close()
  rmSync(folder, { recursive: true, force: true })
  expect(berth.problems, 'errors in the window’s console').toEqual([])
})

test('without Docker one looks around in the sample, deploys well and badly, follows logs, and leaves no trace', async () => {
  // Two deployments that take their time, and pictures.
  test.setTimeout(240_000)
  const { page } = berth
  await expect(page.getByRole('heading', { name: 'Which servers run your slots?' })).toBeVisible()
  await pictures(berth, 'first-run-sample-offer')
  await page.keyboard.press('l')
  await expectBoard(page)
  await expect(page).toHaveTitle('Berth · Sample')
  await expect(page.locator('.chip.sample')).toHaveCount(3)
  await pictures({ ...berth, home: sampleDirectory() }, 'sample-board')

  const said = await listen(page)
  await deploy(page, 'payment')
  const done = page.getByRole('dialog', { name: /Deployed/ })
  await expect(done).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev2', 'seoul-1')).toContainText('payment-v2')

  await deploy(page, 'gift')
  const failed = page.getByRole('dialog', { name: /Deploy failed/ })
  await expect(failed).toBeVisible({ timeout: 90_000 })
  await expect(failed).toContainText('V42__gift_card.sql failed')
  expect(await said()).toContain('assertive: dev2: Deploy failed. The old version serves.')
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev2', 'seoul-1')).toContainText('payment-v2')
  await expect(row(page, 'dev2', 'seoul-1')).toHaveAttribute('data-state', 'healthy', { timeout: 30_000 })

  await row(page, 'dev2', 'seoul-1').focus()
  await page.keyboard.press('l')
  await expect(page.locator('.ln').first()).toBeVisible()
  const shown = await newestPosition(page)
  await expect.poll(() => newestPosition(page)).toBeGreaterThan(shown)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Hosts', exact: true }).click()
  await pictures({ ...berth, home: sampleDirectory() }, 'sample-hosts')
  await expect(page.getByRole('button', { name: /Add host/ })).toHaveAttribute('aria-disabled', 'true')
  const forgetting = page.evaluate(() =>
    (globalThis as unknown as { berth: BerthBridge }).berth.request('forget-secrets', {}),
  )
  await expect(forgetting).rejects.toThrow(/the sample keeps nothing/)
  await page.getByRole('button', { name: 'Leave the sample' }).click()
  await expect(page.getByRole('heading', { name: 'Which servers run your slots?' })).toBeVisible()
  await expect(page).toHaveTitle('Berth')
  expect(sampleDirectories()).toEqual([])
  expect(filesThatSay(berth.home, 'checkout-retry')).toEqual([])
})

async function expectBoard(page: Page): Promise<void> {
  await expect(row(page, 'dev1', 'seoul-1')).toHaveAttribute('data-state', 'healthy', { timeout: 30_000 })
  await expect(row(page, 'dev1', 'seoul-1')).toContainText('checkout-retry')
  await expect(row(page, 'dev1', 'seoul-1')).toContainText('New build', { timeout: 30_000 })
  await expect(row(page, 'dev3', 'seoul-1')).toHaveAttribute('data-state', 'unhealthy')
  await expect(row(page, 'dev3', 'seoul-2')).toHaveAttribute('data-state', 'stopped')
  await expect(row(page, 'dev4', 'seoul-2')).toHaveAttribute('data-state', 'empty')
}

async function deploy(page: Page, words: string): Promise<void> {
  await row(page, 'dev2', 'seoul-1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type(words)
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
}

async function newestPosition(page: Page): Promise<number> {
  return Number(await page.locator('.ln').last().getAttribute('data-row'))
}

function sampleDirectories(): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('berth-sample-'))
}

function sampleDirectory(): string {
  return join(folder, sampleDirectories()[0] ?? 'none')
}

/** Files of a folder, however deep, in which a word stands. */
function filesThatSay(directory: string, word: string): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => {
    const file = join(directory, name)
    return lstatSync(file).isFile() && readFileSync(file).includes(word)
  })
}
