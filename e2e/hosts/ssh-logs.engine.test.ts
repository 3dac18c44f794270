import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { type FarPerson, openFarPerson } from './far-person'
import { startTalker } from './talker'

let shop: Shop
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({ name: 'far-logs', slots: {}, onHost: ['dashboard'], inRegistry: [] })
  sshd = await startSshd({ name: 'far-logs' })
}, 120_000)

beforeEach(async () => {
  line = await openRoughLine(sshd.port)
  person = await openFarPerson(shop, sshd, line)
})

afterEach(async () => {
  await person.close()
  line.close()
})

afterAll(() => {
  sshd.remove()
  shop.remove()
})

async function resets(): Promise<void> {
  for (const bytes of [3_000, 40_000, 777]) {
    line.resetAfter(bytes)
    await person.untilAway(20_000)
    await person.untilConnected()
  }
}

async function cuts(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    line.cut()
    await person.untilAway()
    line.restore()
    await person.untilConnected()
  }
}

async function silence(): Promise<void> {
  line.become({ isSilent: true })
  await person.untilAway(20_000)
  line.become({})
  await person.untilConnected(15_000)
}

test.each([
  ['resets in mid-frame', resets],
  ['cuts', cuts],
  ['a line that falls silent', silence],
  // Each burst of the talker takes seconds on the thin one: it is still coming when the talker has long ended.
  ['300 ms of delay, and then a thin line', async () => line.become({ delayMs: 300, bytesPerSecond: 40_000 })],
])(
  'a log that is followed through %s is what docker logs prints afterwards',
  async (_, trouble) => {
    const talker = await startTalker(shop, person, { lines: 4_000 })
    await talker.untilMore(200)
    await trouble()
    expect(await talker.expectWhole()).toBe(4_000)
    await talker.remove()
  },
  120_000,
)
