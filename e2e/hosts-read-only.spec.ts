import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { startReadOnlyProxy } from './harness/nginx-read-only'
import { pictures } from './screen-pictures'
import { expect, test as base } from './shop-fixture'

/** The window as it is on the screen, as PNG in base64. Playwright's own pictures cut a zoomed window off. */
async function captured({ app }: BerthApp): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return picture?.toPNG().toString('base64') ?? ''
  })
}

/** Shows all at twice the size; resolves once it is laid out and painted so, which the window does in its own time. */
async function zoomToDouble(berth: BerthApp): Promise<void> {
  const { app, page } = berth
  const [width, before] = [await page.evaluate(() => innerWidth), await captured(berth)]
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThanOrEqual(width / 2 + 1)
  await expect.poll(() => captured(berth)).not.toBe(before)
}

async function zoomedPicture(berth: BerthApp, name: string): Promise<void> {
  writeFileSync(join('test-results/screens', `${name}.png`), Buffer.from(await captured(berth), 'base64'))
}

/** The same shop twice: as somebody may change it, and through the read-only proxy as it is shipped. */
const test = base.extend<{ readonly looking: BerthApp }>({
  looking: async ({ shop }, use) => {
    const proxy = await startReadOnlyProxy({ socketPath: shop.engine.socketPath })
    proxy.certificateOf('pm')
    const folder = join(proxy.directory, 'pm')
    const tls = { ca: join(folder, 'ca.pem'), certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
    const address = `tcp://localhost:${String(proxy.port)}`
    const berth = await launchBerth({ hosts: [{ name: 'seoul-1', address, tls }], settings: { personName: '강다은' } })
    await use(berth)
    await berth.close()
    proxy.remove()
    expect(berth.problems, 'errors in the window’s console').toEqual([])
  },
})

test('a host that only lets one look shows no way to change it, says why, and copies a request', async ({
  looking,
}) => {
  const { page, app } = looking
  await expectState(page, 'dev1', 'healthy')
  await expect(page.getByRole('note')).toContainText('You can look, not change. This connection reads states')
  await expect(page.locator('.hostbar')).toContainText('Read only')
  await row(page, 'dev1').focus()
  await pictures(looking, 'read-only')
  const actions = row(page, 'dev1').locator('.c-act')
  await expect(actions.getByRole('button')).toHaveCount(3)
  for (const key of ['d', 'r', 'v']) await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Copy a request for dev1' }).click()
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('Request for seoul-1 / dev1')
  expect(copied).toContain('kickoff-240510-dashboard')
  expect(copied).toContain('From: 강다은')

  await row(page, 'dev1').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('note')).toContainText('Deploy, roll back, restart and reserve are for who may change')
  await expect(page.getByRole('button', { name: /Deploy|Roll back|Restart|Reserve|^More/ })).toHaveCount(
    await page.getByRole('button', { name: 'More', exact: true }).count(),
  )
  await pictures(looking, 'read-only-slot')
  await page.keyboard.press('h')
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  await page.keyboard.press('Control+4')
  await expect(page.locator('[data-host="seoul-1"]')).toContainText('Read only')
})

test('without any host and any Docker the first run offers SSH and TLS, by keys as well', async () => {
  const person = mkdtempSync(join(tmpdir(), 'berth-test-person-'))
  const berth = await launchBerth({
    hosts: [],
    environment: { HOME: person, DOCKER_CONFIG: person, DOCKER_HOST: 'unix:///nonexistent/docker.sock' },
  })
  try {
    const { page } = berth
    await expect(page.getByText('There is no socket at unix:///nonexistent/docker.sock.')).toBeVisible()
    await expect(page.getByText(/^This computer/).first()).toBeVisible()
    await pictures(berth, 'first-run-hosts')
    await page.keyboard.press('t')
    await expect(page.getByRole('radio', { name: 'TLS' })).toBeChecked()
    await page.keyboard.press('Escape')
    await page.keyboard.press('s')
    await expect(page.getByRole('radio', { name: 'SSH' })).toBeChecked()
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
    rmSync(person, { recursive: true, force: true })
  }
})

test('many hosts are searched, and the forms hold at twice the size', async ({ shop }) => {
  const others = Array.from({ length: 7 }, (_, index) => ({
    name: `busan-${String(index + 1)}`,
    address: `unix:///nonexistent/busan-${String(index + 1)}.sock`,
  }))
  const berth = await launchBerth({ hosts: [{ name: 'seoul-1', address: shop.engine.address }, ...others] })
  try {
    const { page } = berth
    await page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
    await expect(page.locator('[data-host]')).toHaveCount(8)
    await page.getByRole('searchbox', { name: 'Search hosts' }).fill('busan-3')
    await expect(page.locator('[data-host]')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.locator('[data-host]')).toHaveCount(8)
    await zoomToDouble(berth)
    await zoomedPicture(berth, 'hosts-zoomed')
    // A column that is squeezed to nothing breaks its words into a tower.
    const live = await page.locator('[data-host="seoul-1"]').boundingBox()
    expect(live?.height).toBeLessThan(80)
    await page.getByRole('button', { name: 'Add host…' }).click()
    await page.getByRole('button', { name: 'Test', exact: true }).scrollIntoViewIfNeeded()
    await zoomedPicture(berth, 'add-host-zoomed')
    for (const name of ['Address', 'Jump host']) {
      const field = page.getByLabel(name)
      await field.scrollIntoViewIfNeeded()
      await expect(field).toBeInViewport({ ratio: 0.9 })
    }
  } finally {
    await berth.close()
  }
})
