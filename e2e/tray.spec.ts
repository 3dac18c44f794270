import { execFile } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { test as base, type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'
import { asRoot, type BerthApp, launchBerth } from './berth-app'
import { startSampleHosts } from './harness/sample-hosts'
import { pictures } from './screen-pictures'

type PackagesServer = {
  readonly origin: string
  readonly asked: readonly string[]
  answer: string
  readonly close: () => void
}

/** The app on the sample's hosts, and a web server that a team puts its packages on. */
const test = base.extend<{ readonly packages: PackagesServer; readonly berth: BerthApp }>({
  // Playwright wants the braces.
  // oxlint-disable-next-line no-empty-pattern
  packages: async ({}, use) => {
    const packages = await startPackagesServer()
    await use(packages)
    packages.close()
  },
  berth: async ({ packages }, use) => {
    const sample = await startSampleHosts()
    const hosts = sample.hosts.map(({ name, address }) => ({ name, address }))
    const berth = await launchBerth({ hosts, settings: { releasesAddress: `${packages.origin}/berth` } })
    await use(berth)
    await berth.close()
    await sample.close()
    expect(berth.problems, 'errors in the window’s console').toEqual([])
  },
})

test('the tray shows the worst of the followed slots and leads to them, and a deployment goes on without the window', async ({
  berth,
}) => {
  test.setTimeout(180_000)
  const { app, page, home } = berth
  await catchPresence(app)
  await expect(slotRow(page, 'dev3')).toHaveAttribute('data-state', 'unhealthy', { timeout: 30_000 })

  await slotRow(page, 'dev1').focus()
  await page.keyboard.press('f')
  await expect.poll(() => trayOf(app)).toMatchObject({ tip: 'Berth · dev1: Healthy' })
  await slotRow(page, 'dev3').focus()
  await page.keyboard.press('f')
  await expect.poll(() => trayOf(app)).toMatchObject({ tip: 'Berth · dev3: Unhealthy' })
  const { lines } = await trayOf(app)
  expect(lines[0]).toMatch(/^dev1 {2}· {2}seoul-1 {2}· {2}\S+ {2}· {2}Healthy$/)
  expect(lines.slice(2)).toEqual(['', 'Open Berth', 'Quit Berth'])
  change(home, { language: 'ko' })
  await expect.poll(() => trayOf(app)).toMatchObject({ tip: 'Berth · dev3: 비정상' })
  change(home, { language: 'en', showsTray: false })
  await expect.poll(async () => (await trayOf(app)).isThere).toBe(false)
  change(home, { showsTray: true })
  await expect.poll(() => trayOf(app)).toMatchObject({ tip: 'Berth · dev3: Unhealthy', isThere: true })
  await chooseInTray(app, 1)
  await expect(page.getByRole('heading', { name: 'seoul-1 / dev3' })).toBeVisible()
  await page.keyboard.press('Control+1')
  // From here on no news but the deployment's.
  change(home, { followed: [] })
  await expect.poll(async () => (await trayOf(app)).lines).toContain('No slot is followed. Worst of all:')

  await slotRow(page, 'dev2').focus()
  await page.keyboard.press('d')
  await page.keyboard.type('payment')
  await expect(page.getByRole('dialog').getByText(/Replaces/)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog', { name: /Deploying/ })).toBeVisible()
  expect(await closeWindow(app, 'Wait here')).toMatchObject({ message: 'dev2 is being deployed.' })
  expect(await isVisible(app)).toBe(true)
  await closeWindow(app, 'Keep Berth running in the tray')
  await expect.poll(() => isVisible(app)).toBe(false)
  await expect.poll(() => notifiedIn(app), { timeout: 90_000 }).toEqual(['dev2: deployed'])
  expect(await isVisible(app)).toBe(false)
  await app.evaluate(() => (globalThis as unknown as Caught).notified.at(-1)?.emit('click'))
  await expect.poll(() => isVisible(app)).toBe(true)
  await expect(page.getByRole('dialog', { name: /Deployed/ })).toBeVisible()

  // With another language one sees that the shell knows them.
  change(home, { language: 'ko', staysInTray: true })
  await expect.poll(async () => (await trayOf(app)).lines).toContain('Berth 종료')
  expect(await closeWindow(app, null)).toBeUndefined()
  expect(await isVisible(app)).toBe(false)
  await startAgain(berth)
  await expect.poll(() => isVisible(app)).toBe(true)
  change(home, { language: 'en', staysInTray: false })
  await expect.poll(async () => (await trayOf(app)).lines).toContain('Quit Berth')
  const closed = app.waitForEvent('close')
  // Its answer may be lost with the app.
  await closeWindow(app, null).catch(() => undefined)
  await closed
})

test('a newer version is told in passing and on its card; nothing is downloaded, and its page is opened on request', async ({
  berth,
  packages,
}) => {
  const { app, page } = berth
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (address) => void opened.push(address)
  })
  await expect(slotRow(page, 'dev1')).toHaveAttribute('data-state', 'healthy', { timeout: 30_000 })
  const told = page.getByRole('button', { name: 'Berth 9.2.0 is there' })
  await told.click()
  const card = page.getByRole('region', { name: 'Version' })
  await expect(card).toContainText('Berth 9.2.0 is there')
  await pictures(berth, 'settings-version')
  await card.getByRole('button', { name: 'Open the download page' }).click()
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  await expect.poll(opened).toEqual([`${packages.origin}/berth/`])
  await card.getByRole('button', { name: 'Hide it in the status bar' }).click()
  await expect(told).toHaveCount(0)
  expect(packages.asked).toEqual(['/berth/latest-linux.yml'])

  packages.answer = `version: ${'9'.repeat(70_000)}`
  await card.getByRole('button', { name: 'Ask now' }).click()
  await expect(card).toContainText('does not say which version there is')
  await expect(card).toContainText('Berth 9.2.0 is there')
  await pictures(berth, 'settings-version-failed')
  await card.getByLabel('Address of releases').fill('http://packages.example.com/berth')
  await page.keyboard.press('Enter')
  await expect(card).toContainText('has to begin with https://')
  await card.getByLabel('Address of releases').fill('')
  await page.keyboard.press('Enter')
  await expect(card).not.toContainText('Berth 9.2.0 is there')
  expect(packages.asked).toHaveLength(2)
})

/** Two hosts of the sample have slots of the same names. */
function slotRow(page: Page, slot: string): Locator {
  return page.locator(`[data-row][data-host-id="host-0"][data-slot="${slot}"]`)
}

type Asked = { readonly message: string; readonly detail: string; readonly buttons: string[] }
type Caught = {
  readonly tray: { menu: Electron.Menu | null; tip: string; isThere: boolean }
  readonly notified: Electron.Notification[]
  readonly asked: Asked[]
  answer: string
}

/** The system's side, which no test machine has: what the app gives to it is remembered, and questions get the answer `answer`. */
async function catchPresence(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Tray, Notification, dialog }) => {
    const caught: Caught = { tray: { menu: null, tip: '', isThere: true }, notified: [], asked: [], answer: '' }
    Object.assign(globalThis, caught)
    const watch = <Name extends 'setContextMenu' | 'setToolTip' | 'destroy'>(
      name: Name,
      see: (...given: Parameters<Electron.Tray[Name]>) => void,
    ): void => {
      const system = Tray.prototype[name] as (...given: unknown[]) => void
      const watched = function (this: Electron.Tray, ...given: Parameters<Electron.Tray[Name]>): void {
        see(...given)
        system.apply(this, given)
      }
      Object.assign(Tray.prototype, { [name]: watched })
    }
    watch('setContextMenu', (menu) => Object.assign(caught.tray, { menu, isThere: true }))
    watch('setToolTip', (tip) => Object.assign(caught.tray, { tip }))
    watch('destroy', () => Object.assign(caught.tray, { isThere: false }))
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      caught.notified.push(this)
    }
    dialog.showMessageBox = (async (_window: unknown, question: Asked) => {
      caught.asked.push(question)
      return { response: question.buttons.indexOf((globalThis as unknown as Caught).answer), checkboxChecked: false }
    }) as unknown as typeof dialog.showMessageBox
  })
}

function trayOf(app: ElectronApplication) {
  return app.evaluate(() => {
    const { menu, tip, isThere } = (globalThis as unknown as Caught).tray
    return { tip, isThere, lines: (menu?.items ?? []).map(({ label }) => label) }
  })
}

async function chooseInTray(app: ElectronApplication, line: number): Promise<void> {
  await app.evaluate((_electron, at) => {
    const item = (globalThis as unknown as Caught).tray.menu?.items[at] as { readonly click: () => void } | undefined
    item?.click()
  }, line)
}

function notifiedIn(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as Caught).notified.map(({ title }) => title))
}

/** Closes the window as a click on its cross does. The question that was asked over it, if any. */
async function closeWindow(app: ElectronApplication, answer: string | null): Promise<Asked | undefined> {
  return app.evaluate(async ({ BrowserWindow }, chosen) => {
    const caught = globalThis as unknown as Caught
    caught.answer = chosen ?? ''
    const before = caught.asked.length
    BrowserWindow.getAllWindows()[0]?.close()
    await new Promise((resolve) => setImmediate(resolve))
    return caught.asked[before]
  }, answer)
}

function isVisible(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
}

/** A second start of the same home: it ends at once, and hands over to the one that runs. */
async function startAgain({ app, home }: BerthApp): Promise<void> {
  const words = [...asRoot, '--disable-gpu', resolve(import.meta.dirname, '..')]
  const env = { ...process.env, BERTH_HOME: home }
  await promisify(execFile)(app.process().spawnfile, words, { env, timeout: 30_000 })
}

/** As another window, or an editor, changes the settings. */
function change(home: string, settings: object): void {
  const file = join(home, 'settings.json')
  const before = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(`${file}.new`, JSON.stringify({ ...before, ...settings }))
  renameSync(`${file}.new`, file)
}

async function startPackagesServer(): Promise<PackagesServer> {
  const asked: string[] = []
  const packages = {
    origin: '',
    asked,
    answer: "version: 9.2.0\npath: Berth-9.2.0.AppImage\nreleaseDate: '2026-03-02T10:00:00.000Z'\n",
    close: () => void server.close(),
  }
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end(packages.answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  packages.origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return packages
}
