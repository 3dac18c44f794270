// From Docker's event to the changed row, against the moment the docker client prints the same event.
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { _electron, type Page } from '@playwright/test'
import { SERVICES } from '../e2e/harness/shop-catalog'
import { startShop, type Shop } from '../e2e/harness/shop'
import { makeHome } from './demo-home'
import { quantile, rounded } from './statistics'

const changes = 100
const projectDirectory = resolve(import.meta.dirname, '..')

/** The window's own clock, noted whenever a slot's row changes to a state. */
type SeenStates = { readonly slot: string; readonly state: string; readonly atMs: number }[]

async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: SeenStates = []
    const cells = (): Map<string, string> =>
      new Map(
        [...document.querySelectorAll<HTMLElement>('[data-row] [data-service]')].map((cell) => [
          `${cell.closest<HTMLElement>('[data-row]')?.dataset['slot']}/${cell.dataset['service']}`,
          cell.textContent ?? '',
        ]),
      )
    let before = cells()
    new MutationObserver(() => {
      const now = cells()
      for (const [slot, state] of now) if (before.get(slot) !== state) seen.push({ slot, state, atMs: Date.now() })
      before = now
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    Object.assign(window, { seenStates: seen })
  })
}

/** Every event as `docker events` prints it, with the time it was printed at. */
class PrintedEvents {
  readonly child: ChildProcess
  private readonly printed: { readonly line: string; readonly atMs: number }[] = []
  private waiting: (() => void) | null = null

  constructor(address: string) {
    this.child = spawn('docker', ['-H', address, 'events', '--format', '{{.Action}} {{.Actor.ID}}'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (this.child.stdout === null) throw new Error('docker events has no output')
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.printed.push({ line, atMs: Date.now() })
      this.waiting?.()
    })
  }

  async at(line: string, sinceMs: number): Promise<number> {
    const limit = AbortSignal.timeout(10_000)
    for (;;) {
      const found = this.printed.find((entry) => entry.line === line && entry.atMs >= sinceMs)
      if (found !== undefined) return found.atMs
      await new Promise<void>((done, fail) => {
        this.waiting = done
        limit.addEventListener('abort', () => fail(new Error(`void: docker never printed ${line}`)), { once: true })
      })
    }
  }
}

async function changeOnce(shop: Shop, page: Page, events: PrintedEvents, index: number): Promise<number> {
  const slot = `dev${(index % 4) + 1}`
  const service = SERVICES[Math.floor(index / 8) % SERVICES.length] ?? 'api'
  const action = Math.floor(index / 4) % 2 === 0 ? 'pause' : 'unpause'
  // A container that goes on waits for its next check before it is healthy again: what counts is that it isn't paused.
  const wanted = action === 'pause' ? /^Paused/ : /^(?!Paused)/
  const id = await shop.containerId(slot, service)
  const sinceMs = Date.now()
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/${action}` })
  const printedAtMs = await events.at(`${action} ${id}`, sinceMs)
  const changed = await page.waitForFunction(
    ({ key, word, since }) =>
      (window as unknown as { seenStates: SeenStates }).seenStates.find(
        (entry) => entry.slot === key && entry.atMs >= since && new RegExp(word).test(entry.state),
      )?.atMs,
    { key: `${slot}/${service}`, word: wanted.source, since: sinceMs },
    { timeout: 10_000, polling: 'raf' },
  )
  return Number(await changed.jsonValue()) - printedAtMs
}

async function main(): Promise<void> {
  const shop = await startShop({
    name: 'live',
    slots: { dev1: 'dashboard', dev2: 'payment', dev3: 'dashboard', dev4: 'payment' },
  })
  const home = makeHome(shop.engine.address)
  const events = new PrintedEvents(shop.engine.address)
  const app = await _electron.launch({
    args: ['--no-sandbox', '--disable-gpu', projectDirectory],
    env: { ...(process.env as Record<string, string>), BERTH_HOME: home.path },
  })
  try {
    await Promise.all(Object.keys(shop.slots).map((slot) => shop.untilHealthy(slot)))
    const page = await app.firstWindow()
    await page.waitForFunction(() => document.querySelectorAll('[data-row][data-state="healthy"]').length === 4)
    await watchRows(page)
    const behindMs: number[] = []
    for (let index = 0; index < changes; index++) behindMs.push(await changeOnce(shop, page, events, index))
    const p95Ms = rounded(quantile(behindMs, 0.95), 0)
    console.log(
      JSON.stringify({
        bench: 'live',
        changes: behindMs.length,
        medianBehindEventsMs: rounded(quantile(behindMs, 0.5), 0),
        p95BehindEventsMs: p95Ms,
        worstBehindEventsMs: rounded(Math.max(...behindMs), 0),
        within: p95Ms <= 100,
      }),
    )
  } finally {
    events.child.kill()
    await app.close()
    home.remove()
    shop.remove()
  }
}

await main()
