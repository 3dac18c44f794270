import { expect, test } from 'vitest'
import type { EngineMessage } from '../contract/envelope'
import { BerthError } from '../domain/berth-error'
import type { Engine } from './engine'
import { serveClient } from './serve-client'

/** An engine whose one request waits until it is aborted, or fails at once. */
function connect(request: (signal: AbortSignal) => Promise<unknown>) {
  const sent: EngineMessage[] = []
  let say: (message: unknown) => void = () => undefined
  let close: () => void = () => undefined
  let subscribed = true
  const engine: Engine = {
    request: (_name, _body, signal) => request(signal) as never,
    subscribe: () => () => (subscribed = false),
    proxiesSeen: async () => undefined,
    noticesSent: async () => [],
    settled: () => Promise.resolve(),
    running: () => [],
    close: () => Promise.resolve(),
  }
  serveClient(engine, {
    send: (message) => sent.push(message),
    onMessage: (listener) => (say = listener),
    onClose: (listener) => (close = listener),
  })
  return { sent, say: (message: unknown) => say(message), close: () => close(), subscribed: () => subscribed }
}

const untilAborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a request that the client no longer waits for is aborted, and answered as cancelled', async () => {
  const client = connect(untilAborted)
  client.say({ kind: 'request', id: 7, name: 'read-settings', body: {} })
  client.say({ kind: 'cancel', id: 7 })
  await settled()
  expect(client.sent).toMatchObject([{ kind: 'error', id: 7, error: { code: 'cancelled' } }])
})

test('a closed port aborts what was asked over it and ends its subscription', async () => {
  let aborted = false
  const client = connect((signal) => untilAborted(signal).finally(() => (aborted = true)))
  client.say({ kind: 'request', id: 1, name: 'read-settings', body: {} })
  client.close()
  await settled()
  expect(aborted).toBe(true)
  expect(client.subscribed()).toBe(false)
})

test('an error travels as data with its code and hint', async () => {
  const client = connect(() => Promise.reject(new BerthError('host-unknown', { host: 'x', known: 'a, b' })))
  client.say({ kind: 'request', id: 2, name: 'retry-host', body: {} })
  await settled()
  expect(client.sent).toMatchObject([
    { kind: 'error', id: 2, error: { code: 'host-unknown', hint: 'Known hosts: a, b.' } },
  ])
})

test.each([
  null,
  'x',
  { kind: 'request', id: -1, name: 'read-settings' },
  { kind: 'request', id: 1, name: 'toString' },
])('a message that is not the contract’s is ignored: %j', async (message) => {
  const client = connect(() => Promise.resolve({}))
  client.say(message)
  await settled()
  expect(client.sent).toEqual([])
})
