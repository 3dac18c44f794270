import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LogViewState } from '../../src/contract/log-contract'
import { rowKind } from '../../src/contract/log-contract'
import { linesHeld } from '../../src/testing/watched-logs'
import type { DockerEngine } from '../harness/docker-engine'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { startSshd, type Sshd } from '../harness/sshd'
import { createTool, printedLog, startToolEngine } from '../harness/tool-containers'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'

/** At least so many lines are written; more where somebody has the time. */
const lines = Number(process.env['BERTH_LOG_LINES'] ?? 60_000)
const limitMs = 60_000 + lines / 2
const never = new AbortController().signal
const services = ['admin', 'api', 'web'] as const

let engine: DockerEngine
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  engine = await startToolEngine('exact')
  sshd = await startSshd({ name: 'exact' })
  line = await openRoughLine(sshd.port)
  person = await openFarPerson({ engine }, sshd, line)
}, 120_000)

afterAll(async () => {
  await person.close()
  line.close()
  sshd.remove()
  engine.remove()
})

const post = (path: string): Promise<string> => engine.call({ method: 'POST', path, timeoutMs: 60_000 })

/** In so many bursts, with a rest after each: so a run is in the midst of its lines when something happens to it. */
const bursts = 12
const restMs = 250

/**
 * Writes a third of the lines each time it is started, each burst as fast as it can, and then a line now and then. SIGUSR2
 * makes it write the rest at once, and a last line.
 */
function flood(name: string): readonly string[] {
  const script = `
    const { writeSync } = require('node:fs')
    const run = Date.now().toString(36)
    const most = ${Math.ceil(lines / services.length)}
    let number = 0
    let isTold = false
    const lineOf = () => '${name} ' + run + ' ' + (number += 1) + ' ' + 'x'.repeat(number % 60)
    const write = () => {
      const end = isTold ? most : Math.max(number + 1, Math.min(most, number + Math.ceil(most / ${bursts})))
      let block = ''
      while (number < end) {
        block += lineOf() + '\\n'
        if (block.length > 30_000 || number === end) { writeSync(1, block); block = '' }
      }
      if (isTold) writeSync(1, lineOf() + ' last\\n')
      setTimeout(isTold ? () => 0 : write, isTold ? 2_147_483_647 : ${restMs})
    }
    process.on('SIGUSR2', () => { isTold = true })
    process.on('SIGTERM', () => process.exit(0))
    write()`
  return ['node', '-e', script]
}

/** `name`: what the container's lines begin with. */
function create(name: string, service: string): Promise<string> {
  const more = { HostConfig: { NetworkMode: 'none', RestartPolicy: { Name: 'always' } } }
  return createTool(engine, { project: 'dev1', service, command: flood(name), more })
}

async function openAll(): Promise<() => LogViewState> {
  await waitUntil('the slot on the board', 10_000, () => person.host().slots.some(({ name }) => name === 'dev1'))
  const source = { hostId: person.host().host.id, slot: 'dev1', services: null }
  const body = { source, tail: null, sinceMs: null, follow: true }
  const { viewId } = await person.engine.request('open-log', body, never)
  return () => {
    const state = person.logView(viewId)
    if (state === undefined) throw new Error('nothing told yet')
    return state
  }
}

/** Waits until so many lines more are there. */
async function untilMore(state: () => LogViewState, more: number): Promise<void> {
  const wanted = linesHeld(state()) + more
  await waitUntil('more lines', limitMs, () => linesHeld(state()) >= wanted, 5)
}

/** Stops the old container in the midst of its lines, while the new one writes; reads what it left, and removes it. */
async function redeploy(
  old: string,
  fresh: string,
  read: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  await post(`/containers/${fresh}/start`)
  await post(`/containers/${old}/stop?t=0`)
  const left = await printedLog(engine, old)
  // Berth's own deployments keep the old container until the new one's gate has passed: time to read its end.
  await waitUntil('the end of the old log', limitMs, async () => (await read()).length >= left.length, 250)
  await engine.call({ method: 'DELETE', path: `/containers/${old}?force=1` })
  return left
}

/** The lines a view holds, by what they begin with: a container's name. */
async function linesByName(state: LogViewState): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (let first = state.first; first < state.first + state.count; first += 500) {
    const body = { viewId: state.viewId, first, count: 500, maxLength: 200 }
    const rows = await person.engine.request('read-log-rows', body, never)
    rows.texts.forEach((text, index) => {
      if (rows.kind[index] === rowKind.marker) return
      const name = text.slice(0, text.indexOf(' '))
      const known = found.get(name)
      if (known === undefined) found.set(name, [text])
      else known.push(text)
    })
  }
  return found
}

test(
  'a slot followed as fast as it writes, through a restart, a cut of the line, a redeploy and the daemon’s restart, is what docker logs prints',
  async () => {
    const ids = new Map<string, string>()
    for (const service of services) ids.set(service, await create(service, service))
    const state = await openAll()
    const share = Math.ceil(lines / 20)
    for (const id of ids.values()) await post(`/containers/${id}/start`)

    await untilMore(state, share)
    await post(`/containers/${ids.get('api') ?? ''}/restart?t=0`)

    await untilMore(state, share)
    line.cut()
    await person.untilAway()
    line.restore()
    await person.untilConnected()

    const fresh = await create('fresh', 'web')
    const old = ids.get('web') ?? ''
    const left = await redeploy(old, fresh, async () => (await linesByName(state())).get('web') ?? [])
    ids.delete('web')
    ids.set('fresh', fresh)

    await engine.stop()
    await person.untilAway()
    await engine.start()
    await person.untilConnected(20_000)

    const wanted = new Map<string, readonly string[]>([['web', left]])
    for (const [name, id] of ids) {
      await waitUntil(`the last line of ${name}`, limitMs, () => isEnded(id), 500)
      wanted.set(name, await printedLog(engine, id))
    }
    for (const log of wanted.values())
      expect(firstRun(log), 'a run that was cut off in its midst').not.toMatch(/ last$/)
    const total = [...wanted.values()].reduce((sum, each) => sum + each.length, 0)
    expect(total).toBeGreaterThanOrEqual(lines)
    await waitUntil('all lines', limitMs, () => linesHeld(state()) >= total)
    const held = await linesByName(state())
    expect([...held.keys()].sort()).toEqual([...wanted.keys()].sort())
    for (const [name, each] of wanted) {
      expect(held.get(name)).toHaveLength(each.length)
      expect(held.get(name), name).toEqual(each)
    }
    process.stdout.write(`${String(total)} lines followed, all as docker logs prints them\n`)
  },
  limitMs * 4,
)

/** The last line of a container's first run. */
function firstRun(log: readonly string[] = []): string {
  const run = (text: string): string => text.split(' ')[1] ?? ''
  const first = run(log[0] ?? '')
  return log.filter((text) => run(text) === first).at(-1) ?? ''
}

/** Told again each time: one that is starting does not hear it. */
async function isEnded(id: string): Promise<boolean> {
  await post(`/containers/${id}/kill?signal=USR2`)
  const last = await engine.call({ method: 'GET', path: `/containers/${id}/logs?stdout=1&tail=1` })
  return last.trimEnd().endsWith(' last')
}
