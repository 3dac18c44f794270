import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Settings } from '../src/domain/settings'

const projectDirectory = resolve(import.meta.dirname, '..')

/** The real app as a test drives it. */
export type BerthApp = {
  readonly app: ElectronApplication
  readonly page: Page
  readonly home: string
  /** What the window's console said as an error, policy violations among it: tests expect none. */
  readonly problems: readonly string[]
  /** Ends the app; its home folder stays for another start. */
  readonly close: () => Promise<void>
}

type LaunchOptions = {
  readonly hosts: readonly {
    readonly name: string
    readonly address: string
    readonly keyFile?: string
    readonly tls?: object
  }[]
  readonly settings?: Partial<Settings>
  /** A home folder of an earlier start. */
  readonly home?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Modules that Electron loads before the app. */
  readonly loadFirst?: readonly string[]
  /** A packaged app; without it what is built in the project's folder. */
  readonly executablePath?: string
}

const homes = new Set<string>()
process.once('exit', () => homes.forEach((home) => rmSync(home, { recursive: true, force: true })))

/** Chromium's sandbox wants a user who is not root. */
export const asRoot: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Starts Berth on the given hosts with a home folder of its own. */
export async function launchBerth(options: LaunchOptions): Promise<BerthApp> {
  const home = options.home ?? makeHome(options)
  const loaded = (options.loadFirst ?? []).flatMap((file) => ['-r', file])
  const { executablePath } = options
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...asRoot, '--disable-gpu', ...loaded, ...(executablePath === undefined ? [projectDirectory] : [])],
    cwd: projectDirectory,
    env: { ...(process.env as Record<string, string>), LANG: 'en_US.UTF-8', BERTH_HOME: home, ...options.environment },
  })
  const page = await app.firstWindow()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  return { app, page, home, problems, close: () => app.close() }
}

function makeHome(options: LaunchOptions): string {
  const home = mkdtempSync(join(tmpdir(), 'berth-test-home-'))
  homes.add(home)
  const hosts = options.hosts.map((host, index) => ({ id: `host-${index}`, ...host }))
  writeFileSync(
    join(home, 'settings.json'),
    JSON.stringify({ language: 'en', theme: 'light', personName: '이도윤', ...options.settings, hosts }),
  )
  return home
}
