import { expect, type Page } from '@playwright/test'
import { row } from './board-page'
import { byKey, onRow, pressOn, type Stop, toBoard } from './screen-tour'

const slowly = { timeout: 60_000 }
const plan = (page: Page) =>
  page
    .getByRole('dialog')
    .getByText(/Replaces/)
    .first()

/** Before any host is named. */
const firstStops: readonly Stop[] = [
  {
    shows: 'board',
    name: 'the first run',
    reach: ({ page }) => expect(page.getByRole('heading', { name: 'Which servers run your slots?' })).toBeVisible(),
  },
  { shows: 'logs', name: 'choosing a log', reach: ({ page }) => byKey(page, 'Control+3') },
  { shows: 'add-host', name: 'a host by SSH', reach: ({ page }) => byKey(page, 's') },
  { shows: 'add-host', name: 'a host by TLS', reach: ({ page }) => byKey(page, 't') },
]

const boardStops: readonly Stop[] = [
  {
    shows: 'board',
    name: 'the board',
    reach: async ({ page, name }) => {
      await name('hosts-with-slots')
      await toBoard(page)
      await expect(row(page, 'dev3', 'host-0')).toHaveAttribute('data-state', 'unhealthy', slowly)
      await expect(row(page, 'dev4', 'host-1')).toHaveAttribute('data-state', 'empty', slowly)
      await row(page, 'dev1', 'host-0').focus()
    },
  },
  {
    shows: 'board',
    name: 'the board by kickoff',
    reach: async ({ page }) => {
      await byKey(page, 'g')
      await expect(page.locator('.pr').first()).toBeVisible()
    },
  },
  {
    shows: 'wall',
    name: 'the wall',
    reach: async ({ page }) => {
      await byKey(page, 'g', 'w')
      await expect(page.locator('.wall').first()).toBeVisible()
      await expect(page.locator('.topbar')).toHaveCount(0)
    },
  },
  {
    shows: 'keys',
    name: 'all keys',
    reach: async ({ page }) => {
      await page.keyboard.press('Escape')
      await byKey(page, '?')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    shows: 'palette',
    name: 'commands',
    reach: async ({ page }) => {
      await byKey(page, 'Control+k')
      await page.keyboard.type('dash')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
]

const slotStops: readonly Stop[] = [
  {
    shows: 'slot',
    name: 'a slot that is well',
    reach: async ({ page }) => {
      await onRow(page, 'dev1', 'host-0', 'Enter')
      await expect(page.locator('.spark b').first()).toBeVisible(slowly)
    },
  },
  {
    shows: 'slot',
    name: 'a slot that is not',
    reach: async ({ page }) => {
      await onRow(page, 'dev3', 'host-0', 'Enter')
      await expect(page.locator('.hwhy .logbox').first()).toBeVisible(slowly)
    },
  },
  {
    shows: 'metrics',
    name: 'what a service uses',
    reach: async ({ page }) => {
      await pressOn(page.locator('.spark').first())
      await expect(page.getByRole('dialog').locator('canvas').first()).toBeVisible(slowly)
    },
  },
  {
    shows: 'slot',
    name: 'what can be done with a slot',
    reach: async ({ page }) => {
      await onRow(page, 'dev1', 'host-0', 'Enter')
      await pressOn(page.getByRole('button', { name: 'More' }).first())
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    shows: 'operation',
    name: 'stopping a slot',
    reach: async ({ page }) => {
      await page.getByRole('menuitem', { name: /Stop/ }).press('Enter')
      await expect(page.getByRole('dialog').getByText(/Stops/).first()).toBeVisible(slowly)
    },
  },
]

const logStops: readonly Stop[] = [
  {
    shows: 'logs',
    name: 'logs',
    reach: async ({ page }) => {
      await onRow(page, 'dev3', 'host-0', 'l')
      await expect(page.locator('.ln').nth(5)).toBeVisible(slowly)
    },
  },
  {
    shows: 'logs',
    name: 'what can be done with a line',
    reach: async ({ page }) => {
      await page.keyboard.press('e')
      await expect(page.locator('.ln.cur, .ln[aria-selected="true"]').first()).toBeVisible()
      await page.keyboard.press('m')
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    shows: 'activity',
    name: 'what happened, with an entry open',
    reach: async ({ page }) => {
      await byKey(page, 'Control+2')
      const failed = page.locator('[data-entry]').filter({ hasText: 'gift-card' }).first()
      await failed.focus()
      await page.keyboard.press('ArrowRight')
      await expect(page.locator('.adet').first()).toBeVisible(slowly)
    },
  },
]

const deployStops: readonly Stop[] = [
  {
    shows: 'deploy',
    name: 'deploying',
    reach: async ({ page }) => {
      await onRow(page, 'dev2', 'host-0', 'd')
      await page.keyboard.type('gift')
      await expect(plan(page)).toBeVisible(slowly)
    },
  },
  {
    shows: 'deployment',
    name: 'a deployment under way',
    reach: async ({ page }) => {
      await page.keyboard.press('Control+Enter')
      await expect(
        page
          .getByRole('dialog')
          .getByText(/Health gate/)
          .first(),
      ).toBeVisible(slowly)
    },
  },
  {
    shows: 'deployment',
    name: 'a deployment that failed',
    reach: ({ page }) => expect(page.getByRole('dialog', { name: /Deploy failed/ })).toBeVisible({ timeout: 90_000 }),
  },
  {
    shows: 'rollback',
    name: 'rolling back',
    reach: async ({ page }) => {
      await onRow(page, 'dev4', 'host-0', 'r')
      await expect(plan(page)).toBeVisible(slowly)
    },
  },
  {
    shows: 'deployment',
    name: 'a slot that was rolled back',
    reach: async ({ page }) => {
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('dialog', { name: /Rolled .* back/ })).toBeVisible({ timeout: 90_000 })
    },
  },
  {
    shows: 'lift',
    name: 'lifting what holds a slot',
    reach: async ({ page }) => {
      await toBoard(page)
      await expect(row(page, 'dev4', 'host-0').locator('.chip').first()).toBeVisible(slowly)
      await onRow(page, 'dev4', 'host-0', 'u')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    shows: 'slot',
    name: 'a slot whose deployment was cut off',
    reach: async ({ page }) => {
      await toBoard(page)
      await expect(row(page, 'dev2', 'host-1')).toHaveAttribute('data-state', 'interrupted', { timeout: 90_000 })
      await onRow(page, 'dev2', 'host-1', 'Enter')
      await expect(page.locator('.three')).toBeVisible(slowly)
    },
  },
]

const reserveStops: readonly Stop[] = [
  {
    shows: 'reserve',
    name: 'reserving a slot',
    reach: async ({ page }) => {
      await onRow(page, 'dev2', 'host-0', 'v')
      await page.keyboard.type('쿠폰 중복 적용 확인')
      await expect(page.getByRole('dialog').locator('.chip.res')).toContainText('쿠폰')
    },
  },
  {
    shows: 'reserve',
    name: 'a slot that somebody has',
    reach: async ({ page }) => {
      await onRow(page, 'dev1', 'host-0', 'v')
      await expect(page.getByRole('dialog')).toContainText('결제 회귀 테스트')
    },
  },
]

const hostStops: readonly Stop[] = [
  {
    shows: 'hosts',
    name: 'hosts',
    reach: async ({ page }) => {
      await byKey(page, 'Control+4')
      await expect(page.locator('[data-host]').first()).toContainText('Connected')
    },
  },
  {
    shows: 'hosts',
    name: 'removing a host',
    reach: async ({ page }) => {
      await pressOn(page.locator('[data-host]').first().getByRole('button', { name: /^More/ }))
      await page.getByRole('menuitem', { name: /Remove/ }).press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    shows: 'edit-host',
    name: 'changing a host',
    reach: async ({ page }) => {
      await byKey(page, 'Control+4')
      await pressOn(page.getByRole('button', { name: /^Edit/ }).first())
      await page.keyboard.press('Control+t')
      await expect(page.getByText(/^all good · \d+ ms$/)).toBeVisible(slowly)
    },
  },
  {
    shows: 'slots-file',
    name: 'a slots file',
    reach: async ({ page }) => {
      await byKey(page, 'Control+4')
      await pressOn(page.getByRole('button', { name: 'Slots file' }).nth(1))
      await expect(page.locator('.vers li').first()).toBeVisible(slowly)
    },
  },
]

const settingsStops: readonly Stop[] = [
  {
    shows: 'settings',
    name: 'settings',
    reach: async ({ page }) => {
      await byKey(page, 'Control+5')
      await expect(page.getByRole('heading', { name: 'Registries' })).toBeVisible()
    },
  },
  {
    shows: 'settings',
    name: 'telling others',
    reach: async ({ page }) => {
      await pressOn(page.getByRole('region', { name: 'Word to others' }).getByRole('button', { name: 'Add…' }))
      await expect(page.getByRole('dialog', { name: 'Tell others' })).toBeVisible()
    },
  },
  {
    shows: 'registry-login',
    name: 'a login at a registry',
    reach: async ({ page }) => {
      await byKey(page, 'Control+5')
      await pressOn(page.getByRole('button', { name: /^Sign in/ }).first())
      await expect(page.getByRole('dialog', { name: /^Sign in to/ })).toBeVisible()
    },
  },
]

const questionStops: readonly Stop[] = [
  {
    shows: 'host-key',
    name: 'a host key that nobody knows',
    reach: async ({ page, name }) => {
      await toBoard(page)
      await name('one-more-by-ssh')
      await pressOn(page.getByRole('button', { name: 'Compare the key…' }).first())
      await expect(page.getByRole('dialog', { name: 'Is this the right server?' })).toBeVisible()
    },
  },
  {
    shows: 'host-key',
    name: 'a password that a host asks for',
    reach: async ({ page }) => {
      await pressOn(page.getByRole('button', { name: 'Only this once' }))
      await expect(page.getByRole('dialog', { name: /^Log in to / })).toBeVisible()
    },
  },
]

/** All stops, in an order in which each finds what it needs. */
export const stops: readonly Stop[] = [
  ...firstStops,
  ...boardStops,
  ...slotStops,
  ...logStops,
  ...deployStops,
  ...reserveStops,
  ...hostStops,
  ...settingsStops,
  ...questionStops,
]
