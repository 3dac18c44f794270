import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'

const never = new AbortController().signal
let shop: Shop
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({ name: 'few', slots: { dev1: 'dashboard' }, onHost: ['payment'], inRegistry: [] })
  await shop.untilHealthy('dev1')
}, 120_000)

afterEach(async () => {
  await person.close()
  line.close()
  sshd.remove()
})

afterAll(() => shop.remove())

async function visit(sessions: number): Promise<void> {
  sshd = await startSshd({
    name: 'few',
    config: ['AllowStreamLocalForwarding no', `MaxSessions ${String(sessions)}`],
  })
  line = await openRoughLine(sshd.port)
  person = await openFarPerson(shop, sshd, line)
}

const admin = (): string | undefined => person.slot('dev1').services.find(({ name }) => name === 'admin')?.state.kind

async function stopAdmin(): Promise<void> {
  const id = (await shop.containerId('dev1', 'admin')) ?? ''
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/stop` })
  await waitUntil('the stop on the board', 20_000, () => admin() === 'stopped')
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
  await shop.untilHealthy('dev1')
}

async function openLog(): Promise<string> {
  const source = { hostId: person.host().host.id, slot: 'dev1', services: null }
  const { viewId } = await person.engine.request('open-log', { source, tail: 100, sinceMs: null, follow: true }, never)
  await waitUntil('lines of all three', 30_000, () => {
    const counts = person.logView(viewId)?.counts ?? []
    return counts.length === 3 && counts.every((count) => count > 0)
  })
  return viewId
}

test('with a single session the board is looked at every few seconds, says so, and logs are read in turn', async () => {
  await visit(1)
  expect(person.host().host.connection).toMatchObject({ kind: 'connected', updates: 'polled' })
  await stopAdmin()
  const viewId = await openLog()
  await waitUntil('the reason', 20_000, () =>
    person.logView(viewId)?.problems.some(({ code }) => code === 'streams-full'),
  )
}, 180_000)

test('with sshd’s usual ten the board is live, logs are, and a deployment goes through', async () => {
  await visit(10)
  expect(person.host().host.connection).toMatchObject({ kind: 'connected' })
  expect(person.host().host.connection).not.toHaveProperty('updates')
  const viewId = await openLog()
  expect(person.logView(viewId)?.problems).toEqual([])
  const id = await person.deploy('dev1', shop.reference('web', 'payment').split(':').at(-1) ?? '')
  await waitUntil('the end', 120_000, () => person.deployments.get(id)?.phase === 'ended')
  expect(person.deployments.get(id)?.result).toEqual({ kind: 'succeeded' })
  expect(sshd.logins()).toBe(1)
}, 240_000)
