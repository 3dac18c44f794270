import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectState, row } from './board-page'
import type { DockerEngine } from './harness/docker-engine'
import { textFaults } from './screen-faults'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'metrics', shopSlots: ['dev1', 'dev2'] })

/** Connections that the engine has accepted and that are open: the kernel lists its ends of them by the socket's path. */
function connections({ socketPath }: DockerEngine): number {
  const connected = / 03 +\d+ /
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n')
  return lines.filter((line) => line.endsWith(` ${socketPath}`) && connected.test(line)).length
}

async function openSlot(page: Page, slot: string): Promise<void> {
  await expectState(page, slot, 'healthy')
  await row(page, slot).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(slot) })).toBeVisible()
}

test('the slot page shows what each service uses, now and lately, and a chart of it on Enter', async ({ berth }) => {
  test.setTimeout(300_000)
  const { page } = berth
  await openSlot(page, 'dev1')
  const cpu = page.getByRole('button', { name: /^api, CPU: \d+% of \d+ cores?\. Open the charts/ })
  await expect(cpu).toBeVisible()
  await expect(page.getByRole('button', { name: /^web, Memory: [\d.]+ MB of 256 MB/ })).toBeVisible()
  await expect(cpu.locator('path.area')).toHaveAttribute('d', /L.*L.*Z/, { timeout: 60_000 })
  await pictures(berth, 'slot-metrics')
  await cpu.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /api on dev1/ })
  await expect(dialog.locator('canvas')).toHaveCount(4)
  await expect(dialog.getByRole('img', { name: /^CPU, last 30 min\. CPU now \d+%/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /Network received [\d.]+ k?B\/s/ })).toBeVisible()
  await dialog.getByText('5 min', { exact: true }).click()
  await expect(dialog.getByRole('img', { name: /^Memory, last 5 min/ })).toBeVisible()
  await pictures(berth, 'metrics')
  // Letters are the page's keys, which lies under the dialog.
  await page.keyboard.press('d')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(cpu).toBeFocused()
})

test('a service that stops uses nothing, and says so; after its start it is measured again', async ({
  berth,
  shop,
}) => {
  const { page } = berth
  await openSlot(page, 'dev2')
  const id = (await shop.containerId('dev2', 'admin')) ?? ''
  await expect(page.getByRole('button', { name: /^admin, CPU: \d+%/ })).toBeVisible()
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/stop?t=5` })
  await expect(page.getByRole('button', { name: /^admin, CPU: not running/ })).toBeVisible()
  expect(await textFaults(page)).toEqual([])
  await pictures(berth, 'slot-stopped-service')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
  await expect(page.getByRole('button', { name: /^admin, CPU: \d+%/ })).toBeVisible()
})

test('no stream is open for what nobody looks at', async ({ berth: { page }, shop }) => {
  test.setTimeout(120_000)
  await openSlot(page, 'dev1')
  await expect(page.getByRole('button', { name: /^api, CPU: \d+%/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^admin, CPU: \d+%/ })).toBeVisible()
  const looking = connections(shop.engine)
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev1')).toBeVisible()
  await expect.poll(() => connections(shop.engine), { timeout: 60_000 }).toBeLessThanOrEqual(looking - 3)
})

test('a host says how its machine is, and on demand what Docker takes of its disk', async ({ berth }) => {
  test.setTimeout(180_000)
  const { page } = berth
  await expectState(page, 'dev1', 'healthy')
  await page.keyboard.press('Control+4')
  const measures = page.locator('.measures')
  await expect(measures).toContainText(/CPU\d+% of \d+ cores?/)
  await expect(measures).toContainText(/[\d.]+ GB of [\d.]+ GB used/)
  await expect(measures).toContainText(/[\d.]+ [GT]B free of [\d.]+ [GT]B/)
  await measures.getByRole('button', { name: 'Measure' }).click()
  await expect(measures).toContainText(/at least [\d.]+ [kMG]?B could be given back/)
  await expect(measures).toContainText(/images [\d.]+ [MG]B/)
  await pictures(berth, 'hosts-metrics')
})
