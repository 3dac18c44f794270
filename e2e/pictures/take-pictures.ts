import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { pictureFiles } from './picture-files'
import { type BerthApp, launchBerth } from '../berth-app'
import { row } from '../board-page'
import { type SampleHosts, startSampleHosts } from '../harness/sample-hosts'
import { type Look, wear } from '../screen-pictures'

const directory = resolve(import.meta.dirname, '../../docs/pictures')
const size = { width: 1440, height: 900 }
const slowly = { timeout: 60_000 }

type Screen = (typeof pictureFiles)[number] extends `${infer Name}.${string}` ? Name : never

/** How each screen is reached from the board. */
const screens: Readonly<Record<Screen, (page: Page) => Promise<void>>> = {
  board: async (page) => {
    await row(page, 'dev1', 'host-0').focus()
    await expect(row(page, 'dev1', 'host-0')).toContainText(/New build|새 빌드/, slowly)
    await expect(row(page, 'dev3', 'host-0')).toHaveAttribute('data-state', 'unhealthy', slowly)
  },
  deploy: async (page) => {
    await row(page, 'dev2', 'host-0').focus()
    await page.keyboard.press('d')
    await page.keyboard.type('payment')
    await expect(
      page
        .getByRole('dialog')
        .getByText(/Replaces/)
        .first(),
    ).toBeVisible(slowly)
  },
  slot: async (page) => {
    await row(page, 'dev3', 'host-0').focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('.hwhy .logbox').first()).toBeVisible(slowly)
    await expect(page.locator('.spark b').nth(3)).toBeVisible(slowly)
  },
  logs: async (page) => {
    await row(page, 'dev3', 'host-0').focus()
    await page.keyboard.press('l')
    await expect(page.locator('.ln').nth(12)).toBeVisible(slowly)
    await page.keyboard.press('e')
  },
}

async function take(berth: BerthApp, file: (typeof pictureFiles)[number]): Promise<void> {
  const [screen, language, theme] = file.split('.') as [Screen, Look['language'], Look['theme']]
  const { page } = berth
  await wear(berth, { language, theme })
  await page.keyboard.press('Control+1')
  await screens[screen](page)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: join(directory, file), animations: 'disabled' })
  await page.keyboard.press('Escape')
  process.stdout.write(`docs/pictures/${file}\n`)
}

/** Addresses that look the same in every picture. */
function plainAddresses({ hosts }: SampleHosts, folder: string): readonly { name: string; address: string }[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  return hosts.map(({ name, address }) => {
    const socket = join(folder, `${name}.sock`)
    symlinkSync(address.slice('unix://'.length), socket)
    return { name, address: `unix://${socket}` }
  })
}

async function main(): Promise<void> {
  const sample = await startSampleHosts()
  const folder = join(tmpdir(), 'berth-pictures')
  const berth = await launchBerth({ hosts: plainAddresses(sample, folder) })
  try {
    await berth.app.evaluate(
      ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    )
    await expect.poll(() => berth.page.evaluate(() => [innerWidth, innerHeight])).toEqual([size.width, size.height])
    for (const file of pictureFiles) await take(berth, file)
  } finally {
    await berth.close()
    await sample.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
