import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Delivery } from '../../contract/notice-requests'
import { plainNotice, sentKinds } from '../../domain/notice'
import type { NoticeTarget } from '../../domain/notice-target'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import { type Answer, answering, startWebhookReceiver, type WebhookReceiver } from '../../testing/webhook-receiver'
import { mostWaiting } from './waiting-notice'
import { createNoticeSender, type NoticeSender } from './notice-sender'
import type { NoticeSecrets } from './notice-target-source'

const never = new AbortController().signal
const place = { hostId: 'h1', host: 'seoul-1', slot: 'dev3' }
const notice = (id: string) =>
  plainNotice(place, { id, kind: 'succeeded', operation: 'deploy', atMs: 0, who: '이도윤 <@U1>', branch: 'b*old*' })
const target: NoticeTarget = {
  id: 'target-1',
  kind: 'webhook',
  name: 'ci',
  shown: '',
  language: 'en',
  events: [...sentKinds],
  templates: {},
}

type World = {
  readonly sender: NoticeSender
  readonly clock: FakeClock
  readonly receiver: WebhookReceiver
  readonly waits: readonly number[]
  readonly last: () => Delivery | undefined
}

let open: { sender: NoticeSender; receiver: WebhookReceiver }[] = []
afterEach(async () => {
  for (const { sender, receiver } of open) {
    await sender.close()
    await receiver.close()
  }
  open = []
})

async function world(
  answers: readonly Answer[],
  changes: Partial<NoticeTarget> = {},
  secrets: Partial<NoticeSecrets> = {},
): Promise<World> {
  const receiver = await startWebhookReceiver(...answers)
  const clock = createFakeClock()
  const waits: number[] = []
  const counting: FakeClock = {
    ...clock,
    sleep: (durationMs, signal) => {
      // The limit of an attempt is no wait between two.
      if (durationMs !== 10_000) waits.push(durationMs)
      return clock.sleep(durationMs, signal)
    },
  }
  const given = { address: `${receiver.origin}/hook`, signingSecret: 's3cret', ...secrets }
  const sender = createNoticeSender({
    source: { kind: 'given', targets: [{ target: { ...target, ...changes }, secrets: given }] },
    targets: () => [],
    file: null,
    clock: counting,
    random: () => 1,
    log: () => undefined,
    onDelivery: () => undefined,
  })
  open.push({ sender, receiver })
  return { sender, clock, receiver, waits, last: () => sender.deliveries()[0] }
}

/** Lets every wait between attempts pass, until nothing is left to send. Answers with those waits. */
async function sent({ sender, clock, waits }: World): Promise<readonly number[]> {
  let isIdle = false
  void sender.idle().then(() => (isIdle = true))
  let passed = 0
  await vi.waitFor(
    async () => {
      for (; passed < waits.length; passed += 1) await clock.advance(waits[passed] ?? 0)
      expect(isIdle).toBe(true)
    },
    { timeout: 20_000, interval: 5 },
  )
  return waits
}

describe('a webhook', () => {
  it('gets signed JSON that a receiver can check, with an id that stays', async () => {
    const there = await world([answering(503)])
    there.sender.send(notice('d-1-ended'))
    await sent(there)
    const [first, second] = there.receiver.received
    for (const { headers, body } of [first, second].flatMap((one) => one ?? [])) {
      const expected = createHmac('sha256', 's3cret').update(`${String(headers['x-berth-timestamp'])}.${body}`)
      expect(headers['x-berth-signature']).toBe(`sha256=${expected.digest('hex')}`)
      expect(headers['x-berth-id']).toBe('d-1-ended')
      expect(JSON.parse(body)).toMatchObject({
        format: 1,
        event: 'succeeded',
        slot: 'dev3',
        host: 'seoul-1',
        branch: 'b*old*',
      })
    }
    expect(second?.headers['x-berth-timestamp']).not.toBe(first?.headers['x-berth-timestamp'])
    expect(there.last()).toMatchObject({ error: null, attempts: 2 })
  })

  it('without a secret is not signed', async () => {
    const there = await world([], {}, { signingSecret: null })
    there.sender.send(notice('a'))
    await sent(there)
    expect(there.receiver.received[0]?.headers).not.toHaveProperty('x-berth-signature')
  })
})

it('Slack gets plain text alone, in which names are neither marks nor mentions', async () => {
  const there = await world([], { kind: 'slack', templates: { succeeded: 'ready: {slot} by {who}' } })
  there.sender.send(notice('a'))
  await sent(there)
  const message = JSON.parse(there.receiver.received[0]?.body ?? '') as { blocks: { text: unknown }[]; text: string }
  expect(message.blocks[0]?.text).toEqual({ type: 'plain_text', text: '✔ ready: dev3 by 이도윤 <@U1>', emoji: false })
  expect(message.text).toBe('✔ ready: dev3 by 이도윤 &lt;@U1&gt;')
  expect(there.receiver.received[0]?.headers).not.toHaveProperty('x-berth-signature')
})

describe('what does not arrive', () => {
  it('is tried again after the wait the receiver asks for', async () => {
    const there = await world([answering(429, { 'Retry-After': '30' })])
    there.sender.send(notice('a'))
    expect(await sent(there)).toEqual([30_000])
    expect(there.last()).toMatchObject({ error: null, attempts: 2 })
  })

  it('is given up after five attempts, each wait longer than the one before', async () => {
    const there = await world(Array.from({ length: 9 }, () => answering(500)))
    there.sender.send(notice('a'))
    expect(await sent(there)).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(there.receiver.received).toHaveLength(5)
    expect(there.last()).toMatchObject({ error: { code: 'notice-failing', details: { status: 500 } }, attempts: 5 })
    expect(there.sender.failed()).toHaveLength(1)
  })

  it.each([
    ['a refusal', answering(401), 'notice-refused'],
    ['a wait for an hour', answering(429, { 'Retry-After': '3600' }), 'notice-failing'],
    ['another host', answering(307, { Location: 'https://elsewhere.example.com/' }), 'notice-redirected'],
    ['another method', answering(302, { Location: '/other' }), 'notice-redirected'],
    ['no place', answering(308), 'notice-redirected'],
  ])('for %s is not tried again', async (_, answer, code) => {
    const there = await world([answer])
    there.sender.send(notice('a'))
    await sent(there)
    expect(there.receiver.received).toHaveLength(1)
    expect(there.last()?.error?.code).toBe(code)
  })

  it('goes on to another path of the same place, body and all', async () => {
    const there = await world([answering(308, { Location: '/new' })])
    there.sender.send(notice('a'))
    await sent(there)
    expect(there.receiver.received.map(({ path }) => path)).toEqual(['/hook', '/new'])
    expect(there.receiver.received[1]?.body).toBe(there.receiver.received[0]?.body)
    expect(there.last()?.error).toBeNull()
  })

  it('names neither the path of the address nor the secret in what is told of it', async () => {
    const there = await world([(response) => void response.socket?.destroy()], {}, { signingSecret: 'hunter22' })
    const delivery = await there.sender.test('target-1', never)
    expect(delivery.error).toMatchObject({ code: 'notice-unreachable', details: { reason: 'ECONNRESET' } })
    expect(JSON.stringify([delivery, there.sender.failed()])).not.toMatch(/hook|hunter22/)
  })

  it('by garbage, by no answer and by an endless answer ends in time', async () => {
    const garbage = await world([(response) => void response.socket?.end('garbage\r\n\r\n')])
    expect((await garbage.sender.test('target-1', never)).error?.code).toBe('notice-unreachable')
    const silent = await world([() => undefined])
    const testing = silent.sender.test('target-1', never)
    await silent.receiver.arrived(1)
    await silent.clock.advance(10_000)
    expect((await testing).error?.code).toBe('notice-timeout')
    const endless = await world([pour])
    expect((await endless.sender.test('target-1', never)).error).toBeNull()
  })
})

function pour(response: {
  write: (chunk: Buffer) => boolean
  once: (event: 'drain', next: () => void) => unknown
}): void {
  if (response.write(Buffer.alloc(65_536, 'x'))) setImmediate(() => pour(response))
  else response.once('drain', () => pour(response))
}

it('of a flood the oldest gives way, and is counted', async () => {
  const there = await world([])
  for (let index = 0; index <= mostWaiting + 5; index += 1) there.sender.send(notice(`n-${String(index)}`))
  await sent(there)
  expect(there.last()).toMatchObject({ dropped: 5, error: null })
  const ids = there.receiver.received.map(({ headers }) => headers['x-berth-id'])
  expect(ids).toEqual(['n-0', ...Array.from({ length: mostWaiting }, (_, index) => `n-${String(index + 6)}`)])
})

it('only what a target wants is sent to it, and a target that is gone is told so', async () => {
  const there = await world([], { events: ['failed'] })
  there.sender.send(notice('a'))
  there.sender.send(plainNotice(place, { id: 'u', kind: 'unhealthy', atMs: 0 }))
  await sent(there)
  expect(there.receiver.received).toEqual([])
  expect(() => there.sender.test('gone', never)).toThrow(expect.objectContaining({ code: 'notice-target-unknown' }))
})
