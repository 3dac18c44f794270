// From spawn to a painted board, and memory, against the least an Electron app with React and a second process can be.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { startShop } from '../e2e/harness/shop'
import { waitUntil } from '../e2e/harness/wait-until'
import { makeHome } from './demo-home'
import { type ElectronRun, startElectron } from './electron-run'
import { summedPssMb } from './process-memory'
import { median, rounded } from './statistics'

const rounds = 7
/** Both apps are measured the same time after their spawn, when neither does anything any more. */
const settledMs = 6_000
const projectDirectory = resolve(import.meta.dirname, '..')
const helloDirectory = join(projectDirectory, 'bench/hello-window')

type Sample = { readonly paintedMs: number; readonly pssMb: number }

async function measure(run: ElectronRun, line: string): Promise<Sample> {
  const startedAtMs = performance.now()
  const paintedMs = await run.printed(line)
  await new Promise((done) => setTimeout(done, settledMs - (performance.now() - startedAtMs)))
  return { paintedMs, pssMb: await summedPssMb(run.pid) }
}

/** A run counts only if the board it painted is the whole board, and live. */
async function checkBoard(run: ElectronRun): Promise<void> {
  await run.printed('berth live')
  const page = await run.page()
  const rows = await page
    .locator('[data-row]')
    .evaluateAll((all) => all.map((row) => [row.getAttribute('data-slot'), row.getAttribute('data-state')].join(' ')))
  const expected = ['dev1 healthy', 'dev2 healthy', 'dev3 unhealthy', 'dev4 stopped']
  if (rows.join() !== expected.join())
    throw new Error(`void: the board shows ${rows.join(', ')} instead of ${expected.join(', ')}`)
}

async function measureBerth(home: string): Promise<Sample> {
  const run = startElectron(projectDirectory, ['--trace-start'], { BERTH_HOME: home })
  try {
    const sample = await measure(run, 'berth painted')
    await checkBoard(run)
    return sample
  } finally {
    await run.stop()
  }
}

async function measureHello(): Promise<Sample> {
  const run = startElectron(helloDirectory, [], {})
  try {
    return await measure(run, 'hello painted')
  } finally {
    await run.stop()
  }
}

async function main(): Promise<void> {
  await build({ root: helloDirectory, base: './', logLevel: 'error', build: { outDir: 'built', target: 'chrome114' } })
  const shop = await startShop({
    name: 'bench',
    slots: { dev1: 'dashboard', dev2: 'payment', dev3: 'brokenDatabase', dev4: 'payment' },
  })
  const home = makeHome(shop.engine.address)
  try {
    await shop.untilHealthy('dev1')
    for (const service of ['api', 'admin', 'web'] as const) {
      await shop.engine.call({
        method: 'POST',
        path: `/containers/${await shop.containerId('dev4', service)}/stop?t=1`,
      })
    }
    // Warm both, and leave Berth a snapshot as any earlier use would.
    await measureBerth(home.path).catch(() => measureBerth(home.path))
    await waitUntil('the snapshot', 10_000, () => existsSync(join(home.path, 'board-snapshot.json')))
    await measureHello()
    const berth: Sample[] = []
    const hello: Sample[] = []
    for (let round = 0; round < rounds; round++) {
      hello.push(await measureHello())
      berth.push(await measureBerth(home.path))
    }
    report(berth, hello)
  } finally {
    home.remove()
    shop.remove()
  }
}

function report(berth: readonly Sample[], hello: readonly Sample[]): void {
  const figures = {
    bench: 'start',
    rounds,
    berthPaintedMs: rounded(median(berth.map((sample) => sample.paintedMs)), 0),
    helloPaintedMs: rounded(median(hello.map((sample) => sample.paintedMs)), 0),
    berthPssMb: rounded(median(berth.map((sample) => sample.pssMb)), 0),
    helloPssMb: rounded(median(hello.map((sample) => sample.pssMb)), 0),
  }
  const ratios = {
    timeRatio: rounded(figures.berthPaintedMs / figures.helloPaintedMs),
    memoryRatio: rounded(figures.berthPssMb / figures.helloPssMb),
  }
  console.log(JSON.stringify({ ...figures, ...ratios, within: ratios.timeRatio <= 1.3 && ratios.memoryRatio <= 1.3 }))
}

await main()
