import { test as base, expect } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { type SampleHosts, startSampleHosts } from './harness/sample-hosts'

/** The app on the sample's hosts, which it takes for engines of this machine. */
const test = base.extend<{ readonly sample: SampleHosts; readonly berth: BerthApp }>({
  // Playwright wants the braces.
  // oxlint-disable-next-line no-empty-pattern
  sample: async ({}, use) => {
    const sample = await startSampleHosts()
    await use(sample)
    await sample.close()
  },
  berth: async ({ sample }, use) => {
    const berth = await launchBerth({ hosts: sample.hosts.map(({ name, address }) => ({ name, address })) })
    await use(berth)
    await berth.close()
    expect(berth.problems, 'errors in the window’s console').toEqual([])
  },
})

test('a slot whose host has no room to start the new container gets the old one back, and the reason is told', async ({
  berth: { page },
  sample,
}) => {
  // Of the first host, whichever of them answers first.
  const dev2 = page.locator('[data-row][data-host-id="host-0"][data-slot="dev2"]')
  await expect(dev2).toHaveAttribute('data-state', 'healthy', { timeout: 30_000 })
  const message = 'write /var/lib/docker/overlay2/merged: no space left on device'
  const start = { method: 'POST', path: /^\/containers\/[^/]+\/start$/ } as const
  sample.hosts[0]?.faults.add({ ...start, times: 1, fault: { kind: 'refuse', status: 500, message } })
  await dev2.focus()
  await page.keyboard.press('d')
  await page.keyboard.type('payment')
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
  const failed = page.getByRole('dialog', { name: /Deploy failed/ })
  await expect(failed).toContainText('no space left on device', { timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(dev2).toContainText('dashboard')
  await expect(dev2).toHaveAttribute('data-state', 'healthy', { timeout: 30_000 })
})
