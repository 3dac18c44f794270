import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { launchBerth } from './berth-app'
import { row } from './board-page'
import { type SampleHosts, startSampleHosts } from './harness/sample-hosts'

const slowly = { timeout: 60_000 }
let sample: SampleHosts
let folder: string

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-walk-'))
  sample = await startSampleHosts()
})

test.afterAll(async () => {
  await sample.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Counts what a person clicks, from now on: events that a script or a key makes are not clicks. */
async function countClicks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement
    dataset['clicks'] = '0'
    // A label hands its click on to its field, which is not another press of the mouse.
    document.addEventListener(
      'click',
      ({ isTrusted, detail }) => {
        if (isTrusted && detail > 0) dataset['clicks'] = String(Number(dataset['clicks']) + 1)
      },
      { capture: true },
    )
  })
}

/** The clicks since this was asked last. */
async function clicks(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { dataset } = document.documentElement
    const counted = Number(dataset['clicks'])
    dataset['clicks'] = '0'
    return counted
  })
}

type Errand = { readonly name: string; readonly mostClicks: number; readonly run: (page: Page) => Promise<void> }

/** What people come for most, from the board on; the numbers are promises of `docs/walk.md`. */
const errands: readonly Errand[] = [
  {
    name: "see dev3's branch",
    mostClicks: 0,
    run: async (page) => {
      await expect(row(page, 'dev3')).toContainText('search-facets')
      await expect(row(page, 'dev3')).toContainText(/kickoff-\d{6}-search-facets/)
    },
  },
  {
    name: 'the last error of a service',
    mostClicks: 2,
    run: async (page) => {
      await row(page, 'dev3').locator('[data-service="api"]').getByRole('button').click()
      await page.getByRole('button', { name: 'Errors only' }).click()
      await expect(page.locator('.ln').last()).toContainText(/refused|ERROR|Exception/, slowly)
      await expect(page.locator('.log-services, .log-bars').first()).toContainText('api')
    },
  },
  {
    name: 'deploy a branch',
    mostClicks: 3,
    run: async (page) => {
      await row(page, 'dev2').getByRole('button', { name: 'Deploy…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('option').filter({ hasText: 'payment-v2' }).first().click()
      await dialog.getByRole('button', { name: /^Deploy payment-v2 to dev2/ }).click()
      await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible(slowly)
    },
  },
  {
    name: 'roll back',
    mostClicks: 2,
    run: async (page) => {
      await row(page, 'dev2').getByRole('button', { name: 'Roll back…' }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Roll dev2 back to/ })
        .click()
      await expect(page.getByRole('dialog', { name: /Rolled .* back/ })).toBeVisible(slowly)
    },
  },
]

test('a new user adds a host by its form and does each everyday errand in as few clicks as docs/walk.md promises', async () => {
  test.setTimeout(180_000)
  const berth = await launchBerth({ hosts: [], environment: { DOCKER_HOST: `unix://${join(folder, 'none.sock')}` } })
  const { page } = berth
  const taken: Record<string, string> = {}
  const timed = async (name: string, run: () => Promise<void>): Promise<number> => {
    const beganAtMs = performance.now()
    await run()
    const seconds = ((performance.now() - beganAtMs) / 1_000).toFixed(1)
    const counted = await clicks(page)
    taken[name] = `${String(counted)} clicks, ${seconds} s`
    return counted
  }
  try {
    await countClicks(page)
    await timed('add a host', () => addHost(page, sample.hosts[0]?.address ?? ''))
    for (const { name, mostClicks, run } of errands) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+1')
      await expect(row(page, 'dev3')).toHaveAttribute('data-state', 'unhealthy', slowly)
      expect(await timed(name, () => run(page)), `clicks to ${name}`).toBeLessThanOrEqual(mostClicks)
    }
    // What docs/walk.md says.
    test.info().annotations.push({ type: 'walk', description: JSON.stringify(taken, null, 2) })
    console.log(taken)
  } finally {
    await berth.close()
  }
})

async function addHost(page: Page, address: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
  await page.getByRole('button', { name: 'Add host…' }).click()
  await page.locator('.types .choice').filter({ hasText: 'Local' }).click()
  await page.getByLabel('Name').fill('seoul-1')
  await page.getByLabel('Docker socket').fill(address)
  await page.getByRole('button', { name: /^Add host/ }).click()
  await expect(page.locator('[data-host="seoul-1"]')).toContainText(/Connected · \d+ ms/, slowly)
}
