import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { mapBounded } from '../src/engine/registry/map-bounded'
import { startWebhookReceiver } from '../src/testing/webhook-receiver'
import { type BerthApp, launchBerth } from './berth-app'
import { expectState, row } from './board-page'
import { catchNotifications, shownIn } from './caught-notifications'
import { expectHarmless, expectUntouched } from './harmless-window'
import { type HostileRegistry, hostileTags, startHostileRegistry } from './harness/hostile-registry'
import { evilSlot, plantHostileContainers, tellOfNow, writeHostileHistory } from './harness/hostile-shop'
import { hostileSlotsFiles } from './harness/hostile-slots-files'
import { hostileTexts, neverShown, towering } from './harness/hostile-texts'
import { type ColleagueLedger, openColleagueLedger } from './harness/sample-history'
import { onTerminal } from './on-terminal'
import { expect, test } from './shop-fixture'

test.use({ shopOf: 'hostile', shopSlots: ['dev1'] })

let directory: string
let registry: HostileRegistry
let colleague: ColleagueLedger

test.beforeAll(async ({ shop }) => {
  directory = mkdtempSync(join(tmpdir(), 'berth-hostile-'))
  for (const [name, { text }] of Object.entries(hostileSlotsFiles)) writeFileSync(join(directory, name), text)
  registry = await startHostileRegistry()
  colleague = openColleagueLedger(shop.engine)
  await plantHostileContainers(shop, registry)
  await writeHostileHistory(colleague, evilSlot)
})

test.afterAll(async () => {
  await colleague?.close()
  registry?.close()
  rmSync(directory, { recursive: true, force: true })
  // What the shell's text would have made.
  expect(existsSync('/tmp/berth-hostile')).toBe(false)
})

/** Rows of the board are as high as an honest one's of as many lines. */
async function expectEvenRows(page: Page): Promise<void> {
  const heights = await page.locator('[data-row]').evaluateAll((rows) => rows.map((one) => one.clientHeight))
  expect(heights.length).toBeGreaterThan(Object.keys(hostileTexts).length)
  expect(Math.max(...heights)).toBeLessThan(160)
}

async function lookAtBoard(page: Page): Promise<void> {
  await expectState(page, evilSlot, 'unhealthy')
  await expect(row(page, evilSlot)).toContainText('<img src=x onerror=')
  await expectHarmless(page, 'board')
  await expectEvenRows(page)
  for (const [key, where] of [
    ['g', 'by kickoff'],
    ['w', 'wall'],
  ] as const) {
    await page.keyboard.press(key)
    await expectHarmless(page, where)
    await page.keyboard.press(key)
  }
}

async function lookAtSlot(page: Page): Promise<void> {
  await row(page, evilSlot).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: evilSlot })).toBeVisible()
  await expectHarmless(page, 'slot')
  await page.keyboard.press('Escape')
}

async function lookAtLogs(page: Page): Promise<void> {
  await row(page, evilSlot).focus()
  await page.keyboard.press('l')
  await page.keyboard.press('Control+f')
  await expect(page.locator('.ln').first()).toBeVisible()
  for (const text of ['window.hostile', '__proto__', '%s%n%d%O', 'longlong']) {
    await page.getByLabel('Search in log').fill(text)
    await page.keyboard.press('Enter')
    await expect(page.locator('mark.hit.now').first()).toBeVisible()
    await expectHarmless(page, `logs, ${text}`)
  }
  await page.keyboard.press('Escape')
  const heights = await page.locator('.ln').evaluateAll((lines) => lines.map((one) => one.clientHeight))
  expect(Math.max(...heights)).toBe(Math.min(...heights))
  await page.keyboard.press('Escape')
  await expect(row(page, evilSlot)).toBeVisible()
}

async function lookAtDeployDialog(page: Page): Promise<void> {
  await row(page, evilSlot).focus()
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('option').filter({ hasText: hostileTags.described }).first()).toBeVisible()
  await expectHarmless(page, 'deploy dialog')
  await page.keyboard.type(hostileTags.refused)
  await expect(dialog.getByText('<img src=x onerror=').first()).toBeVisible()
  await expectHarmless(page, 'refused by the registry')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
}

async function lookAtActivity(page: Page): Promise<void> {
  await page.keyboard.press('Control+2')
  const entries = page.locator('[data-entry]')
  await expect(entries).toHaveCount(6)
  await expectHarmless(page, 'activity')
  for (let index = 0; index < 6; index += 1) {
    await entries.nth(index).click()
    await expectHarmless(page, `activity, entry ${String(index)}`)
    await page.keyboard.press('ArrowLeft')
  }
  await page.keyboard.press('Control+1')
}

async function lookAtPalette(page: Page): Promise<void> {
  const startedAtMs = performance.now()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await expect(palette).toBeVisible()
  // The app goes on to answer, whatever it holds by now.
  expect(performance.now() - startedAtMs).toBeLessThan(2_000)
  for (const text of [evilSlot, '<img', '__proto__', '{{7*7}}']) {
    await palette.getByRole('combobox').fill(text)
    await expect(page.getByRole('option').first()).toBeVisible()
    await expectHarmless(page, `palette, ${text}`)
  }
  await page.keyboard.press('Escape')
}

async function lookAtSlotsFiles({ app, page }: BerthApp): Promise<void> {
  await page.keyboard.press('Control+4')
  await page.keyboard.press('s')
  await expectHarmless(page, 'slots file')
  for (const [name, { line }] of Object.entries(hostileSlotsFiles)) {
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      },
      join(directory, name),
    )
    await page.keyboard.press('o')
    await expect(page.getByText(new RegExp(`${name}:${String(line)}:\\d+`)).first()).toBeVisible({ timeout: 10_000 })
    await expectHarmless(page, name)
  }
  // Not the board: what a person looks at is not told.
}

test('whatever labels, images, programs, colleagues and the registry say is text in the window, and no more', async ({
  shop,
}) => {
  const berth = await launchBerth({
    hosts: [{ name: 'seoul-1', address: shop.engine.address }],
    settings: { followed: [{ hostId: 'host-0', slot: evilSlot }] },
  })
  try {
    const { app, page } = berth
    await catchNotifications(app)
    await lookAtBoard(page)
    await lookAtSlot(page)
    await lookAtLogs(page)
    await lookAtDeployDialog(page)
    await lookAtActivity(page)
    await lookAtPalette(page)
    await lookAtSlotsFiles(berth)
    await tellOfNow(colleague, evilSlot)
    await expect.poll(() => shownIn(app)).not.toEqual([])
    for (const { title, body } of await shownIn(app)) expectPlain(`${title}\n${body}`, 1_000)
    await expectUntouched(berth)
  } finally {
    await berth.close()
  }
})

const program = resolve(import.meta.dirname, '../out/cli/berth.cjs')

/** A command whose output goes into a pipe: its exit code, and both streams. */
async function piped(words: readonly string[], environment: NodeJS.ProcessEnv) {
  const options = { env: { ...environment, CI: 'true' }, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }
  const run = promisify(execFile)(process.execPath, [program, ...words], options)
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, all: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => {
      return { code: error.code, out: error.stdout, all: error.stdout + error.stderr }
    },
  )
}

/** Nothing but text of bounded lines. */
function expectPlain(text: string, longestLine: number): void {
  const at = text.search(neverShown)
  expect(at, JSON.stringify(text.slice(Math.max(0, at - 200), at + 50))).toBe(-1)
  expect(towering.test(text)).toBe(false)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(longestLine)
}

/** What a terminal is told beside text: colours, and a line that is written over. */
// oxlint-disable-next-line no-control-regex
const drawn = /\u001b\[[\d;]*m|\r(?:\u001b\[2K)?/g

test('the command line says it to a terminal and into a pipe without a control of theirs, and JSON is JSON', async ({
  shop,
}) => {
  const environment = {
    PATH: process.env['PATH'],
    LANG: 'en_US.UTF-8',
    HOME: directory,
    BERTH_HOME: join(directory, 'home'),
    DOCKER_HOST: shop.engine.address,
  }
  const inAllWays = [['board'], ['history'], ['logs', evilSlot, '--tail', 'all']]
  const piecemeal = [
    ['health', evilSlot],
    ['releases', evilSlot, '--all'],
    ['where', hostileTexts.image],
    ['rollback', evilSlot, '--list'],
    ['deploy', evilSlot, '--tag', hostileTags.refused, '--plan'],
    ['logs', `${hostileTexts.escapes}${hostileTexts.turned}`],
  ]
  for (const words of inAllWays) {
    const [shown, { out }] = await Promise.all([
      onTerminal(words, environment),
      piped([...words, '--json'], environment),
    ])
    expectPlain(shown.replace(drawn, ''), 70_000)
    expectPlain(out, 1_000_000)
    for (const object of words[0] === 'logs' ? out.trimEnd().split('\n') : [out]) JSON.parse(object)
  }
  const never = new AbortController().signal
  const look = async (words: readonly string[]): Promise<void> =>
    expectPlain((await piped(words, environment)).all, 70_000)
  await mapBounded([...inAllWays, ...piecemeal], 3, look, never)
  const publish = async (name: string, line: number): Promise<void> => {
    const { code, all } = await piped(['settings', 'publish', join(directory, name), '--yes'], environment)
    expect([name, code]).toEqual([name, 2])
    expect(all).toContain(`${name}:${String(line)}:`)
    expectPlain(all, 10_000)
  }
  await mapBounded(Object.entries(hostileSlotsFiles), 3, ([name, { line }]) => publish(name, line), never)
})

test('what is sent to Slack mentions nobody and leads nowhere, whoever is called what', async ({ shop }) => {
  const receiver = await startWebhookReceiver()
  const file = join(directory, 'slack')
  writeFileSync(file, `${receiver.origin}/hook`)
  const environment = { PATH: process.env['PATH'], HOME: directory, DOCKER_HOST: shop.engine.address }
  const { markdown, turned } = hostileTexts
  try {
    const words = [
      'reserve',
      'dev1',
      '--until',
      '1h',
      '--why',
      `${markdown}\u0007`.slice(-100),
      '--by',
      `<b>&${turned}`,
    ]
    const sent = await piped([...words, '--notify-slack-url-file', file], environment)
    expect(sent.code, sent.all).toBe(0)
    await receiver.arrived(1)
    const body = receiver.received[0]?.body ?? ''
    expectPlain(body, 5_000)
    const message = JSON.parse(body) as { readonly text: string; readonly blocks: unknown }
    expect(message.text).not.toMatch(/[<>]/)
    expect(JSON.stringify(message.blocks)).not.toContain('mrkdwn')
  } finally {
    await receiver.close()
  }
})
