import { setMaxListeners } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import { openTcpStream } from './open-connection'
import { noCertificates } from './registry-certificates'
import { RegistryHttp } from './registry-http'
import { RequestCounts } from './request-counts'

const never = new AbortController().signal
setMaxListeners(0, never)
const subject = { registry: 'registry.example.com', repository: 'registry.example.com/shop/web' }

let server: Server
let http: RegistryHttp
let clock: FakeClock
let counts: RequestCounts

afterEach(() => {
  http.close()
  server.close()
  server.closeAllConnections()
})

async function start(listener: RequestListener): Promise<(path?: string, signal?: AbortSignal) => Promise<number>> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  clock = createFakeClock()
  counts = new RequestCounts()
  const way = { openStream: openTcpStream, proxyFor: () => null, certificatesOf: async () => noCertificates }
  http = new RegistryHttp({ clock, counts, ...way, random: () => 1 })
  const origin = { protocol: 'http:', hostname: '127.0.0.1', port } as const
  return async (path = '/', signal = never) => {
    const request = { method: 'GET', origin, path, headers: {}, limitBytes: 100 } as const
    return (await http.send(request, 'manifest', subject, signal)).status
  }
}

/** Waits for the given number of requests. */
async function asked(requests: number): Promise<void> {
  await expect.poll(() => counts.stats().requests).toBe(requests)
}

test('failures are tried again after 250, 500 and 1,000 ms, and the fourth answer stands', async () => {
  const send = await start((_, response) => response.writeHead(503).end())
  const answer = send()
  for (const [index, waitMs] of [250, 500, 1_000].entries()) {
    await asked(index + 1)
    // Once the answer is there, nothing but the back-off sleeps.
    await expect.poll(() => clock.sleepers()).toBe(1)
    await clock.advance(waitMs - 1)
    expect(counts.stats().requests).toBe(index + 1)
    await clock.advance(1)
  }
  expect(await answer).toBe(503)
  expect(counts.stats()).toMatchObject({ requests: 4, retries: 3 })
  expect(clock.sleepers()).toBe(0)
})

test('a pause that a registry asks for is kept by everybody who asks it', async () => {
  let isBusy = true
  const send = await start((_, response) => {
    if (isBusy) response.writeHead(429, { 'Retry-After': '10' }).end()
    else response.writeHead(200).end()
  })
  const first = send()
  await asked(1)
  await expect.poll(() => clock.sleepers()).toBe(1)
  isBusy = false
  const second = send()
  await clock.advance(9_999)
  expect(counts.stats().requests).toBe(1)
  await clock.advance(1)
  expect(await Promise.all([first, second])).toEqual([200, 200])
  expect(counts.stats().requests).toBe(3)
})

test('a pause beyond the limit is an error at once that says until when, and the registry is left alone', async () => {
  const send = await start((_, response) => response.writeHead(429, { 'Retry-After': '3600' }).end())
  const error = { code: 'registry-rate-limited', data: { retryable: true } }
  await expect(send()).rejects.toMatchObject({
    ...error,
    data: { details: { ...subject, until: '2024-05-10T10:00:00Z', seconds: 3_600 } },
  })
  await clock.advance(600_000)
  await expect(send()).rejects.toMatchObject({ data: { details: { seconds: 3_000 } } })
  expect(counts.stats()).toMatchObject({ requests: 1, retries: 0 })
})

test('no registry is waited for longer than a few seconds, however often it asks for one more', async () => {
  const send = await start((_, response) => response.writeHead(429, { 'Retry-After': '8' }).end())
  const failed = expect(send()).rejects.toMatchObject({ code: 'registry-rate-limited' })
  await asked(1)
  await expect.poll(() => clock.sleepers()).toBe(1)
  await clock.advance(8_000)
  await asked(2)
  await failed
  expect(counts.stats().requests).toBe(2)
})

test('silence is over after 20 s, and is not tried again', async () => {
  const send = await start(() => undefined)
  const failed = expect(send()).rejects.toMatchObject({
    code: 'registry-not-reached',
    data: { details: { reason: 'no answer in time' } },
  })
  await expect.poll(() => server.listening && counts.stats().requests).toBe(1)
  await clock.advance(20_000)
  await failed
  expect(counts.stats().requests).toBe(1)
})

test('a kept connection that the registry closed meanwhile costs a try, not an error', async () => {
  let requests = 0
  const send = await start((request, response) => {
    requests += 1
    if (requests === 2) request.socket.destroy()
    else response.writeHead(200).end()
  })
  expect(await send()).toBe(200)
  const second = send()
  await asked(2)
  await expect.poll(() => clock.sleepers()).toBe(1)
  await clock.advance(250)
  expect(await second).toBe(200)
})

test('an answer that breaks off in the middle is no answer', async () => {
  let requests = 0
  const send = await start((_, response) => {
    requests += 1
    response.writeHead(200, { 'Content-Length': 50 })
    if (requests > 1) response.end('x'.repeat(50))
    else response.write('x'.repeat(20), () => response.destroy())
  })
  const answer = send()
  await asked(1)
  await expect.poll(() => clock.sleepers()).toBe(1)
  await clock.advance(250)
  expect(await answer).toBe(200)
  expect(requests).toBe(2)
})

test('an answer that is no HTTP, or beyond its bound, is told as that', async () => {
  const send = await start((request, response) => {
    if (request.url === '/large') response.end('x'.repeat(101))
    else request.socket.end('SSH-2.0-OpenSSH_9.2\r\n')
  })
  await expect(send('/large')).rejects.toMatchObject({
    code: 'registry-answer-invalid',
    data: { details: { reason: 'it is larger than 100 bytes' } },
  })
  await expect(send('/ssh')).rejects.toMatchObject({ data: { details: { reason: 'it is not HTTP' } } })
})

test('connections are kept, and never more than eight', async () => {
  const sockets = new Set<unknown>()
  let [underWay, most] = [0, 0]
  const send = await start((request, response) => {
    sockets.add(request.socket)
    most = Math.max(most, (underWay += 1))
    setImmediate(() => {
      underWay -= 1
      response.end()
    })
  })
  await Promise.all(Array.from({ length: 100 }, () => send()))
  expect(most).toBeLessThanOrEqual(8)
  expect(sockets.size).toBeLessThanOrEqual(8)
})

test('closing ends what is under way', async () => {
  const send = await start(() => undefined)
  const failed = expect(send()).rejects.toMatchObject({ code: 'cancelled' })
  await asked(1)
  http.close()
  await failed
  await expect(send()).rejects.toMatchObject({ code: 'cancelled' })
})
