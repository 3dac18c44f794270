import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BerthBridge, EngineStatus } from '../src/contract/shell-contract'
import { errorData } from '../src/domain/berth-error'
import { type Client, createClient, type MessageSource } from './client'

/** A window that hands over ports, and the engine's ends of them. */
class FakeWindow {
  readonly engines: MessagePort[] = []
  #onMessage: (event: unknown) => void = () => undefined
  tellStatus: (status: EngineStatus) => void = () => undefined
  readonly source = {
    addEventListener: (_name: string, listener: (event: unknown) => void) => (this.#onMessage = listener),
  } as unknown as MessageSource
  readonly bridge: BerthBridge = {
    connect: vi.fn(),
    request: vi.fn(async () => ({})),
    onEngineStatus: (listener) => (this.tellStatus = listener),
    onSecretQuestions: vi.fn(),
    onNoticeGoal: vi.fn(),
    onVersionView: vi.fn(),
    start: { platform: 'linux', systemLanguage: 'en', sealedBoard: null, settings: null, isSample: false },
  }

  /** A new engine; its messages so far are gathered. */
  hand(from: unknown = this.source): { port: MessagePort; received: unknown[] } {
    const { port1, port2 } = new MessageChannel()
    const received: unknown[] = []
    port1.onmessage = (event) => received.push(event.data)
    this.engines.push(port1, port2)
    this.#onMessage({ source: from, data: 'berth:engine-port', ports: [port2] })
    return { port: port1, received }
  }
}

let window: FakeWindow
let client: Client

beforeEach(() => {
  window = new FakeWindow()
  client = createClient(window.bridge, window.source)
})
afterEach(() => {
  for (const port of window.engines) port.close()
  vi.useRealTimers()
})

test('a request is answered by its id, an error comes back as one', async () => {
  const { port, received } = window.hand()
  const good = client.request('retry-host', { hostId: 'a' })
  const bad = client.request('retry-host', { hostId: 'b' })
  await vi.waitFor(() => expect(received).toHaveLength(2))
  expect(received[0]).toEqual({ kind: 'request', id: 1, name: 'retry-host', body: { hostId: 'a' } })
  port.postMessage({ kind: 'error', id: 2, error: errorData('host-unknown', { host: 'b' }) })
  port.postMessage({ kind: 'reply', id: 1, reply: {} })
  await expect(bad).rejects.toMatchObject({ code: 'host-unknown', data: { details: { host: 'b' } } })
  await expect(good).resolves.toEqual({})
})

test('what an engine still owed fails when it is replaced or restarts, and the next engine serves', async () => {
  const first = window.hand()
  const owed = client.request('read-settings', {})
  await vi.waitFor(() => expect(first.received).toHaveLength(1))
  const second = window.hand()
  await expect(owed).rejects.toMatchObject({ code: 'engine-gone' })
  const owedAgain = client.request('read-settings', {})
  await vi.waitFor(() => expect(second.received).toHaveLength(1))
  window.tellStatus({ kind: 'restarting', attempt: 1 })
  await expect(owedAgain).rejects.toMatchObject({ code: 'engine-gone' })
})

test('a request without an engine waits for one, and only for so long', async () => {
  const waits = client.request('retry-host', { hostId: 'a' })
  const { port, received } = window.hand()
  await vi.waitFor(() => expect(received).toHaveLength(1))
  port.postMessage({ kind: 'reply', id: 1, reply: {} })
  await expect(waits).resolves.toEqual({})

  vi.useFakeTimers()
  window.tellStatus({ kind: 'restarting', attempt: 1 })
  const inVain = expect(client.request('retry-host', { hostId: 'a' })).rejects.toMatchObject({ code: 'engine-gone' })
  await vi.advanceTimersByTimeAsync(15_000)
  await inVain
})

test('an abort tells the engine, and rejects at once', async () => {
  const { port, received } = window.hand()
  const abort = new AbortController()
  const request = client.request('read-settings', {}, abort.signal)
  abort.abort()
  await expect(request).rejects.toMatchObject({ code: 'cancelled' })
  await vi.waitFor(() => expect(received.at(-1)).toEqual({ kind: 'cancel', id: 1 }))
  port.postMessage({ kind: 'reply', id: 1, reply: {} })
  await expect(client.request('read-settings', {}, abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
})

test('events reach those who listen, until they stop', async () => {
  const { port } = window.hand()
  const heard: string[] = []
  const stop = client.on('deployment-dismissed', ({ deploymentId }) => void heard.push(deploymentId))
  const tell = (deploymentId: string): void =>
    port.postMessage({ kind: 'event', event: 'deployment-dismissed', payload: { deploymentId } })
  tell('a')
  await vi.waitFor(() => expect(heard).toEqual(['a']))
  stop()
  client.on('deployment-dismissed', ({ deploymentId }) => void heard.push(`late ${deploymentId}`))
  tell('b')
  await vi.waitFor(() => expect(heard).toEqual(['a', 'late b']))
})

test('a port that another window posts is not taken', async () => {
  const strange = window.hand({})
  const real = window.hand()
  void client.request('read-settings', {}).catch(() => undefined)
  await vi.waitFor(() => expect(real.received).toHaveLength(1))
  expect(strange.received).toEqual([])
})
