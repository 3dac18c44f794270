import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HistoryFilter, historyDetailsSchema, historyPageSchema } from '../../contract/history'
import { errorData } from '../../domain/berth-error'
import type { HostConnection } from '../../domain/board'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import { createFakeLedgerAccess, type FakeLedgerAccess } from '../../testing/fake-ledger-access'
import { begunDraft, endedDraft } from '../../testing/sample-ledger'
import { createHistory, type History } from './history'

const never = new AbortController().signal
const all: HistoryFilter = {
  hostId: null,
  slot: null,
  by: null,
  kinds: null,
  results: null,
  sinceMs: null,
  untilMs: null,
  text: '',
  onlyTrouble: false,
}
const turned = '\u202e'

let clock: FakeClock
let ledger: FakeLedgerAccess
let history: History
let underWay: string
let connection: HostConnection
let directory: string

beforeEach(async () => {
  clock = createFakeClock()
  ledger = createFakeLedgerAccess(clock)
  underWay = ''
  connection = { kind: 'connected', sinceMs: 0, latencyMs: 1 }
  directory = await mkdtemp(join(tmpdir(), 'berth-history-'))
  const readKickoff = kickoffReader(defaultKickoffPattern)
  history = createHistory({
    ledger,
    hostAccess: { connection: () => connection, hostName: (id) => id },
    hostIds: () => ['h1', 'h2'],
    readKickoff: () => readKickoff,
    clock,
    isUnderWay: (_host, _slot, deploymentId) => deploymentId === underWay,
    resolveSaveTarget: async (token) => (token === 'token' ? join(directory, 'history.csv') : null),
  })
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const failed = {
  kind: 'put-back',
  error: errorData('gate-failed', { service: `api${turned}`, slot: 'dev1' }),
  failingOutput: `503 db DOWN${turned}\u0007`,
  log: 'last',
} as const

async function deployment(hostId: string, id: string, result: Parameters<typeof endedDraft>[1], by = '정유진') {
  const startedAtMs = clock.nowMs()
  ledger.control.write(hostId, begunDraft(id, { by }))
  await clock.advance(136_000)
  ledger.control.write(hostId, endedDraft(id, result, startedAtMs, { by }))
}

describe('the history', () => {
  it('tells of all hosts, newest first, with who, from, to and how it ended', async () => {
    await deployment('h1', 'aaaaaaaaaaaa', failed)
    await deployment('h2', 'bbbbbbbbbbbb', { kind: 'succeeded' }, '이도윤')
    ledger.control.write('h1', {
      kind: 'reserved',
      by: '김하나',
      slot: 'dev1',
      reservationId: 'x',
      forWhom: 'QA',
      why: 'regression',
      untilMs: clock.nowMs() + 1,
    })
    const page = historyPageSchema.parse(await history.read(all, 0, 10, never))
    expect(page.entries.map(({ hostId, event }) => [hostId, event.kind])).toEqual([
      ['h1', 'reserved'],
      ['h2', 'deployment'],
      ['h1', 'deployment'],
    ])
    expect(page.entries[2]).toMatchObject({
      slot: 'dev1',
      by: '정유진',
      event: {
        number: 1,
        operation: 'switch',
        from: { revision: '4be1c07', kickoff: { summary: 'checkout-retry' } },
        to: { revision: '9f3c2ab', kickoff: { summary: 'dashboard' } },
        services: ['api', 'web'],
        result: 'put-back',
        tookMs: 136_000,
      },
    })
    expect(page).toMatchObject({ total: 3, trouble: 1, people: ['김하나', '이도윤', '정유진'], slots: ['dev1'] })
    expect(page.days.reduce((sum, { count }) => sum + count, 0)).toBe(3)
  })

  it('calls what never ended interrupted, unless its lock lives', async () => {
    ledger.control.write('h1', begunDraft('cccccccccccc'))
    const result = async (): Promise<unknown> => {
      const { entries } = await history.read(all, 0, 1, never)
      return entries[0]?.event.kind === 'deployment' ? entries[0].event.result : null
    }
    expect(await result()).toBe('interrupted')
    underWay = 'cccccccccccc'
    expect(await result()).toBe('running')
  })

  it('looks for an end that was written since the last look, before it calls anything interrupted', async () => {
    ledger.control.write('h1', begunDraft('cccccccccccc'))
    underWay = 'cccccccccccc'
    await history.read(all, 0, 1, never)
    underWay = ''
    const look = ledger.control.hold('refresh')
    const pages = [history.read(all, 0, 1, never), history.read(all, 0, 1, never)]
    await clock.advance(1)
    ledger.control.write('h1', endedDraft('cccccccccccc', { kind: 'succeeded' }, clock.nowMs()))
    look()
    for (const { entries } of await Promise.all(pages)) expect(entries[0]?.event).toMatchObject({ result: 'succeeded' })
  })

  it('looks for the end of what is interrupted once, until somebody went on with it, and where a host is away not at all', async () => {
    ledger.control.write('h1', begunDraft('cccccccccccc'))
    connection = { kind: 'unreachable', error: errorData('docker-timeout', {}), lastSeenAtMs: 1 } as HostConnection
    await history.read(all, 0, 1, never)
    connection = { kind: 'connected', sinceMs: 0, latencyMs: 1 }
    let looks = 0
    const { refresh } = ledger
    const counted: typeof refresh = (...call) => {
      looks += 1
      return refresh(...call)
    }
    Object.assign(ledger, { refresh: counted })
    await history.read(all, 0, 1, never)
    await history.read(all, 0, 1, never)
    expect(looks).toBe(1)
    underWay = 'cccccccccccc'
    await history.read(all, 0, 1, never)
    underWay = ''
    await history.read(all, 0, 1, never)
    expect(looks).toBe(2)
    await clock.advance(7_200_000)
    expect((await history.read(all, 0, 1, never)).trouble).toBe(1)
  })

  it.each<[string, Partial<HistoryFilter>, number]>([
    ['a word in a branch and one in a name, whatever their case', { text: 'CHECKOUT 정유진' }, 2],
    ['a revision', { text: '9f3c2ab' }, 3],
    ['words that never stand together', { text: '이도윤 정유진' }, 0],
    ['a person', { by: '이도윤' }, 1],
    ['a host', { hostId: 'h2' }, 1],
    ['a slot that is not there', { slot: 'dev9' }, 0],
    ['results', { results: ['put-back'] }, 1],
    ['kinds', { kinds: ['switch'] }, 3],
    ['other kinds', { kinds: ['rollback', 'takeover'] }, 0],
    ['trouble', { onlyTrouble: true }, 1],
    ['a time', { sinceMs: Date.UTC(2024, 4, 10, 9, 2, 16) }, 2],
  ])('is narrowed by %s', async (_, filter, count) => {
    await deployment('h1', 'aaaaaaaaaaaa', failed)
    await deployment('h1', 'bbbbbbbbbbbb', { kind: 'succeeded' })
    await deployment('h2', 'cccccccccccc', { kind: 'cancelled' }, '이도윤')
    expect((await history.read({ ...all, ...filter }, 0, 10, never)).total).toBe(count)
  })

  it('comes in pages that join, and counts all of them', async () => {
    for (let index = 0; index < 25; index += 1)
      ledger.control.write('h1', { kind: 'unreserved', by: `${index}`, slot: 'dev1', reservationId: `${index}` })
    const pages = await Promise.all([0, 10, 20].map((first) => history.read(all, first, 10, never)))
    expect(new Set(pages.flatMap(({ entries }) => entries.map(({ by }) => by))).size).toBe(25)
    expect(pages.map(({ total, days }) => [total, days[0]?.count])).toEqual([25, 25, 25].map((count) => [count, count]))
  })

  it('tells of a host out of reach what was last read, and since when that is', async () => {
    await deployment('h1', 'aaaaaaaaaaaa', failed)
    const error = errorData('host-unreachable', { host: 'h1' })
    connection = { kind: 'unreachable', sinceMs: 5, lastSeenAtMs: 4, nextTryAtMs: null, error }
    const page = await history.read({ ...all, hostId: 'h1' }, 0, 10, never)
    expect(page.total).toBe(1)
    expect(page.hosts).toEqual([{ hostId: 'h1', readAtMs: 4, problem: error }])
  })

  it('reads a host that was never read, and says why where that fails', async () => {
    ledger.control.forget('h1')
    ledger.control.forget('h2')
    ledger.control.fail('refresh', new Error('broken'))
    const { hosts } = await history.read(all, 0, 10, never)
    expect(hosts.map(({ readAtMs }) => readAtMs)).toEqual([null, clock.nowMs()])
    expect(hosts[0]?.problem?.code).toBe('internal')
  })
})

describe('one deployment', () => {
  it('opens to its plan, steps, failing output and kept logs, harmless to show', async () => {
    await deployment('h1', 'aaaaaaaaaaaa', failed)
    const lines = gzipSync(`\u001b[31mred${turned}\r\nlast\n`)
    await ledger.writePrivate('h1', [{ name: 'log/aaaaaaaaaaaa/api', bytes: lines }], never)
    const details = historyDetailsSchema.parse(await history.readEntry('h1', 'aaaaaaaaaaaa', never))
    expect(details.plan?.steps).toHaveLength(details.steps.length)
    expect(details.result).toMatchObject({ kind: 'put-back', failingOutput: '503 db DOWN' })
    expect(details).toMatchObject({ downtimesMs: { api: 4_000 }, logs: ['api'] })
    expect(JSON.stringify(details)).not.toContain(turned)
    expect(await history.readLastLog('h1', 'aaaaaaaaaaaa', 'api', never)).toBe('red\nlast\n')
  })

  it('is told apart from one that is not there, and so are its logs', async () => {
    await expect(history.readEntry('h1', 'nobody', never)).rejects.toMatchObject({ code: 'history-unknown' })
    await expect(history.readLastLog('h1', 'nobody', 'api', never)).rejects.toMatchObject({ code: 'last-log-gone' })
    await ledger.writePrivate('h1', [{ name: 'log/x/api', bytes: Buffer.from('not gzip') }], never)
    await expect(history.readLastLog('h1', 'x', 'api', never)).rejects.toMatchObject({ code: 'last-log-gone' })
  })
})

describe('an export', () => {
  it('holds what the filter shows', async () => {
    await deployment('h1', 'aaaaaaaaaaaa', failed, '=cmd()')
    await deployment('h2', 'bbbbbbbbbbbb', { kind: 'succeeded' })
    const { entries, file } = await history.save({ ...all, hostId: 'h1' }, 'csv', 'token', never)
    expect(entries).toBe(1)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`"'=cmd()"`)
  })

  it('goes nowhere but where the person chose', async () => {
    await expect(history.save(all, 'json', 'other', never)).rejects.toMatchObject({ code: 'bad-request' })
  })
})
