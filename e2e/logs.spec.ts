import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import type { BerthApp } from './berth-app'
import { expectState, row } from './board-page'
import type { ServiceName } from './harness/shop-catalog'
import type { Shop } from './harness/shop'
import { adminLines, apiLines, webLines } from './sample-log'
import { runBerth } from './run-berth'
import { pictures } from './screen-pictures'
import { expect, test } from './shop-fixture'
import { writeLines } from './write-lines'

test.use({ shopOf: 'logs' })
// Pictures in every look are part of most of these.
test.describe.configure({ timeout: 300_000 })

const directory = mkdtempSync(join(tmpdir(), 'berth-test-logs-'))
test.afterAll(() => rmSync(directory, { recursive: true, force: true }))

const line = (page: Page, text: string | RegExp): Locator => page.locator('.ln').filter({ hasText: text })
const chip = (page: Page, name: string | RegExp): Locator => page.locator('.logbar .fchip').filter({ hasText: name })

async function write(shop: Shop, slot: string, service: ServiceName, lines: readonly string[]): Promise<void> {
  const id = await shop.containerId(slot, service)
  if (id === null) throw new Error(`${slot} has no ${service}`)
  await writeLines(shop.engine, id, lines.map((text) => `${text}\n`).join(''))
}

async function writeSample(shop: Shop, slot: string): Promise<void> {
  await write(shop, slot, 'web', webLines)
  await write(shop, slot, 'api', apiLines)
  await write(shop, slot, 'admin', adminLines)
}

async function openLogs({ page }: BerthApp, slot: string): Promise<void> {
  await expectState(page, slot, 'healthy')
  await row(page, slot).focus()
  await page.keyboard.press('l')
  await expect(page.locator('.ln').first()).toBeVisible()
}

/** Pauses and brings the newest line with a text into view, as the search does it. */
async function goTo(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+f')
  await page.keyboard.type(text)
  // At once: where nothing was found yet, the step is taken as soon as something is.
  await page.keyboard.press('Enter')
  await expect(page.locator('mark.hit.now').first()).toBeVisible()
  await page.keyboard.press('Escape')
}

/** Whether any line shown holds a text, wherever it is. */
async function expectFound(page: Page, text: string, isFound: boolean): Promise<void> {
  await page.getByLabel('Search in log').fill(text)
  await expect(page.locator('.log-search [role="status"]')).toHaveText(isFound ? /of [1-9]/ : 'none')
}

/** The person always chooses this file. */
async function chooseFile(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
}

const clipboardOf = (app: ElectronApplication): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())

async function flood(shop: Shop, slot: string, service: ServiceName, lines: number): Promise<void> {
  const port = shop.slots[slot]?.ports[service]
  await fetch(`http://127.0.0.1:${String(port)}/flood?lines=${String(lines)}`, { method: 'POST' })
}

test.beforeAll(async ({ shop }) => {
  await writeSample(shop, 'dev1')
})

test('levels, services and texts leave out lines, and say how many there are', async ({ berth }) => {
  const { page } = berth
  await openLogs(berth, 'dev1')
  await expect(chip(page, /^ERROR/)).toContainText(/\d/)
  await pictures(berth, 'logs-plain')
  await goTo(page, 'Slow render')
  await expect(line(page, 'Slow render')).toHaveAttribute('data-l', 'WARN')
  await expect(line(page, 'facet query timed out')).toHaveAttribute('data-l', 'ERROR')
  await chip(page, /^INFO/).click()
  await chip(page, /^No level/).click()
  await expectFound(page, 'Ready in', false)
  await expectFound(page, 'facet query timed out', true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('1')
  await expect(page.getByRole('group', { name: 'Services' }).locator('[aria-pressed="false"]')).toHaveText(/admin/)
  await expectFound(page, 'OperationalError', false)
  await page.keyboard.press('Escape')
  await page.keyboard.press('1')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.keyboard.type('facet')
  await page.getByRole('checkbox', { name: 'Hide these lines' }).click()
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expectFound(page, 'facet query timed out', false)
  await expectFound(page, 'Slow render', true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await openLogs(berth, 'dev1')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.keyboard.type('a(')
  await page.locator('.log-editor').getByRole('button', { name: 'Regular expression' }).click()
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(page.locator('.log-editor [role="alert"]')).toContainText('a(')
  await page.getByLabel('Lines with this text').fill('pool|_next')
  await page.keyboard.press('Enter')
  await expect(page.locator('.fchip.text')).toContainText('/pool|_next/')
  await expect(line(page, 'Ready in')).toHaveCount(0)
  await expect(line(page, '/_next/static')).toHaveCount(1)
  await expect(page.locator('.foot')).toContainText('6 shown')
  await pictures(berth, 'logs-filtered')
})

test('errors alone stand with the lines around them, and the time range says from when', async ({ berth }) => {
  const { page } = berth
  await openLogs(berth, 'dev1')
  await chip(page, 'Errors only').click()
  await expect(line(page, 'facet query timed out')).toHaveCount(1)
  await expect(line(page, 'Thread starvation')).toHaveCount(1)
  await pictures(berth, 'logs-errors')
  await page.getByRole('button', { name: 'Lines around each error' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'No lines around' }).click()
  await expect(line(page, 'Thread starvation')).toHaveCount(0)
  await chip(page, 'Errors only').click()
  await page.getByRole('button', { name: 'All lines' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Last 15 min' }).click()
  await expect(page.locator('.range-note')).toContainText(/From .*\d\d:\d\d/)
  await expectFound(page, 'Slow render', true)
})

test('a search marks its hits, goes through them and through errors and markers by key', async ({ berth }) => {
  const { page } = berth
  await openLogs(berth, 'dev1')
  await goTo(page, 'pool')
  await expect(page.locator('.ln.cur')).toHaveCount(1)
  await page.keyboard.press('Shift+Enter')
  await expect(page.locator('.log-search [role="status"]')).toContainText(/^\d+ of \d+/)
  await pictures(berth, 'logs-search')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('POOL exhausted')
  await page.getByRole('button', { name: 'Match case' }).click()
  await expect(page.locator('.log-search [role="status"]')).toHaveText('none')
  await page.getByRole('button', { name: 'Match case' }).click()
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await page.getByLabel('Search in log').fill('pool (exh|act)')
  await expect(page.locator('.log-search [role="status"]')).toContainText(/of [1-9]/)
  await page.getByLabel('Search in log').fill('(')
  await expect(page.locator('.search-note')).toContainText('(')
  await page.getByLabel('Search in log').fill('')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+E')
  await expect(page.locator('.ln.cur')).toHaveAttribute('data-l', 'ERROR')
})

test('stack traces and JSON unfold and fold by key, and a line is shown whole', async ({ berth }) => {
  const { page } = berth
  await openLogs(berth, 'dev1')
  await goTo(page, 'query failed')
  await expect(page.locator('.ln.cur button.more')).toContainText('28 more lines')
  await pictures(berth, 'logs-folded')
  await page.keyboard.press('ArrowRight')
  await expect(line(page, 'FacetService.java:110')).toHaveCount(1)
  await page.keyboard.press('ArrowLeft')
  await expect(line(page, 'FacetService.java:110')).toHaveCount(0)
  await goTo(page, 'facet query')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.ln .json')).toContainText('"7f1e0c92d5b84a11"')
  await expect(page.locator('.ln.cur')).toBeInViewport({ ratio: 1 })
  await pictures(berth, 'logs-json')
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'Whole line…' })).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/logs-menu.en.light.png' })
  await page.getByRole('menuitem', { name: 'Whole line…' }).click()
  await expect(page.getByRole('dialog', { name: 'Whole line' })).toContainText('facet query timed out')
  await pictures(berth, 'logs-whole-line')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.ln .json')).toHaveCount(0)
  expect(await page.title()).not.toBe('taken')
})

test('lines are copied as text, with their gutter, and to share', async ({ berth }) => {
  const { page, app } = berth
  await openLogs(berth, 'dev1')
  await goTo(page, 'Slow render')
  await page.keyboard.press('Control+c')
  await expect.poll(() => clipboardOf(app)).toBe('⚠ Slow render: /search 2,140ms (budget 800ms)')
  await page.keyboard.press('Control+Shift+C')
  await expect.poll(() => clipboardOf(app)).toMatch(/^\d\d:\d\d:\d\d\.\d{3} web WARN ⚠ Slow render/)
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: 'Copy to share' }).click()
  await expect.poll(() => clipboardOf(app)).toMatch(/^seoul-1 \/ dev1 · web · \d{4}-.*\n⚠ Slow render/)
})

test('a file gets what is shown or everything, compressed by its name', async ({ berth }) => {
  const { page, app } = berth
  const file = join(directory, 'shown.log')
  await openLogs(berth, 'dev1')
  await chip(page, 'Errors only').click()
  await expect(page.locator('.foot')).toContainText(/ shown/)
  await chooseFile(app, file)
  await page.getByRole('button', { name: 'Save…' }).click()
  await page.getByRole('menuitem', { name: 'What is shown…' }).click()
  await expect(page.locator('.foot')).toContainText(/lines? saved/)
  expect(readFileSync(file, 'utf8')).toContain('FacetService.java:110')
  expect(readFileSync(file, 'utf8')).not.toContain('Ready in')
  await chooseFile(app, `${file}.gz`)
  await page.getByRole('button', { name: 'Save…' }).click()
  await page.getByRole('menuitem', { name: /compressed/ }).click()
  await expect.poll(() => existsSync(`${file}.gz`)).toBe(true)
  expect(gunzipSync(readFileSync(`${file}.gz`)).toString()).toContain('Ready in')
})

test('a flood is followed, paused and searched without the window stopping, and older lines come at the top', async ({
  berth,
  shop,
}) => {
  const { page } = berth
  await openLogs(berth, 'dev2')
  const tasks = await page.evaluateHandle(() => {
    const longMs: number[] = []
    new PerformanceObserver((list) =>
      longMs.push(...list.getEntries().map(({ duration }) => Math.round(duration))),
    ).observe({
      type: 'longtask',
    })
    return longMs
  })
  await flood(shop, 'dev2', 'web', 60_000)
  await page.keyboard.press('f')
  await expect(page.locator('.newlines b')).toContainText(/[1-9]\d*,\d{3} new lines/, { timeout: 30_000 })
  // Printed, not judged: how long a task takes depends on who else uses the machine.
  process.stdout.write(`long tasks in the window during the flood, ms: ${JSON.stringify(await tasks.jsonValue())}\n`)
  await pictures(berth, 'logs-paused')
  await page.keyboard.press('End')
  await expectFound(page, 'flood done', true)
  await goTo(page, '0001234 flood')
  await expect(page.locator('.ln.cur')).toContainText('0001234')
  // Words that come after it end a wish: nobody is taken where they no longer want to go.
  await page.keyboard.press('End')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('0002345 flood')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' nowhere')
  await expect(page.locator('.log-search [role="status"]')).toHaveText('none')
  await expect(page.locator('.newlines')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await openLogs(berth, 'dev2')
  await expect(page.locator('.foot')).toContainText(/1\d,\d{3} lines held/)
  await page.locator('.log-scroller').focus()
  await page.keyboard.press('Home')
  await expect(page.locator('.foot')).toContainText(/1[2-9],\d{3} lines held/)
  await page.keyboard.press('Home')
  await expect(page.locator('[data-older]')).toBeVisible()
})

/** Presses Cancel in the very moment when the window shows that a file is partly written; answers with what it showed then. */
function cancelMidway(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const look = (): void => {
          const shown = document.querySelector('.log-saving')
          const [lines, total] = (shown?.textContent.match(/[\d,]+/g) ?? []).map((count) =>
            Number(count.replaceAll(',', '')),
          )
          const button = shown?.querySelector('button')
          if (lines === undefined || total === undefined || button === null || button === undefined) return
          if (lines === 0 || lines >= total) return
          watching.disconnect()
          resolve(shown?.querySelector('span')?.textContent ?? '')
          button.click()
        }
        const watching = new MutationObserver(look)
        watching.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
  )
}

test('a file that is given up half-way leaves nothing behind, and the next one is whole', async ({ berth, shop }) => {
  const { page, app } = berth
  const folder = mkdtempSync(join(directory, 'saved-'))
  const save = async (name: string): Promise<void> => {
    await chooseFile(app, join(folder, name))
    await page.getByRole('button', { name: 'Save…' }).click()
    await page.getByRole('menuitem', { name: name.endsWith('.gz') ? /compressed/ : 'Everything held…' }).click()
  }
  await openLogs(berth, 'dev4')
  await flood(shop, 'dev4', 'web', 200_000)
  await expect(page.locator('.foot')).toContainText(/[2-9]\d\d,\d{3} lines held/, { timeout: 60_000 })
  for (const name of ['given-up.log', 'given-up.log.gz']) {
    const cancelled = cancelMidway(page)
    await save(name)
    expect(await cancelled).toMatch(/^[1-9][\d,]* of 2\d\d,\d{3} lines saved$/)
    await expect(page.locator('.foot')).toContainText('Saving cancelled. No file was left.')
    await expect(page.locator('.log-saving')).toHaveCount(0)
    expect(readdirSync(folder)).toEqual([])
  }
  await save('whole.log')
  await expect(page.locator('.foot')).toContainText(/2\d\d,\d{3} lines saved/, { timeout: 30_000 })
  expect(readdirSync(folder)).toEqual(['whole.log'])
  const said = Number(
    (await page.locator('.foot').textContent())?.match(/([\d,]+) lines saved/)?.[1]?.replaceAll(',', ''),
  )
  const text = readFileSync(join(folder, 'whole.log'), 'utf8')
  expect(text.endsWith('\n')).toBe(true)
  expect(text.split('\n').length - 1).toBe(said)
})

test('deploys, restarts, health and kills stand in the log, named, and keys go from one to the next', async ({
  berth,
  shop,
}) => {
  const { page } = berth
  const { engine } = shop
  const marker = (name: string | RegExp): Locator => page.getByRole('separator', { name })
  const tell = async (service: ServiceName, path: string): Promise<void> => {
    await fetch(`http://127.0.0.1:${String(shop.slots['dev1']?.ports[service])}${path}`, { method: 'POST' })
  }
  await openLogs(berth, 'dev1')
  const web = await shop.containerId('dev1', 'web')
  await engine.call({ method: 'POST', path: `/containers/${web ?? ''}/restart?t=1` })
  await expect(marker(/^web exited, /).last()).toBeVisible()
  await expect(marker(/^web started, /).last()).toBeVisible()
  await tell('api', '/fail?why=503%20db%20DOWN')
  await expect(marker(/^api became Unhealthy, .*503 db DOWN/).last()).toBeVisible({ timeout: 60_000 })
  await tell('api', '/recover')
  await expect(marker(/^api became Healthy, /).last()).toBeVisible({ timeout: 60_000 })
  await tell('admin', '/eat')
  await expect(marker(/^admin: out of memory, 256 MB, /).last()).toBeVisible({ timeout: 60_000 })
  await expect(marker(/^admin started, /).last()).toBeVisible({ timeout: 30_000 })
  await shop.untilHealthy('dev1')
  const words = [
    'deploy',
    'dev1',
    '--tag',
    'kickoff-240603-payment',
    '--host',
    engine.address,
    '--yes',
    '--by',
    '박서준',
  ]
  await runBerth(words)
  await expect(
    marker(/^Deploy done, kickoff-240603-payment, 박서준, took .*was kickoff-240510-dashboard/),
  ).toBeVisible()
  await pictures(berth, 'logs-markers')

  await page.keyboard.press('End')
  const walked: string[] = []
  const current = page.locator('.cur[data-marker]')
  const step = async (key: string): Promise<string> => {
    const before = (await current.count()) === 0 ? '' : await current.getAttribute('data-row')
    await page.keyboard.press(key)
    await expect(current).not.toHaveAttribute('data-row', before ?? '')
    await expect(current).toBeInViewport()
    const name = (await current.getAttribute('aria-label')) ?? ''
    await expect(page.locator('p.vh[role="status"]')).toHaveText(name.replace(/, [^,]*$/, ''))
    return name
  }
  const back = ['Deploy done', 'Deploy started', 'admin: out of memory', 'api became Healthy', 'api became Unhealthy']
  for (const name of [...back, 'web started', 'web exited']) {
    do walked.push(await step('['))
    while (walked.at(-1)?.startsWith(name) !== true)
  }
  expect(
    walked.filter((name) => /^(api|admin|web) replaced/.test(name)),
    walked.join('\n'),
  ).toHaveLength(3)
  for (const name of walked.slice(0, -1).reverse()) expect(await step(']')).toBe(name)
  await page.keyboard.press(']')
  await expect(page.locator('.foot')).toContainText('No marker further on.')
})
