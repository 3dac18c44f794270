import type { Locator, Page } from '@playwright/test'
import { launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { buildImages } from './harness/built-image'
import { imagesOfBuild, SHOP_BUILDS } from './harness/shop-catalog'
import type { Shop } from './harness/shop'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'releases', shopSlots: ['dev1', 'dev2'] })

const { dashboard, payment, search } = SHOP_BUILDS
const partial = { ...search, tag: 'kickoff-240701-no-admin', version: 'v1.5.0', revision: 'abad1de' }
const nightly = { ...search, tag: 'nightly', revision: '0ddba11' }

async function push(shop: Shop, build: typeof partial, without = ''): Promise<void> {
  const images = imagesOfBuild(shop.imagePrefix, build).filter(({ service }) => service !== without)
  await shop.registry.push(await buildImages(images))
}

test.beforeAll(async ({ shop }) => {
  await push(shop, partial, 'admin')
  await push(shop, nightly)
  // CI has built dev2's branch again since it was deployed.
  await push(shop, { ...payment, revision: 'b1d0e11', createdAt: '2024-06-12T05:21:00Z' })
})

async function openDialog(page: Page, slot: string): Promise<Locator> {
  await expectState(page, slot, 'healthy')
  await row(page, slot).focus()
  await page.keyboard.press('d')
  await expect(page.getByRole('dialog')).toBeVisible()
  return page.getByRole('dialog')
}

const options = (dialog: Locator): Locator => dialog.getByRole('option')

test('the list has what the registry has: found by branch, version and revision, other tags apart', async ({
  berth,
}) => {
  const { page } = berth
  const dialog = await openDialog(page, 'dev1')
  const first = options(dialog).first()
  await expect(first).toContainText('no-admin')
  await expect(first).toContainText('abad1de')
  await expect(first).toContainText('no admin image')
  await expect(first).toContainText(/pull \d/)
  await expect(options(dialog).filter({ hasText: dashboard.tag })).toContainText('On this slot')
  await pictures(berth, 'releases')
  await page.keyboard.press('Control+s')
  await expect(dialog.getByRole('button', { name: 'Order: Newest build first. Change it' })).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(first).toContainText(dashboard.tag)
  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  await expect(dialog.getByRole('button', { name: 'Order: By name. Change it' })).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(first).toContainText('no-admin')
  await page.keyboard.press('Control+s')
  await page.keyboard.type('1.4.0 search')
  await expect(first).toContainText(search.tag)
  await dialog.getByRole('combobox').fill(search.revision.toUpperCase())
  await expect(first).toContainText(search.tag)
  await dialog.getByRole('combobox').fill('nightly')
  await expect(dialog.getByRole('radio', { name: /Tags 1/ })).toBeChecked()
  await expect(first).toContainText('0ddba11')
  await dialog.getByRole('combobox').fill('')
  await expect(dialog.getByRole('radio', { name: /Branches \d/ })).toBeChecked()
})

test('a service without an image of the build is warned of and left alone', async ({ berth: { page }, shop }) => {
  const dialog = await openDialog(page, 'dev1')
  const admin = await shop.containerId('dev1', 'admin')
  await page.keyboard.type('no-admin')
  await expect(dialog.getByText(`No admin image for ${partial.tag}`)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev1')).toContainText('no-admin')
  expect(await shop.containerId('dev1', 'admin')).toBe(admin)
})

test('a new build under the tag that runs is told on the board, deployed by a key, and gone then', async ({
  berth,
}) => {
  const { page } = berth
  await expectState(page, 'dev2', 'healthy')
  const badge = row(page, 'dev2').getByRole('button', { name: /New build/ })
  await expect(badge).toBeVisible({ timeout: 20_000 })
  await expect(row(page, 'dev1').getByRole('button', { name: /New build/ })).toHaveCount(0)
  await pictures(berth, 'new-build')
  await row(page, 'dev2').focus()
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/Replaces/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(badge).toHaveCount(0)
  await expect(row(page, 'dev2')).toContainText('b1d0e11')
})

test('a registry that is silent is told of, what it said in an earlier run stands there with its time, and what is on the host can be deployed', async ({
  shop,
}) => {
  const hosts = [{ name: 'seoul-1', address: shop.engine.address }]
  const earlier = await launchBerth({ hosts })
  const list = await openDialog(earlier.page, 'dev2')
  await expect(options(list).filter({ hasText: search.tag })).toContainText(search.revision)
  await earlier.close()
  await shop.registry.stop()
  const berth = await launchBerth({ hosts, home: earlier.home })
  // First the board of the earlier run is there, and nobody can deploy to that.
  await expect(row(berth.page, 'dev2')).toContainText('Healthy')
  await expect(row(berth.page, 'dev2')).not.toContainText('was Healthy')
  const dialog = await openDialog(berth.page, 'dev2')
  const failed = dialog.locator('.source-failed')
  await expect(failed).toContainText(shop.registry.address)
  await expect(failed).toContainText(/Its tags are listed as of \d\d:\d\d/)
  const kept = options(dialog).filter({ hasText: search.tag })
  await expect(kept).toContainText(search.revision)
  await expect(kept).toContainText(/as of \d\d:\d\d/)
  await expect(options(dialog).filter({ hasText: dashboard.tag })).toBeVisible()
  await pictures(berth, 'releases-silent')
  await berth.close()
  expect(berth.problems).toEqual([])
  await shop.registry.start()
})
