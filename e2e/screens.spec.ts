import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { expect, test } from './shop-fixture'

/** Pictures of every screen, for a person to look at; each screen is checked for accessibility on the way. */
const directory = resolve(import.meta.dirname, '../test-results/screens')
mkdirSync(directory, { recursive: true })

const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'ko'] as const).map((language) => ({ theme, language })),
)

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(directory, `${name}.png`) })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map((violation) => `${name} ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([])
}

async function boards(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await picture(page, `board.${suffix}`)
  await page.keyboard.press('g')
  await expect(page.locator('.sec').first()).toBeVisible()
  await picture(page, `board-kickoff.${suffix}`)
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(page.locator('.wall').first()).toBeVisible()
  await picture(page, `wall.${suffix}`)
  await page.keyboard.press('Escape')
}

async function pages(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  await row(page, 'dev3').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('503 db DOWN').first()).toBeVisible()
  await expect(page.getByText('APP_BEHAVIOUR')).toBeVisible()
  await picture(page, `slot.${suffix}`)
  await page.keyboard.press('l')
  await expect(page.locator('.ln').nth(5)).toBeVisible()
  await picture(page, `logs.${suffix}`)
  await page.keyboard.press('Control+4')
  await expect(page.locator('.hosttable')).toBeVisible()
  await picture(page, `hosts.${suffix}`)
  await page.keyboard.press('Control+5')
  await expect(page.locator('.sets')).toBeVisible()
  await picture(page, `settings.${suffix}`)
  await page.keyboard.press('Control+1')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, `keys.${suffix}`)
  await page.keyboard.press('Escape')
}

async function deployments(berth: BerthApp, suffix: string): Promise<void> {
  const { page } = berth
  const dialog = page.getByRole('dialog')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('broken-web')
  await expect(dialog.locator('.dlg footer b, footer b').first()).toBeVisible()
  await picture(page, `deploy.${suffix}`)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.locator('.gate, [data-gate]').first()).toBeVisible({ timeout: 60_000 })
  await picture(page, `deploy-running.${suffix}`)
  await expect(dialog.getByText('500 render failed').first()).toBeVisible({ timeout: 90_000 })
  await picture(page, `deploy-failed.${suffix}`)
  await page.keyboard.press('Escape')
}

for (const { theme, language } of looks) {
  test(`every screen in ${language}, ${theme}`, async ({ shop }) => {
    const suffix = `${language}.${theme}`
    const berth = await launchBerth({
      hosts: [{ name: 'seoul-1', address: shop.engine.address }],
      settings: { theme, language },
    })
    try {
      await boards(berth, suffix)
      await pages(berth, suffix)
      await deployments(berth, suffix)
      expect(berth.problems).toEqual([])
    } finally {
      await berth.close()
    }
  })

  test(`the first run without Docker in ${language}, ${theme}`, async () => {
    const berth = await launchBerth({
      hosts: [{ name: 'local', address: 'unix:///nonexistent/docker.sock' }],
      settings: { theme, language },
    })
    try {
      await expect(berth.page.getByText('/nonexistent/docker.sock').first()).toBeVisible()
      await picture(berth.page, `first-run.${language}.${theme}`)
    } finally {
      await berth.close()
    }
  })
}
