// A large board: 20 hosts × 8 slots × 3 services, fifty of which change their health each second. How long an update takes
// from its arrival in the window to the paint, what the window and the whole app cost, and how fast the board is there
// again after a start, beside the least that an app of this kind can be.
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { launchBerth } from '../e2e/berth-app'
import { type ElectronRun, startElectron } from './electron-run'
import { processTimeMs, summedPssMb } from './process-tree'
import { type ScaleHosts, startScaleHosts } from './scale-hosts'
import { median, quantile, rounded } from './statistics'

const hostCount = 20
const slotCount = 8
const changesPerSecond = 50
const changingMs = Number(process.argv[2] ?? 20) * 1_000
const idleMs = 10_000
const startRounds = 5
/** As many as have their place in a window of 900 px. */
const rowsInWindow = 13
const most = { updateMs: 50, longTaskMs: 50, startRatio: 1.3 }
const projectDirectory = resolve(import.meta.dirname, '..')
const helloDirectory = join(projectDirectory, 'bench/hello-window')

type Seen = { readonly updatesMs: readonly number[]; readonly longTasksMs: readonly number[] }

async function main(): Promise<void> {
  await build({ root: helloDirectory, base: './', logLevel: 'error', build: { outDir: 'built', target: 'chrome114' } })
  const hosts = await startScaleHosts(hostCount, slotCount)
  const berth = await launchBerth({
    hosts: hosts.addresses.map((address, index) => ({ name: `host-${String(index + 1)}`, address })),
  })
  try {
    const { page } = berth
    await watchUpdates(page)
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-row][data-state="healthy"]').length >= count,
      (hostCount * slotCount) / 2,
      { timeout: 60_000 },
    )
    const pid = berth.app.process().pid ?? 0
    await page.waitForTimeout(5_000)
    const idlePercent = await shareOf(pid, idleMs, () => page.waitForTimeout(idleMs))
    const changes = await change(page, hosts)
    const memoryMb = await summedPssMb(pid)
    await berth.close()
    report(changes, idlePercent, memoryMb, await compareStarts(berth.home))
  } finally {
    await berth.close().catch(() => undefined)
    await hosts.close()
  }
}

/** From here on the page notes when the engine's words about the board arrive, and when what they say is painted. */
async function watchUpdates(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { updatesMs: [] as number[], longTasksMs: [] as number[] }
    Object.assign(window, { scaleSeen: seen })
    const tasks = new PerformanceObserver((list) =>
      seen.longTasksMs.push(...list.getEntries().map((task) => task.duration)),
    )
    tasks.observe({ type: 'longtask' })
    const own = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      ...own,
      set(handler: (event: MessageEvent) => void) {
        own?.set?.call(this, (event: MessageEvent<{ readonly event?: string }>) => {
          const arrivedMs = performance.now()
          handler(event)
          if (event.data.event !== 'board-changed') return
          // A task that is set in a frame runs once that frame is painted.
          requestAnimationFrame(() => setTimeout(() => seen.updatesMs.push(performance.now() - arrivedMs)))
        })
      },
    })
  })
  await page.reload()
}

async function change(page: Page, hosts: ScaleHosts): Promise<Seen> {
  await page.evaluate(() => {
    const { scaleSeen } = window as unknown as { scaleSeen: { updatesMs: number[]; longTasksMs: number[] } }
    scaleSeen.updatesMs.length = 0
    scaleSeen.longTasksMs.length = 0
  })
  const timer = setInterval(hosts.change, 1_000 / changesPerSecond)
  await page.waitForTimeout(changingMs)
  clearInterval(timer)
  await page.waitForTimeout(1_000)
  return page.evaluate(() => (window as unknown as { scaleSeen: Seen }).scaleSeen)
}

/** Processor time of the app's processes while something happens, as a share of one core. */
async function shareOf(pid: number, durationMs: number, during: () => Promise<unknown>): Promise<number> {
  const beforeMs = await processTimeMs(pid)
  await during()
  return (((await processTimeMs(pid)) - beforeMs) / durationMs) * 100
}

type Starts = {
  readonly berthMs: number
  readonly helloMs: number
  readonly helloMb: number
  readonly helloPercent: number
}

/** Turn by turn; the board is painted from what the run before left, whether or not its hosts answer. */
async function compareStarts(home: string): Promise<Starts> {
  const berth: number[] = []
  const hello: number[] = []
  let [helloMb, helloPercent] = [0, 0]
  for (let round = 0; round <= startRounds; round += 1) {
    const bare = startElectron(helloDirectory, [], {})
    hello.push(await bare.printed('hello painted'))
    if (round === 0) {
      helloPercent = await shareOf(bare.pid, idleMs, () => new Promise((done) => setTimeout(done, idleMs)))
      helloMb = await summedPssMb(bare.pid)
    }
    await bare.stop()
    const run = startElectron(projectDirectory, ['--trace-start'], { BERTH_HOME: home })
    berth.push(await painted(run))
    await run.stop()
  }
  // The first of each has the disk's caches against it.
  return { berthMs: median(berth.slice(1)), helloMs: median(hello.slice(1)), helloMb, helloPercent }
}

/** The rows that one sees: those further down follow while nobody waits for them. */
function painted(run: ElectronRun): Promise<number> {
  const rowsOf = (line: string): number => Number(/^berth painted (\d+)$/.exec(line)?.[1] ?? 0)
  return run.printed((line) => rowsOf(line) >= rowsInWindow)
}

function report({ updatesMs, longTasksMs }: Seen, idlePercent: number, memoryMb: number, starts: Starts): void {
  const update = {
    updates: updatesMs.length,
    p50Ms: rounded(median(updatesMs), 1),
    p95Ms: rounded(quantile(updatesMs, 0.95), 1),
  }
  const longestTaskMs = Math.round(Math.max(0, ...longTasksMs))
  const startRatio = rounded(starts.berthMs / starts.helloMs)
  const within = update.p95Ms < most.updateMs && longestTaskMs <= most.longTaskMs && startRatio <= most.startRatio
  const board = { hosts: hostCount, slots: hostCount * slotCount, changesPerSecond }
  const memory = { berthMb: Math.round(memoryMb), helloMb: Math.round(starts.helloMb) }
  const idle = { berthPercent: rounded(idlePercent), helloPercent: rounded(starts.helloPercent) }
  const start = { berthMs: Math.round(starts.berthMs), helloMs: Math.round(starts.helloMs), ratio: startRatio }
  const tasks = { longTasks: longTasksMs.length, longestTaskMs }
  console.log(JSON.stringify({ bench: 'scale', ...board, update, ...tasks, memory, idle, start, within }))
}

await main()
