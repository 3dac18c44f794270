import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test as base } from '@playwright/test'
import { testSecret } from '../src/testing/test-secret'
import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { type Shop, startShop } from './harness/shop'
import { SHOP_BUILDS } from './harness/shop-catalog'
import { pictures } from './screen-pictures'

const auth = { user: 'ci', password: testSecret('registry') }
const wrong = testSecret('wrong')
const keyring = join(import.meta.dirname, 'harness/stand-in-keyring.cjs')

/** A shop whose registry lets nobody in without a login, and a person whom Docker knows none of. */
const test = base.extend<object, { readonly shop: Shop; readonly person: string }>({
  shop: [
    // Playwright wants the braces.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const shop = await startShop({
        name: 'registries',
        slots: { dev1: 'dashboard' },
        onHost: ['dashboard'],
        inRegistry: ['search'],
        auth,
      })
      await shop.untilHealthy('dev1')
      await use(shop)
      shop.remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  person: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const person = mkdtempSync(join(tmpdir(), 'berth-test-person-'))
      await use(person)
      rmSync(person, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
})

function launch(shop: Shop, person: string, home: { readonly home?: string } = {}): Promise<BerthApp> {
  const environment = { HOME: person, DOCKER_CONFIG: join(person, '.docker') }
  const hosts = [{ name: 'seoul-1', address: shop.engine.address }]
  return launchBerth({ hosts, environment, loadFirst: [keyring], ...home })
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Registries' })).toBeVisible()
}

const registryRow = (page: Page, { registry }: Shop) => page.locator(`[data-registry="${registry.address}"]`)

test('a login that is typed in lists and pulls, is kept in the keyring, and never comes back to the window', async ({
  shop,
  person,
}) => {
  const berth = await launch(shop, person)
  const { page } = berth
  try {
    await expectState(page, 'dev1', 'healthy')
    await row(page, 'dev1').focus()
    await page.keyboard.press('d')
    const deploy = page.getByRole('dialog')
    await expect(deploy.locator('.source-failed')).toContainText(/without a login/)
    await pictures(berth, 'releases-refused')
    await deploy.getByRole('button', { name: `Sign in to ${shop.registry.address}…` }).focus()
    await page.keyboard.press('Enter')

    const login = page.getByRole('dialog', { name: `Sign in to ${shop.registry.address}` })
    await expect(login.getByLabel('User name')).toBeFocused()
    await page.keyboard.type(auth.user)
    await page.keyboard.press('Tab')
    await page.keyboard.type(wrong)
    await page.keyboard.press('Enter')
    await expect(login.getByRole('alert')).toHaveText('The registry refuses this login.')
    await pictures(berth, 'registry-login')
    await login.getByLabel('Password or token').fill(auth.password)
    await page.keyboard.press('Enter')
    await expect(login).toHaveCount(0)

    await page.keyboard.type(SHOP_BUILDS.search.tag)
    await expect(deploy.getByRole('option').first()).toContainText(SHOP_BUILDS.search.tag)
    await expect(deploy.locator('.source-failed')).toHaveCount(0)
    await expect(deploy.getByRole('checkbox', { name: 'Include web' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 60_000 })
    await page.keyboard.press('Escape')

    await openSettings(page)
    const line = registryRow(page, shop)
    await expect(line).toContainText('ci, typed in')
    await expect(line).toContainText('kept since')
    await expect(line).toContainText('Answers')
    await pictures(berth, 'settings-registries')
    const file = join(berth.home, 'registry-logins.json')
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain(shop.registry.address)
    expect(readFileSync(file, 'utf8')).not.toContain(auth.password)
    expect(await page.content()).not.toContain(auth.password)
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
  }

  const next = await launch(shop, person, { home: berth.home })
  try {
    await expectState(next.page, 'dev1', 'healthy')
    await openSettings(next.page)
    const line = registryRow(next.page, shop)
    await line.getByRole('button', { name: /^Try/ }).click()
    await expect(line).toContainText('Answers')
    await line.getByRole('button', { name: /^Forget/ }).click()
    await expect(line).toContainText('nobody')
    await line.getByRole('button', { name: /^Try/ }).click()
    await expect(line).toContainText('Refuses')
    expect(readFileSync(join(berth.home, 'registry-logins.json'), 'utf8')).not.toContain(shop.registry.address)
  } finally {
    await next.close()
  }
})
