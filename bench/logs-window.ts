// The window during a flood: three services write as fast as they can, the window follows them. How long its tasks and its
// frames are, beside those of the same window when nothing is written.
import type { Page } from '@playwright/test'
import { launchBerth } from '../e2e/berth-app'
import { buildImages } from '../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../e2e/harness/docker-engine'
import { loadImages } from '../e2e/harness/load-images'
import { composeLabels } from '../src/domain/label-names'
import { median, rounded } from './statistics'

const lines = Number(process.argv[2] ?? 300_000)
const services = ['admin', 'api', 'web']
const mostTaskMs = 50
const mostFrameMs = 20
const quietMs = 3_000

/** What the page itself saw: the times between its frames, and its tasks above 50 ms. */
type Seen = { readonly framesMs: readonly number[]; readonly longTasksMs: readonly number[] }

async function main(): Promise<void> {
  const engine = await startDockerEngine({ name: 'bench-logs-window' })
  const berth = await launchBerth({ hosts: [{ name: 'bench', address: engine.address }] })
  try {
    const tool = { repository: 'shop/tool', tag: 'one', service: 'tool', version: '1', revision: 'a' }
    const image = {
      ...tool,
      createdAt: '2024-05-10T09:00:00Z',
      healthEveryMs: null,
      behaviour: { kind: 'healthy' },
    } as const
    await loadImages(engine, await buildImages([image]))
    const ids = await Promise.all(services.map((service) => startWriter(engine, service)))
    const { page } = berth
    await page.locator('[role="row"]').filter({ hasText: 'flood' }).first().focus()
    await page.keyboard.press('l')
    await page.locator('.ln').filter({ hasText: 'ready' }).first().waitFor()
    const quiet = await watch(page, () => page.waitForTimeout(quietMs))
    const flood = await watch(page, async () => {
      for (const id of ids) await engine.call({ method: 'POST', path: `/containers/${id}/kill?signal=SIGUSR1` })
      await page
        .locator('.foot')
        .filter({ hasText: heldOf(lines) })
        .waitFor({ timeout: 120_000 })
    })
    report(quiet, flood)
  } finally {
    await berth.close()
    engine.remove()
  }
}

/** The foot of the page once every line is held: those of the flood, and each service's first word and last. */
function heldOf(count: number): RegExp {
  const each = Math.ceil(count / services.length)
  return new RegExp(`${((each + 1) * services.length).toLocaleString('en')} lines held`)
}

async function startWriter(engine: DockerEngine, service: string): Promise<string> {
  const count = Math.ceil(lines / services.length)
  const script = `
    const { writeSync } = require('node:fs')
    writeSync(1, 'ready\\n')
    setInterval(() => undefined, 1000)
    process.on('SIGUSR1', () => {
      let block = ''
      for (let i = 0; i < ${String(count)}; i++) {
        const level = i % 50 === 0 ? 'ERROR' : 'INFO'
        block += level + ' [${service}] request ' + i + ' GET /api/items/' + ((i * 7919) % 10007) + ' took ' + (i % 977) + ' ms\\n'
        if (block.length > 60000 || i === ${String(count - 1)}) { writeSync(1, block); block = '' }
      }
    })`
  const body = {
    Image: 'shop/tool:one',
    Labels: { [composeLabels.project]: 'flood', [composeLabels.service]: service },
    HostConfig: { NetworkMode: 'none' },
    Cmd: ['node', '-e', script],
  }
  const answer = await engine.call({ method: 'POST', path: '/containers/create', body })
  const { Id } = JSON.parse(answer) as { readonly Id: string }
  await engine.call({ method: 'POST', path: `/containers/${Id}/start` })
  return Id
}

async function watch(page: Page, during: () => Promise<unknown>): Promise<Seen> {
  const watching = await page.evaluateHandle(() => {
    const framesMs: number[] = []
    const longTasksMs: number[] = []
    const tasks = new PerformanceObserver((list) => longTasksMs.push(...list.getEntries().map((task) => task.duration)))
    tasks.observe({ type: 'longtask' })
    let beforeMs = performance.now()
    let isOver = false
    const frame = (nowMs: number): void => {
      framesMs.push(nowMs - beforeMs)
      beforeMs = nowMs
      if (!isOver) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    return {
      end: () => {
        isOver = true
        tasks.disconnect()
        return { framesMs, longTasksMs }
      },
    }
  })
  await during()
  return watching.evaluate((watcher) => watcher.end())
}

function report(quiet: Seen, flood: Seen): void {
  const told = ({ framesMs, longTasksMs }: Seen) => ({
    frames: framesMs.length,
    medianFrameMs: rounded(median(framesMs), 1),
    p95FrameMs: rounded([...framesMs].sort((a, b) => a - b)[Math.floor(framesMs.length * 0.95)] ?? 0, 1),
    longTasks: longTasksMs.length,
    longestTaskMs: Math.round(Math.max(0, ...longTasksMs)),
  })
  const [still, flooded] = [told(quiet), told(flood)]
  const holds = flooded.longestTaskMs <= mostTaskMs && flooded.p95FrameMs < mostFrameMs
  console.log(JSON.stringify({ bench: 'logs-window', lines, quiet: still, flood: flooded, holds }))
}

await main()
