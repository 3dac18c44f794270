// From spawn to a painted board, and memory, against the least an Electron app with React and a second process can be.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { startShop } from '../e2e/harness/shop'
import { waitUntil } from '../e2e/harness/wait-until'
import { makeHome } from './demo-home'
import { type ElectronRun, startElectron } from './electron-run'
import { summedPssMb } from './process-tree'
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

async function measureBerth(home: string): Promise<Sample> {
  const run = startElectron(projectDirectory, ['--trace-start'], { BERTH_HOME: home })
  try {
    // A run counts only if all four rows were painted at first, and again when the host had answered.
    const sample = await measure(run, 'berth painted 4')
    await run.printed('berth live 4')
    return sample
  } finally {
    await run.stop()
  }
}

/** A first use, as any start but the very first has had one. */
async function leaveSnapshot(home: string): Promise<void> {
  const run = startElectron(projectDirectory, ['--trace-start'], { BERTH_HOME: home })
  try {
    await waitUntil('the snapshot to hold four slots', 20_000, () => {
      const file = join(home, 'board-snapshot.json')
      return existsSync(file) && (readFileSync(file, 'utf8').match(/"name":"dev[1-4]"/g)?.length ?? 0) === 4
    })
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
    await leaveSnapshot(home.path)
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
