import { expect, type Locator, type Page } from '@playwright/test'

/** A slot's row on the board. */
export function row(page: Page, slot: string, host?: string): Locator {
  const within = host === undefined ? '' : `[data-host-id="${host}"]`
  return page.locator(`[data-row][data-slot="${slot}"]${within}`)
}

/** A service's cell in a slot's row. */
export function cell(page: Page, slot: string, service: string): Locator {
  return row(page, slot).locator(`[data-service="${service}"]`)
}

/** Waits until a slot's row shows a state. */
export async function expectState(page: Page, slot: string, state: string, timeoutMs = 30_000): Promise<void> {
  await expect(row(page, slot)).toHaveAttribute('data-state', state, { timeout: timeoutMs })
}
