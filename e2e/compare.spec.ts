import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { expectState, row } from './board-page'
import { buildImages } from './harness/built-image'
import { imagesOfBuild, SHOP_BUILDS } from './harness/shop-catalog'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'compare', shopSlots: ['dev1'] })

const first = build('kickoff-240702-first', 'f1e57aa')
const second = build('kickoff-240703-second', '5ec0bd1')
const source = { 'org.opencontainers.image.source': 'git@github.com:shop/everything.git' }
const whole = (revision: string): string => revision.padEnd(40, '0')
const forgePage = `https://github.com/shop/everything/compare/${whole(first.revision)}...${whole(second.revision)}`

function build(tag: string, revision: string) {
  return { ...SHOP_BUILDS.search, tag, revision, createdAt: `2024-07-0${tag.includes('first') ? 2 : 3}T09:00:00Z` }
}

test.beforeAll(async ({ shop }) => {
  const images = [first, second].flatMap((one) => imagesOfBuild(shop.imagePrefix, one, source))
  await shop.registry.push(await buildImages(images))
})

async function choose(page: Page, tag: string): Promise<Locator> {
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await page.keyboard.press('d')
  await page.keyboard.type(tag)
  return page.getByRole('dialog').getByRole('region', { name: 'From what to what' })
}

test('the plan says what lies between the revisions, and a key opens the forge’s page of it, and no other', async ({
  berth,
}) => {
  const { app, page } = berth
  await rememberOpened(app)
  const fromElsewhere = await choose(page, first.tag)
  await expect(fromElsewhere).toContainText(`${whole(SHOP_BUILDS.dashboard.revision).slice(0, 12)} → f1e57aa00000`)
  // What runs names another repository: there is nothing to compare.
  await expect(fromElsewhere.getByRole('button')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  const ended = page.getByRole('dialog', { name: /Deployed/ })
  await expect(ended).toBeVisible({ timeout: 60_000 })
  // What is over tells the same, by the ledger.
  await expect(ended.getByRole('region', { name: 'From what to what' })).toContainText('→ f1e57aa00000')
  await pictures(berth, 'compare-ended')
  await page.keyboard.press('Escape')

  await page.keyboard.press('r')
  const back = page.getByRole('dialog').getByRole('region', { name: 'From what to what' })
  await expect(back).toContainText('f1e57aa00000 →')
  await pictures(berth, 'compare-rollback')
  await page.keyboard.press('Escape')

  const compare = await choose(page, second.tag)
  await expect(compare).toContainText('f1e57aa00000 → 5ec0bd100000')
  await expect(compare).toContainText(/pull up to \d/)
  await expect(compare).not.toContainText('older build')
  // The plan's own line has the revision that only the registry's label tells.
  await expect(page.getByRole('table', { name: 'Plan' })).toContainText('5ec0bd1')
  await expect(compare.getByRole('button', { name: /Open the compare page of .* on github.com/ })).toBeVisible()
  await pictures(berth, 'compare')
  await page.keyboard.press('Control+o')
  await expect.poll(() => opened(app)).toEqual([forgePage])
  const refused = await page.evaluate(
    async (address) => {
      const { berth: bridge } = window as unknown as {
        berth: { request: (name: string, body: unknown) => Promise<unknown> }
      }
      return bridge.request('open-address', { address })
    },
    forgePage.replace('everything', 'another'),
  )
  expect(refused).toEqual({ opened: false })
})

/** Nothing is opened on the machine that runs the tests. */
async function rememberOpened(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    const seen: string[] = []
    Object.assign(globalThis, { openedAddresses: seen })
    shell.openExternal = async (address) => void seen.push(address)
  })
}

function opened(app: ElectronApplication): Promise<unknown> {
  return app.evaluate(() => (globalThis as unknown as { openedAddresses: string[] }).openedAddresses)
}
