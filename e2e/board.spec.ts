import AxeBuilder from '@axe-core/playwright'
import { launchBerth } from './berth-app'
import { cell, expectState, row } from './board-page'
import { startDockerEngine } from './harness/docker-engine'
import { killEngine } from './kill-engine'
import { expect, test } from './shop-fixture'

test('the board shows each slot with its branch, version, revision and state, the failing check’s words with it', async ({
  berth: { page },
}) => {
  await expectState(page, 'dev1', 'healthy')
  await expectState(page, 'dev3', 'unhealthy')
  await expect(row(page, 'dev1')).toContainText('dashboard')
  await expect(row(page, 'dev1')).toContainText('kickoff-240510-dashboard')
  await expect(row(page, 'dev1')).toContainText('v1.3.10')
  await expect(cell(page, 'dev1', 'web')).toContainText('5f1c2ab')
  await expect(cell(page, 'dev3', 'api')).toContainText('503 db DOWN')
  await expect(row(page, 'dev4')).toContainText('Mixed branches')
  await expect(cell(page, 'dev4', 'admin')).toContainText('kickoff-240510-dashboard')
})

test('what Docker does to a container stands on the board, and its end too', async ({ berth: { page }, shop }) => {
  await expectState(page, 'dev2', 'healthy')
  const id = await shop.containerId('dev2', 'admin')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/pause` })
  await expect(cell(page, 'dev2', 'admin')).toContainText('Paused')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/unpause` })
  await expect(cell(page, 'dev2', 'admin')).toContainText('Healthy')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/stop?t=5` })
  await expect(cell(page, 'dev2', 'admin')).toContainText('Stopped')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
  await expectState(page, 'dev2', 'healthy')
})

test('the whole board is one tab stop, arrows move, letters act, Escape goes back', async ({ berth: { page } }) => {
  await expectState(page, 'dev1', 'healthy')
  await row(page, 'dev1').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'dev2')).toBeFocused()
  await expect(page.locator('[data-row][tabindex="0"]')).toHaveCount(1)
  // A row that leaves, with a search say, takes the focus with it.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.keyboard.press('Home')
  await expect(row(page, 'dev1')).toBeFocused()
  await page.keyboard.press('g')
  await expect(page.getByRole('columnheader', { name: /dev2/ }).first()).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await expect(page.getByRole('heading', { name: 'dev1' }).or(page.getByText('dev1')).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await row(page, 'dev2').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /dev2/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row(page, 'dev2')).toBeVisible()
})

test('a host that goes away keeps its rows, marked as old, and comes back by itself', async ({
  berth: { page },
  shop,
}) => {
  await expectState(page, 'dev1', 'healthy')
  await shop.engine.kill()
  await expect(row(page, 'dev1')).toHaveClass(/slim|old/, { timeout: 20_000 })
  await expect(row(page, 'dev1')).toContainText('was Healthy')
  await expect(page.getByText(/Unreachable · last seen/).first()).toBeVisible()
  await shop.engine.start()
  // The daemon's restart ends containers that it can't take over: Compose's policy brings them back, or a person does.
  for (const slot of ['dev1', 'dev2', 'dev3', 'dev4']) {
    for (const service of ['api', 'admin', 'web'] as const) {
      const id = await shop.containerId(slot, service)
      await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` }).catch(() => undefined)
    }
  }
  await expect(row(page, 'dev1')).not.toHaveClass(/slim/, { timeout: 20_000 })
  await expectState(page, 'dev1', 'healthy')
})

test('at the next start the last known board is painted before any host has answered', async ({ shop }) => {
  const host = { name: 'seoul-1', address: shop.engine.address }
  const first = await launchBerth({ hosts: [host] })
  await expectState(first.page, 'dev1', 'healthy')
  await expect
    .poll(async () => (await import('node:fs')).existsSync(`${first.home}/board-snapshot.json`), { timeout: 10_000 })
    .toBe(true)
  await first.close()
  await shop.engine.stop()
  try {
    const second = await launchBerth({ hosts: [host], home: first.home })
    await expect(row(second.page, 'dev1')).toContainText('was Healthy')
    await expect(row(second.page, 'dev1')).toContainText('dashboard')
    await second.close()
  } finally {
    await shop.engine.start()
  }
  for (const slot of ['dev1', 'dev2', 'dev3', 'dev4']) {
    for (const service of ['api', 'admin', 'web'] as const) {
      const id = await shop.containerId(slot, service)
      await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` }).catch(() => undefined)
    }
  }
  await shop.untilHealthy('dev1')
})

test('two engines stand on one board, each with its own connection', async ({ shop }) => {
  const other = await startDockerEngine({ name: 'second' })
  const berth = await launchBerth({
    hosts: [
      { name: 'seoul-1', address: shop.engine.address },
      { name: 'seoul-2', address: other.address },
      { name: 'pangyo-lab', address: 'unix:///nonexistent/docker.sock' },
    ],
  })
  try {
    await expectState(berth.page, 'dev1', 'healthy')
    await expect(berth.page.getByText('No Compose projects on this host.')).toBeVisible()
    await expect(berth.page.getByText('There is no socket at unix:///nonexistent/docker.sock.').first()).toBeVisible()
    await other.kill()
    await expect(berth.page.getByText(/Unreachable/).first()).toBeVisible()
    await expectState(berth.page, 'dev1', 'healthy')
  } finally {
    await berth.close()
    other.remove()
  }
})

test('hostile names and labels are shown as harmless text', async ({ berth: { page }, shop }) => {
  const evil = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(20_000)}`
  const image = shop.reference('web', 'dashboard')
  const body = {
    Image: image,
    Labels: {
      'com.docker.compose.project': 'evil',
      'com.docker.compose.service': evil,
      'dev.berth.deployed-by': evil,
      'org.opencontainers.image.revision': evil,
    },
  }
  const { Id } = JSON.parse(
    await shop.engine.call({ method: 'POST', path: '/containers/create?name=evil-1', body }),
  ) as { Id: string }
  try {
    await expect(row(page, 'evil')).toBeVisible()
    expect(await page.locator('img').count()).toBe(0)
    expect(await row(page, 'evil').innerText()).not.toContain('\u202e')
  } finally {
    await shop.engine.call({ method: 'DELETE', path: `/containers/${Id}?force=1` })
  }
  await expect(row(page, 'evil')).toHaveCount(0)
})

test('the engine restarts after a crash: the window says so and is live again', async ({
  berth: { app, page },
  shop,
}) => {
  await expectState(page, 'dev1', 'healthy')
  await killEngine(app)
  await expect(page.getByText(/engine restarts/i)).toBeVisible()
  await expect(page.getByText(/engine restarts/i)).toHaveCount(0, { timeout: 15_000 })
  const id = await shop.containerId('dev1', 'web')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/pause` })
  await expect(cell(page, 'dev1', 'web')).toContainText('Paused')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/unpause` })
  await expectState(page, 'dev1', 'healthy')
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the board, by kickoff and on the wall in the ${theme} theme`, async ({ shop }) => {
    const berth = await launchBerth({ hosts: [{ name: 'seoul-1', address: shop.engine.address }], settings: { theme } })
    try {
      await expectState(berth.page, 'dev1', 'healthy')
      for (const key of ['', 'g', 'w']) {
        if (key !== '') await berth.page.keyboard.press(key)
        const { violations } = await new AxeBuilder({ page: berth.page }).setLegacyMode(true).analyze()
        expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([])
      }
    } finally {
      await berth.close()
    }
  })
}
