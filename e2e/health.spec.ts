import type { Page } from '@playwright/test'
import { launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { healthSlotsFile } from './harness/health-slots-file'
import { publishFile } from './harness/publish-file'
import { openColleagueLedger } from './harness/sample-history'
import type { Shop } from './harness/shop'
import type { ServiceName } from './harness/shop-catalog'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'health', shopSlots: ['dev1', 'dev2', 'dev3'] })

test.beforeAll(async ({ shop }) => {
  const colleague = openColleagueLedger(shop.engine)
  await publishFile(colleague, healthSlotsFile(['dev1', 'dev2'], '/health'))
  await colleague.close()
})

async function tell(shop: Shop, slot: string, service: ServiceName, path: string): Promise<void> {
  const port = shop.slots[slot]?.ports[service]
  await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST' })
}

async function openSlot(page: Page, slot: string): Promise<void> {
  await row(page, slot).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.hstrip').first()).toBeVisible()
}

const strip = (page: Page, name: string) => page.locator('.hstrip').filter({ hasText: name })

test('a strip grows over time, fails and passes again, and is walked by keyboard', async ({ shop, berth }) => {
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await openSlot(page, 'dev1')
  await expect(strip(page, 'api').locator('.end')).toHaveText(/^(\d+) of \1 passed$/)
  await expect(strip(page, 'GET /health').locator('.end')).toHaveText(/^\d+ of \d+ passed$/)
  await expect(page.locator('.hwhy')).toHaveCount(0)

  await tell(shop, 'dev1', 'api', '/fail?why=503%20db%20DOWN')
  await expect(page.getByRole('heading', { name: 'Why api is unhealthy' })).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.hwhy')).toContainText(/Its health check fails, \d+ times in a row/)
  await expect(page.locator('.hwhy')).toContainText('kickoff-240510-dashboard, not deployed by Berth')
  await expect(page.locator('.hwhy')).toContainText('503 db DOWN')
  await expect(page.locator('.out')).toContainText(/Failed.*api, .*exit 1 in/)
  await expect(page.locator('.out .logbox')).toContainText('503 db DOWN')

  await tell(shop, 'dev1', 'api', '/recover')
  await expect(page.locator('.hwhy')).toHaveCount(0, { timeout: 30_000 })
  await expect(page.locator('.hnotes')).toContainText(/api\s*healthy/)
  await page.keyboard.press('ArrowLeft')
  const shown = page.locator('.out')
  const first = await shown.getAttribute('data-check')
  await page.keyboard.press('ArrowRight')
  await expect(shown).not.toHaveAttribute('data-check', first ?? '')
  await page.keyboard.press('f')
  await expect(shown).toContainText('Failed')
  await expect(strip(page, 'api').locator('.on')).toHaveCount(1)
  await shown.getByRole('button', { name: 'Copy' }).click()
  await expect(shown.getByRole('button', { name: 'Copied' })).toBeVisible()

  await page.getByText('24 h', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Health checks, last 24 h' })).toBeVisible()
  await expect(strip(page, 'api').locator('.n').first()).toBeAttached()
  await expect(strip(page, 'api').locator('.f')).not.toHaveCount(0)
})

test('the kernel’s kill reads in plain words, also after a restart of Berth', async ({ shop }) => {
  const hosts = [{ name: 'seoul-1', address: shop.engine.address }]
  const first = await launchBerth({ hosts })
  const { home } = first
  try {
    await expectState(first.page, 'dev2', 'healthy')
    await openSlot(first.page, 'dev2')
    await tell(shop, 'dev2', 'admin', '/eat')
    await expect(first.page.locator('.hnotes')).toContainText('killed by the kernel: over its 256 MB', {
      timeout: 30_000,
    })
    await expect(first.page.locator('.hnotes')).toContainText('restarted by itself')
    expect(first.problems).toEqual([])
  } finally {
    await first.close()
  }
  const second = await launchBerth({ hosts, home })
  try {
    await expectState(second.page, 'dev2', 'healthy')
    await openSlot(second.page, 'dev2')
    await expect(second.page.locator('.hnotes')).toContainText('killed by the kernel: over its 256 MB')
  } finally {
    await second.close()
  }
})

test('health in every look', async ({ shop, berth }) => {
  test.setTimeout(240_000)
  const { page } = berth
  await expectState(page, 'dev3', 'unhealthy')
  await openSlot(page, 'dev3')
  await tell(shop, 'dev3', 'web', '/exit?code=3')
  await expect(page.locator('.hnotes')).toContainText('ended with an error (exit 3)', { timeout: 30_000 })
  await expect(page.locator('.hwhy .logbox')).toHaveCount(2)
  await pictures(berth, 'health-unhealthy')
  await page.locator('.haxis').scrollIntoViewIfNeeded()
  await page.keyboard.press('f')
  await page.locator('.out').scrollIntoViewIfNeeded()
  await pictures(berth, 'health-strips')
  await page.keyboard.press('Escape')
  await openSlot(page, 'dev1')
  await expect(strip(page, 'GET /health').locator('.end')).toHaveText(/^\d+ of \d+ passed$/)
  await pictures(berth, 'health-probe')
})
