import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { plainNotice, sentKinds } from '../../domain/notice'
import type { NoticeTarget } from '../../domain/notice-target'
import { answering, startWebhookReceiver, type WebhookReceiver } from '../../testing/webhook-receiver'
import { isProcessAlive } from '../is-process-alive'
import { systemClock } from '../system-clock'
import { createNoticeSender, type NoticeSender } from './notice-sender'
import { openWaitingFile, type WaitingFile } from './waiting-file'
import { oldestWaitingMs } from './waiting-notice'

const target: NoticeTarget = {
  id: 'target-1',
  kind: 'webhook',
  name: 'ci',
  shown: '',
  language: 'en',
  events: [...sentKinds],
  templates: {},
}
const notice = (id: string) =>
  plainNotice({ hostId: 'h1', host: 'seoul-1', slot: 'dev3' }, { id, kind: 'succeeded', atMs: 0 })
const runner = fileURLToPath(new URL('../../../scripts/setup/run-typescript.mjs', import.meta.url))
const script = fileURLToPath(new URL('../../testing/sender-process.ts', import.meta.url))

let directory: string
let receiver: WebhookReceiver | null
beforeEach(async () => {
  receiver = null
  directory = await mkdtemp(join(tmpdir(), 'berth-waiting-'))
})
afterEach(async () => {
  await receiver?.close()
  await rm(directory, { recursive: true })
})

type Run = { readonly sender: NoticeSender; readonly file: WaitingFile }

/** One run of the app, so much later than now. */
function run(address: string, processId: number, offsetMs = 0, events = target.events): Run {
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + offsetMs }
  const file = openWaitingFile({ directory, clock, log: () => undefined, processId, isAlive: isProcessAlive })
  const sender = createNoticeSender({
    source: { kind: 'settings', secrets: async () => ({ address, signingSecret: 'hunter2-signing' }) },
    targets: () => [{ ...target, events }],
    file,
    clock,
    random: () => 0,
    log: () => undefined,
    onDelivery: () => undefined,
  })
  return { sender, file }
}

const idsOf = ({ received }: WebhookReceiver): readonly unknown[] =>
  received.map(({ headers }) => headers['x-berth-id'])

it('what was not delivered before a quit is delivered by the next start, once each and in order', async () => {
  receiver = await startWebhookReceiver(answering(503))
  const first = run(`${receiver.origin}/hook`, process.pid)
  for (const id of ['a', 'b', 'c']) first.sender.send(notice(id))
  await receiver.arrived(1)
  await first.sender.close()
  const left = receiver.received.length
  const second = run(`${receiver.origin}/hook`, process.pid)
  await second.file.takeOver(second.sender.takeOver)
  await second.sender.idle()
  expect(idsOf(receiver).slice(left)).toEqual(['a', 'b', 'c'])
  await second.sender.close()
  expect(await readdir(directory)).toEqual([])
})

it('a process that is killed while it sends leaves the message to the next, under the same id', async () => {
  // The first attempt is never answered: the process dies over it.
  receiver = await startWebhookReceiver(() => undefined)
  const child = fork(runner, [script, directory, `${receiver.origin}/hook`], { execArgv: [], stdio: 'ignore' })
  await receiver.arrived(1)
  const early = run(`${receiver.origin}/hook`, process.pid)
  await early.file.takeOver(early.sender.takeOver)
  await early.sender.idle()
  expect(receiver.received).toHaveLength(1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await early.file.takeOver(early.sender.takeOver)
  await early.sender.idle()
  expect(idsOf(receiver)).toEqual(['d-1-ended', 'd-1-ended'])
  expect(receiver.received[1]?.headers).toHaveProperty('x-berth-signature')
  await early.sender.close()
})

it('a message that is older than a day is not sent any more, and that is told even after one that arrives', async () => {
  receiver = await startWebhookReceiver(answering(503))
  const first = run(`${receiver.origin}/hook`, process.pid)
  first.sender.send(notice('old'))
  await receiver.arrived(1)
  await first.sender.close()
  const second = run(`${receiver.origin}/hook`, process.pid, oldestWaitingMs + 60_000)
  await second.file.takeOver(second.sender.takeOver)
  await vi.waitFor(() => expect(second.sender.deliveries()).toMatchObject([{ error: { code: 'notice-too-old' } }]))
  second.sender.send(notice('new'))
  await second.sender.idle()
  expect(idsOf(receiver)).toEqual(['old', 'new'])
  expect(second.sender.deliveries()).toMatchObject([{ error: null, tooOld: 1 }])
  await second.sender.close()
})

it('a target that was removed meanwhile gets nothing, and nothing waits for it any more', async () => {
  receiver = await startWebhookReceiver(answering(503), answering(503))
  const first = run(`${receiver.origin}/hook`, process.pid)
  first.sender.send(notice('a'))
  await receiver.arrived(1)
  first.sender.forget(target.id)
  await first.sender.close()
  expect(await readdir(directory)).toEqual([])
})
