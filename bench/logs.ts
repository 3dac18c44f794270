// Logs: how fast a followed flood is taken in against `docker logs -f > /dev/null` (a raw reader that throws away where
// there is no docker client), that memory is flat once the budget is full, and how long it takes to search and to open.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import type { DockerEngine } from '../e2e/harness/docker-engine'
import { startToolEngine } from '../e2e/harness/tool-containers'
import { type LogViewState, rowKind } from '../src/contract/log-contract'
import type { LogViews } from '../src/engine/logs/log-views'
import { useLinearExpressions } from '../src/engine/use-linear-expressions'
import { linesHeld, watchLogs } from '../src/testing/watched-logs'
import { lineOf, writeFlood } from './log-flood'
import { measureFullMemory } from './log-full-memory'
import { measureSearches, searchedLines } from './log-searches'
import { median, rounded } from './statistics'

const lines = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)
const services = ['admin', 'api', 'web']
const leastOfDocker = 0.95
const mostMs = { literal: 100, regex: 300, open: 200 }
/** Memory may still move by this much after the budget is full. */
const mostGrowth = 0.1

async function main(): Promise<void> {
  useLinearExpressions()
  const engine = await startToolEngine('bench-logs')
  try {
    await report(engine)
  } finally {
    engine.remove()
  }
}

async function report(engine: DockerEngine): Promise<void> {
  const ids = await Promise.all(
    services.map((name) => writeFlood(engine, 'flood', name, Math.ceil(lines / services.length))),
  )
  const rates: { readonly docker: number; readonly berth: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    // Who comes first changes: neither always meets what the other left warm.
    const isDockerFirst = round % 2 === 0
    const before = isDockerFirst ? await dockerRate(engine, ids) : 0
    const berth = await berthRate(engine)
    rates.push({ docker: isDockerFirst ? before : await dockerRate(engine, ids), berth })
  }
  const ratio = median(rates.map(({ docker, berth }) => berth / docker))
  const memory = await measureFullMemory(engine, totalOf(services.length))
  await writeFlood(engine, 'search', 'api', searchedLines)
  const found = await measureSearches(engine)
  const result = {
    bench: 'logs',
    lines,
    against: hasDockerClient() ? 'docker logs -f > /dev/null' : 'a raw reader',
    dockerLinesPerSecond: Math.round(median(rates.map(({ docker }) => docker))),
    berthLinesPerSecond: Math.round(median(rates.map(({ berth }) => berth))),
    ratio: rounded(ratio, 3),
    ...memory,
    ...found,
    holds:
      ratio >= leastOfDocker &&
      memory.growth <= mostGrowth &&
      found.literalMs < mostMs.literal &&
      found.regexMs < mostMs.regex &&
      found.openMs < mostMs.open,
  }
  console.log(JSON.stringify(result))
}

/** Lines a second that a reader of all services gets which keeps nothing. */
async function dockerRate(engine: DockerEngine, ids: readonly string[]): Promise<number> {
  const beganMs = performance.now()
  await Promise.all(ids.map((id) => (hasDockerClient() ? printAway(engine, id) : readAway(engine, id))))
  return totalOf(ids.length) / ((performance.now() - beganMs) / 1_000)
}

function printAway(engine: DockerEngine, id: string): Promise<void> {
  const command = `exec docker logs -f ${id} > /dev/null`
  const child: ChildProcess = spawn('sh', ['-c', command], {
    env: { ...process.env, DOCKER_HOST: engine.address },
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`void: docker logs ended with ${code}`))))
  })
}

function readAway(engine: DockerEngine, id: string): Promise<void> {
  const path = `/containers/${id}/logs?follow=1&stdout=1&stderr=1&timestamps=1`
  return new Promise((resolve, reject) => {
    request({ socketPath: engine.socketPath, path }, (answer) => {
      answer.once('error', reject)
      answer.once('end', resolve)
      answer.resume()
    })
      .once('error', reject)
      .end()
  })
}

/** The same of a view, which holds all of them: to the last row, in the order of each service, line by line the same. */
async function berthRate(engine: DockerEngine): Promise<number> {
  const opened = await watchLogs(engine.address)
  try {
    const total = totalOf(services.length)
    const beganMs = performance.now()
    const viewId = opened.open('flood', null, null)
    const state = await opened.until(viewId, 'all lines', (each) => linesHeld(each) >= total, 600_000)
    const tookMs = performance.now() - beganMs
    checkWhole(opened.views, viewId, state)
    return total / (tookMs / 1_000)
  } finally {
    await opened.end()
  }
}

function checkWhole(views: LogViews, viewId: string, state: LogViewState): void {
  const each = totalOf(1)
  const found = linesHeld(state)
  if (found !== each * services.length || state.dropped > 0) throw new Error(`void: ${found} lines`)
  const hashes = services.map(() => createHash('sha256'))
  for (let first = state.first; first < state.first + state.count; first += 10_000) {
    const rows = views.read(viewId, first, 10_000, 65_536)
    rows.texts.forEach((text, index) => {
      if (rows.kind[index] !== rowKind.marker) hashes[rows.service[index] ?? 0]?.update(`${text}\n`)
    })
  }
  const held = hashes.map((hash) => hash.digest('hex'))
  const wanted = services.map((name) => {
    const hash = createHash('sha256')
    for (let index = 0; index < each; index += 1) hash.update(`${lineOf(name, index)}\n`)
    return hash.digest('hex')
  })
  if (held.join() !== wanted.join()) throw new Error('void: the lines held are not those that were written')
}

function totalOf(containers: number): number {
  return Math.ceil(lines / services.length) * containers
}

function hasDockerClient(): boolean {
  try {
    execFileSync('docker', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

await main()
