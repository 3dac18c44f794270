import { afterEach, describe, expect, it, vi } from 'vitest'
import { everyRow, type LogViewState } from '../../../src/contract/log-contract'
import { BerthError } from '../../../src/domain/berth-error'
import type { Client } from '../../client'
import { LogSession } from './log-session'

type Call = { readonly name: string; readonly body: unknown; readonly answer: (reply: unknown) => void }

const emptyState: LogViewState = {
  viewId: '',
  services: ['web'],
  layout: 0,
  revision: 0,
  first: 0,
  count: 0,
  held: 0,
  dropped: 0,
  counts: [0],
  levels: [],
  following: true,
  problems: [],
  older: 'none',
  filtering: null,
  saving: null,
  oldestMs: null,
  newestMs: null,
  filterIsPartial: false,
}

const emptyRows = (size: number) => ({
  numbers: new Float64Array(size),
  atMs: new Float64Array(size),
  service: new Uint8Array(size),
  kind: new Uint8Array(size),
  level: new Uint8Array(size),
  fold: new Uint8Array(size),
  hidden: new Uint32Array(size),
  cut: new Uint8Array(size),
})

/** An engine whose answers the test gives by hand. */
function fakeEngine() {
  const calls: Call[] = []
  const states = new Set<(state: LogViewState) => void>()
  const connects = new Set<() => void>()
  const client = {
    request: (name: string, body: unknown, signal?: AbortSignal) =>
      new Promise((resolve, reject) => {
        calls.push({ name, body, answer: resolve })
        signal?.addEventListener('abort', () => reject(new BerthError('cancelled')))
      }),
    on: (_: string, listener: (state: LogViewState) => void) => {
      states.add(listener)
      return () => states.delete(listener)
    },
    onConnected: (listener: () => void) => {
      connects.add(listener)
      return () => connects.delete(listener)
    },
  } as unknown as Client
  const call = (name: string): Call => {
    const index = calls.findIndex((one) => one.name === name)
    const [found] = index < 0 ? [] : calls.splice(index, 1)
    if (found === undefined) throw new Error(`no ${name} was asked for`)
    return found
  }
  const tell = (viewId: string, first: number, count: number, changes: Partial<LogViewState> = {}): void => {
    const state = { ...emptyState, viewId, first, count, held: count, counts: [count], ...changes }
    for (const listener of states) listener(state)
  }
  const answerRows = async (read: Call, from = -Infinity, layout = 0): Promise<void> => {
    const { first, count } = read.body as { first: number; count: number }
    const start = Math.max(first, from)
    const size = Math.max(0, first + count - start)
    const texts = Array.from({ length: size }, (_, index) => `line ${start + index} of ${layout}`)
    read.answer({ ...emptyRows(size), first: start, layout, texts })
    await settle()
  }
  return { client, calls, call, tell, answerRows, reconnect: () => connects.forEach((listener) => listener()), states }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

const source = { hostId: 'h', slot: 'dev1', services: null }
const options = { tail: 1_000, sinceMs: null, follow: true, maxLength: 2_000, filter: null }

async function openSession() {
  const engine = fakeEngine()
  const session = new LogSession(engine.client, source, options)
  const close = session.start()
  engine.call('open-log').answer({ viewId: 'v1' })
  await settle()
  return { ...engine, session, close }
}

async function readSession() {
  const opened = await openSession()
  opened.tell('v1', 0, 500)
  opened.session.want({ first: 400, end: 500 })
  await opened.answerRows(opened.call('read-log-rows'))
  return opened
}

afterEach(() => vi.useRealTimers())

describe('a log session', () => {
  it('reads the wanted rows that are held, once', async () => {
    const { session, tell, call, calls, answerRows } = await openSession()
    tell('v1', 0, 30)
    session.want({ first: 0, end: 100 })
    const read = call('read-log-rows')
    expect(read.body).toEqual({ viewId: 'v1', first: 0, count: 30, maxLength: 2_000 })
    await answerRows(read)
    expect(session.row(29)?.text).toBe('line 29 of 0')
    session.want({ first: 0, end: 30 })
    await settle()
    expect(calls).toEqual([])
  })

  it('has one block on its way at a time, however fast the log grows, and then reads the newest wish', async () => {
    const { session, tell, call, calls, answerRows } = await openSession()
    for (let at = 1; at <= 1_000; at += 1) {
      tell('v1', 0, at * 5_000)
      session.want({ first: at * 5_000 - 50, end: at * 5_000 })
    }
    await settle()
    const first = call('read-log-rows')
    expect(calls).toEqual([])
    await answerRows(first)
    const second = call('read-log-rows')
    expect(second.body).toMatchObject({ first: 4_999_950, count: 50 })
    await answerRows(second)
    expect(calls).toEqual([])
    expect(session.row(4_999_999)?.text).toBe('line 4999999 of 0')
  })

  it('shows a flood in turns, the newest of it each time, and a trickle at once', async () => {
    vi.useFakeTimers()
    const { session, tell, call, calls, answerRows } = await readSession()
    session.want({ first: 450, end: 500 })
    tell('v1', 0, 1_000)
    await answerRows(call('read-log-rows'))
    expect(session.snapshot().state).toMatchObject({ count: 1_000 })
    for (let count = 1_100; count <= 5_000; count += 100) tell('v1', 0, count)
    await settle()
    expect(calls).toEqual([])
    vi.advanceTimersByTime(350)
    const turn = call('read-log-rows')
    expect(turn.body).toMatchObject({ first: 4_950, count: 50 })
    await answerRows(turn)
    expect(session.snapshot().state).toMatchObject({ count: 5_000 })
    tell('v1', 0, 5_002)
    await answerRows(call('read-log-rows'))
    expect(session.snapshot().state).toMatchObject({ count: 5_002 })
  })

  it('reads what a reader scrolls to while a flood waits for its turn', async () => {
    vi.useFakeTimers()
    const { session, tell, call, calls, answerRows } = await readSession()
    session.want({ first: 450, end: 500 })
    tell('v1', 0, 1_000)
    await answerRows(call('read-log-rows'))
    tell('v1', 0, 9_000)
    session.want({ first: 700, end: 750 })
    const read = call('read-log-rows')
    expect(read.body).toMatchObject({ first: 700, count: 50 })
    await answerRows(read)
    expect(session.row(749)?.text).toBe('line 749 of 0')
    expect(calls).toEqual([])
  })

  it('shows the newest rows together with the word of them, and a reader who pauses is not kept waiting', async () => {
    const { session, tell, call, answerRows } = await openSession()
    tell('v1', 0, 100)
    session.want({ first: 50, end: 100 })
    await answerRows(call('read-log-rows'))
    const counts: (number | undefined)[] = []
    session.subscribe(() => counts.push(session.snapshot().state?.count))
    tell('v1', 0, 400)
    await settle()
    expect(counts).toEqual([])
    await answerRows(call('read-log-rows'))
    expect(counts).toEqual([400])
    expect(session.row(399)?.text).toBe('line 399 of 0')
    tell('v1', 0, 420)
    session.stay({ kind: 'row', number: 120, offset: 0, isCursor: false })
    tell('v1', 0, 600)
    expect(counts).toEqual([400, 600])
    await answerRows(call('read-log-rows'))
    expect(session.snapshot().state?.count).toBe(600)
  })

  it('does not ask for ever for rows that were dropped meanwhile', async () => {
    const { session, tell, call, calls, answerRows } = await openSession()
    tell('v1', 0, 100)
    session.want({ first: 0, end: 50 })
    await answerRows(call('read-log-rows'), 20)
    await settle()
    expect(calls).toEqual([])
    expect(session.row(20)?.text).toBe('line 20 of 0')
  })

  it('takes the first word of its view also when it comes before the answer that names it', async () => {
    const engine = fakeEngine()
    const session = new LogSession(engine.client, source, options)
    session.start()
    engine.tell('v9', 0, 5)
    engine.tell('other', 0, 7)
    engine.call('open-log').answer({ viewId: 'v9' })
    await settle()
    expect(session.snapshot().state?.count).toBe(5)
  })

  it('opens again when a new engine answers, and closes what it opened', async () => {
    const { session, tell, call, answerRows, reconnect, close, states } = await openSession()
    tell('v1', 0, 5)
    session.want({ first: 0, end: 5 })
    await answerRows(call('read-log-rows'))
    reconnect()
    call('open-log').answer({ viewId: 'v2' })
    await settle()
    expect(session.snapshot().state).toBeNull()
    expect(session.row(0)).toBeUndefined()
    close()
    expect(call('close-log').body).toEqual({ viewId: 'v2' })
    expect(states.size).toBe(0)
  })

  it('closes a view whose answer comes after the page was left', async () => {
    const engine = fakeEngine()
    const session = new LogSession(engine.client, source, options)
    const close = session.start()
    close()
    engine.call('open-log').answer({ viewId: 'late' })
    await settle()
    expect(session.viewId).toBeNull()
    expect(engine.call('close-log').body).toEqual({ viewId: 'late' })
  })
})

describe('a log session whose layout changes', () => {
  it('shows the old rows until those around the reader’s row are there, and says where that row is now', async () => {
    const { session, tell, call, answerRows, calls } = await readSession()
    session.stay({ kind: 'row', number: 450, offset: 7, isCursor: true })
    tell('v1', 0, 40, { layout: 1, held: 500 })
    const locate = call('locate-log-row')
    expect(locate.body).toEqual({ viewId: 'v1', number: 450 })
    expect(session.snapshot().state).toMatchObject({ layout: 0, count: 500, held: 500 })
    expect(session.row(450)?.text).toBe('line 450 of 0')
    session.want({ first: 300, end: 400 })
    expect(calls).toEqual([])
    locate.answer({ position: 31 })
    await settle()
    await answerRows(call('read-log-rows'), 0, 1)
    expect(session.snapshot().state).toMatchObject({ layout: 1, count: 40 })
    expect(session.snapshot().moved).toMatchObject({ position: 31, before: { first: 0, end: 500 }, isFilter: false })
    expect(session.row(31)?.text).toBe('line 31 of 1')
  })

  it('waits for a filter to reach the reader’s row, but not for long', async () => {
    vi.useFakeTimers()
    const { session, tell, call, calls } = await readSession()
    session.stay({ kind: 'row', number: 450, offset: 7, isCursor: false })
    void session.show({ ...everyRow, levels: ['error'] })
    call('filter-log').answer({ layout: 1 })
    tell('v1', 0, 3, { layout: 1, filtering: { searchedToMs: 5 } })
    await settle()
    expect(calls).toEqual([])
    vi.advanceTimersByTime(1_000)
    call('locate-log-row').answer({ position: null })
    await settle()
    expect(session.snapshot().moved).toMatchObject({ position: null, isFilter: true })
  })

  it('follows the newest rows of the newest layout, however many there were between', async () => {
    const { session, tell, call, answerRows } = await readSession()
    tell('v1', 0, 40, { layout: 1 })
    const old = call('read-log-rows')
    tell('v1', 0, 60, { layout: 2 })
    await answerRows(old, 0, 1)
    expect(session.snapshot().state?.layout).toBe(0)
    await answerRows(call('read-log-rows'), 0, 2)
    expect(session.snapshot().state).toMatchObject({ layout: 2, count: 60 })
    expect(session.row(59)?.text).toBe('line 59 of 2')
  })

  it('reads rows again that are void though they stand where they stood', async () => {
    const { session, tell, call, answerRows, calls } = await readSession()
    tell('v1', 0, 500, { revision: 1 })
    expect(session.row(450)?.text).toBe('line 450 of 0')
    await answerRows(call('read-log-rows'))
    expect(calls).toEqual([])
  })

  it('keeps a filter for the next engine, and not one that was refused', async () => {
    const { session, call, reconnect } = await readSession()
    const filter = { ...everyRow, levels: ['error' as const] }
    void session.show(filter)
    call('filter-log').answer({ layout: 1 })
    await settle()
    reconnect()
    expect(call('open-log').body).toMatchObject({ filter })
  })
})
