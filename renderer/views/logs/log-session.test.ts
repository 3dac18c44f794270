import { describe, expect, it } from 'vitest'
import type { LogViewState } from '../../../src/contract/log-contract'
import { BerthError } from '../../../src/domain/berth-error'
import type { Client } from '../../client'
import { LogSession } from './log-session'

type Call = { readonly name: string; readonly body: unknown; readonly answer: (reply: unknown) => void }

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
  const tell = (viewId: string, first: number, count: number): void => {
    const state = {
      viewId,
      services: ['web'],
      first,
      count,
      dropped: first,
      counts: [count],
      following: true,
      problems: [],
    }
    for (const listener of states) listener(state)
  }
  const answerRows = async (read: Call, from = 0, held = Infinity): Promise<void> => {
    const { first, count } = read.body as { first: number; count: number }
    const start = Math.max(first, from)
    const texts = Array.from(
      { length: Math.max(0, Math.min(first + count, held) - start) },
      (_, i) => `line ${start + i}`,
    )
    const size = texts.length
    read.answer({
      first: start,
      atMs: new Float64Array(size),
      service: new Uint8Array(size),
      kind: new Uint8Array(size),
      texts,
    })
    await settle()
  }
  return { client, calls, call, tell, answerRows, reconnect: () => connects.forEach((listener) => listener()), states }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

const source = { hostId: 'h', slot: 'dev1', services: null }

async function openSession() {
  const engine = fakeEngine()
  const session = new LogSession(engine.client, source, { tail: 1_000, sinceMs: null, follow: true, maxLength: 2_000 })
  const close = session.start()
  engine.call('open-log').answer({ viewId: 'v1' })
  await settle()
  return { ...engine, session, close }
}

describe('a log session', () => {
  it('reads the wanted rows that are held, once', async () => {
    const { session, tell, call, calls, answerRows } = await openSession()
    tell('v1', 0, 30)
    session.want({ first: 0, end: 100 })
    const read = call('read-log-rows')
    expect(read.body).toEqual({ viewId: 'v1', first: 0, count: 30, maxLength: 2_000 })
    await answerRows(read)
    expect(session.row(29)?.text).toBe('line 29')
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
    expect(session.row(4_999_999)?.text).toBe('line 4999999')
  })

  it('does not ask for ever for rows that were dropped meanwhile', async () => {
    const { session, tell, call, calls, answerRows } = await openSession()
    tell('v1', 0, 100)
    session.want({ first: 0, end: 50 })
    await answerRows(call('read-log-rows'), 20)
    await settle()
    expect(calls).toEqual([])
    expect(session.row(20)?.text).toBe('line 20')
  })

  it('takes the first word of its view also when it comes before the answer that names it', async () => {
    const engine = fakeEngine()
    const session = new LogSession(engine.client, source, { tail: null, sinceMs: null, follow: true, maxLength: 2_000 })
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
    const session = new LogSession(engine.client, source, { tail: null, sinceMs: null, follow: true, maxLength: 2_000 })
    const close = session.start()
    close()
    engine.call('open-log').answer({ viewId: 'late' })
    await settle()
    expect(session.viewId).toBeNull()
    expect(engine.call('close-log').body).toEqual({ viewId: 'late' })
  })
})
