import { afterAll, beforeAll, expect, test } from 'vitest'
import { heapObjectBytes } from '../harness/heap-objects'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'
import { startTalker } from './talker'

const never = new AbortController().signal
let shop: Shop
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({ name: 'reconnects', slots: { dev1: 'dashboard' }, onHost: [], inRegistry: [] })
  await shop.untilHealthy('dev1')
  sshd = await startSshd({ name: 'reconnects' })
  line = await openRoughLine(sshd.port)
  person = await openFarPerson(shop, sshd, line)
}, 120_000)

afterAll(async () => {
  await person.close()
  line.close()
  sshd.remove()
  shop.remove()
})

/** Cut and back, without the wait in between: that one grows with each failure. */
async function reconnect(times: number): Promise<void> {
  const { id: hostId } = person.host().host
  for (let round = 0; round < times; round += 1) {
    line.cut()
    await person.untilAway()
    line.restore()
    await person.engine.request('retry-host', { hostId }, never)
    await person.untilConnected(20_000)
  }
}

test('two hundred reconnects, with a log that is followed, leave no memory behind here and nothing on the host', async () => {
  const talker = await startTalker(shop, person, { lines: 400, stays: true })
  await waitUntil('its lines', 20_000, async () => (await talker.shown()).length === 400)
  await reconnect(20)
  const before = { bytes: await heapObjectBytes(), resources: process.getActiveResourcesInfo().length }
  await reconnect(200)
  const after = { bytes: await heapObjectBytes(), resources: process.getActiveResourcesInfo().length }
  // Less than one small object with a closure of each: a socket, channel or timer that stays is far more.
  expect(after.bytes - before.bytes).toBeLessThan(200 * 500)
  expect(after.resources - before.resources).toBeLessThan(20)
  expect(await talker.shown()).toHaveLength(400)
  expect(line.connections()).toBe(1)
  // sshd has one process for the connection, and one for its user.
  await waitUntil('the host to be rid of the others', 10_000, () => sshd.processCount() <= 2)
  await talker.remove()
}, 600_000)
