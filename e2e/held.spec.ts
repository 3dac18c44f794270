import type { Page } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { openShopDeployer } from './harness/shop-deployer'
import type { Shop } from './harness/shop'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'held' })

const dashboard = 'kickoff-240510-dashboard'
const payment = 'kickoff-240603-payment'

/** Rolls a slot back by keys from the payment branch, which a colleague put there; looks at what the dialog says of it. */
async function rollBackByKeys(page: Page, slot: string): Promise<void> {
  await row(page, slot).focus()
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: /Roll back/ })
  await expect(dialog).toContainText(`${slot} will be held`, { timeout: 60_000 })
  await expect(dialog).toContainText(`CI is refused ${payment} here`)
}

async function confirmRollback(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Rolled .* back/ })).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')
}

/** The slots as a colleague left them: dev1 and dev2 went from the dashboard to the payment branch. */
async function putPaymentThere(shop: Shop, ...slots: readonly string[]): Promise<void> {
  const colleague = openShopDeployer(shop, '박서준')
  try {
    for (const slot of slots) {
      for (const tag of [dashboard, payment]) {
        const ended = await colleague.run(slot, { kind: 'deploy', tag, services: null, recreate: 'changed' })
        expect(ended).toEqual({ kind: 'succeeded' })
      }
    }
  } finally {
    await colleague.close()
  }
}

async function deployHeld(page: Page): Promise<void> {
  await row(page, 'dev2').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('payment')
  const deploy = page.getByRole('dialog', { name: /Deploy to/ })
  const tick = deploy.getByRole('checkbox', { name: /Deploy what was rolled back from/ })
  await expect(tick).toBeVisible({ timeout: 60_000 })
  await expect(deploy).toContainText(`Held: 이도윤 rolled back from ${payment}`)
}

test('a slot rolled back is held for everyone to see, and a person lifts it by keys', async ({ berth, shop }) => {
  test.setTimeout(240_000)
  const { page } = berth
  await putPaymentThere(shop, 'dev1')
  await expectState(page, 'dev1', 'healthy')
  const colleague = await launchBerth({
    hosts: [{ name: 'seoul-1', address: shop.engine.address }],
    settings: { personName: '정유진' },
  })
  try {
    await rollBackByKeys(page, 'dev1')
    await confirmRollback(page)
    await expect(row(page, 'dev1')).toContainText(`Held · ${payment} · 이도윤, just now`)
    await expect(row(colleague.page, 'dev1')).toContainText(`Held · ${payment}`)
    await row(page, 'dev2').focus()
    await page.keyboard.press('u')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await row(colleague.page, 'dev1').focus()
    await colleague.page.keyboard.press('u')
    const lift = colleague.page.getByRole('dialog', { name: /Lift the hold/ })
    await expect(lift).toContainText(payment)
    await colleague.page.keyboard.press('Escape')
    await expect(row(colleague.page, 'dev1')).toContainText('Held')
    await colleague.page.keyboard.press('u')
    await colleague.page.keyboard.type('fixed since')
    await colleague.page.keyboard.press('Control+Enter')
    await expect(colleague.page.getByRole('dialog')).toHaveCount(0, { timeout: 30_000 })
    await expect(row(colleague.page, 'dev1')).not.toContainText('Held')
    await expect(row(page, 'dev1')).not.toContainText('Held')

    await row(page, 'dev1').focus()
    await page.keyboard.press('h')
    await expect(page.getByRole('treegrid')).toContainText(`rolled back from ${payment}`)
    await expect(page.getByRole('treegrid')).toContainText('“fixed since”')
    expect(colleague.problems).toEqual([])
  } finally {
    await colleague.close()
  }
})

/** Each screen that tells of a hold, in every look. */
async function lookAround(berth: BerthApp): Promise<void> {
  const { page } = berth
  await row(page, 'dev2').focus()
  await pictures(berth, 'board-held')
  await page.keyboard.press('w')
  await expect(page.getByText(`Held · ${payment}`)).toBeVisible()
  await pictures(berth, 'wall-held')
  await page.keyboard.press('Escape')
  await row(page, 'dev2').focus()
  await page.keyboard.press('u')
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await pictures(berth, 'lift')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Held after a rollback' })).toContainText(payment)
  await pictures(berth, 'slot-held')
  await page.keyboard.press('Escape')
}

test('a person deploys what is held only after a tick, and its success lifts the hold', async ({ berth, shop }) => {
  test.setTimeout(400_000)
  const { page } = berth
  await putPaymentThere(shop, 'dev2')
  await expectState(page, 'dev2', 'healthy')
  await rollBackByKeys(page, 'dev2')
  await pictures(berth, 'rollback-will-hold')
  await confirmRollback(page)
  await expect(row(page, 'dev2')).toContainText('Held')
  await lookAround(berth)

  await deployHeld(page)
  const deploy = page.getByRole('dialog', { name: /Deploy to/ })
  await page.keyboard.press('Control+Enter')
  await expect(deploy).toBeVisible()
  await deploy.getByRole('checkbox', { name: /Deploy what was rolled back from/ }).focus()
  await page.keyboard.press('Space')
  await pictures(berth, 'deploy-held')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 90_000 })
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev2')).toContainText(payment)
  await expect(row(page, 'dev2')).not.toContainText('Held')

  await row(page, 'dev2').focus()
  await page.keyboard.press('h')
  await expect(page.getByRole('treegrid')).toContainText(`${payment}, by deploying it`)
  await pictures(berth, 'activity-held')
})
