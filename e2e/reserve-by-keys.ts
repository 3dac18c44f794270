import { expect, type Page } from '@playwright/test'
import { row } from './board-page'

/** Ends one's own reservation: others share the slots with these tests. */
export async function endByKeys(page: Page, slot: string, host?: string): Promise<void> {
  await row(page, slot, host).focus()
  await page.keyboard.press('v')
  await expect(page.getByRole('dialog', { name: /is yours/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 30_000 })
}

/** Reserves a slot by keys alone: the end that is offered first, a purpose, for the testers. */
export async function reserveByKeys(page: Page, slot: string, purpose: string, host?: string): Promise<void> {
  await row(page, slot, host).focus()
  await page.keyboard.press('v')
  const dialog = page.getByRole('dialog', { name: /Reserve/ })
  await expect(dialog).toBeVisible()
  await page.keyboard.type(purpose)
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0, { timeout: 30_000 })
}
