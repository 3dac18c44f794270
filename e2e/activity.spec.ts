import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { begunDraft, endedDraft } from '../src/testing/sample-ledger'
import type { BerthApp } from './berth-app'
import { expectState, row } from './board-page'
import { colleagueHost, type ColleagueLedger, openColleagueLedger, writeSampleHistory } from './harness/sample-history'
import { expect, test as base } from './shop-fixture'

const never = new AbortController().signal

type Fixtures = { readonly colleague: ColleagueLedger }

const test = base.extend<object, Fixtures>({
  colleague: [
    async ({ shop }, use) => {
      const colleague = openColleagueLedger(shop.engine)
      await writeSampleHistory(colleague)
      await use(colleague)
      await colleague.close()
    },
    { scope: 'worker' },
  ],
})

const entries = (page: Page) => page.locator('[data-entry]')

/** The person always chooses this file. */
async function chooseFile(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
}

async function openActivity({ page }: BerthApp): Promise<void> {
  await expectState(page, 'dev1', 'healthy')
  await page.keyboard.press('Control+2')
  await expect(entries(page).first()).toBeVisible()
}

test('what colleagues did is told, opens to its steps and failing output, and leads to the slot, all by keyboard', async ({
  berth,
  colleague: _colleague,
}) => {
  const { page } = berth
  await openActivity(berth)
  await expect(entries(page)).toHaveCount(5)
  await expect(entries(page).nth(0)).toContainText('Ended')
  await expect(entries(page).nth(1)).toContainText(
    /Switch.*dev1.*checkout-retry 4be1c07 → dashboard 9f3c2ab.*Failed, put back/,
  )
  await expect(page.getByRole('treegrid')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(entries(page).nth(1)).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByText('dev1 kept what it ran: checkout-retry 4be1c07.')).toBeVisible()
  await expect(page.locator('.adet')).toContainText('Connection refused: mysql-dev1:3307')
  await expect(page.locator('.adet .steps li').first()).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.adet')).toHaveCount(0)
  await page.keyboard.press('l')
  await expect(page.locator('.log-since')).toContainText(/^From .*\d\d:\d\d on\./)
  await expect(page.locator('.newlines')).toContainText('Paused')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('treegrid')).toBeVisible()
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /dev1/ }).first()).toBeVisible()
  await expect(page.locator('.deploys tbody tr')).toHaveCount(2)
  await expect(page.locator('.deploys tbody tr').first()).toContainText(
    /#2.*Failed, put back.*kickoff-240510-dashboard/,
  )
})

test('the last lines of a container that is gone are read and searched', async ({ berth, colleague: _colleague }) => {
  const { page } = berth
  await openActivity(berth)
  await entries(page).nth(1).click()
  await page.getByRole('button', { name: 'Last lines of api' }).click()
  const lines = page.locator('.last-logs pre')
  await expect(lines).toContainText('line 299 of the old api')
  await page.locator('.last-logs input').fill('line 17 ')
  await expect(lines).toHaveText('line 17 of the old api')
})

test('search and filters narrow the history, and an export holds what they show', async ({
  berth,
  colleague: _colleague,
}) => {
  const { app, page, home } = berth
  await openActivity(berth)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('agreed')
  await expect(entries(page)).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(entries(page)).toHaveCount(5)
  await page.keyboard.press('f')
  await expect(entries(page)).toHaveCount(2)
  const file = join(home, 'trouble.csv')
  await chooseFile(app, file)
  await page.keyboard.press('Control+e')
  await expect(page.getByText('2 entries written.')).toBeVisible()
  const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual(['switch', 'overruled'])
  await page.keyboard.press('f')
  await page.getByRole('button', { name: /^Who/ }).click()
  await page.getByRole('menuitemcheckbox', { name: '김하나' }).click()
  await expect(entries(page)).toHaveCount(2)
})

test('a colleague’s deployment appears by itself within a second', async ({ berth, colleague }) => {
  const { page } = berth
  await openActivity(berth)
  const before = await entries(page).count()
  await colleague.ledger.append(colleagueHost, [begunDraft('c1b2c3d4e5f6', { by: '윤서아', slot: 'dev2' })], never)
  const ended = endedDraft('c1b2c3d4e5f6', { kind: 'succeeded' }, Date.now() - 10_000, { by: '윤서아', slot: 'dev2' })
  await colleague.ledger.append(colleagueHost, [ended], never)
  await expect(entries(page)).toHaveCount(before + 1, { timeout: 2_000 })
  await expect(entries(page).first()).toContainText(/dev2.*윤서아.*Deployed/, { timeout: 2_000 })
})

test('a real deployment stands in the history with what it changed', async ({ berth, colleague: _colleague }) => {
  const { page } = berth
  await expectState(page, 'dev2', 'healthy')
  await row(page, 'dev2').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('dashboard')
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+2')
  await expect(entries(page).first()).toContainText(/Switch.*dev2.*payment.*dashboard.*이도윤.*Deployed/)
})
