import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'

const backAgainMs = 5_000
let shop: Shop
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({ name: 'far', slots: { dev1: 'dashboard' }, onHost: [], inRegistry: [] })
  await shop.untilHealthy('dev1')
  sshd = await startSshd({ name: 'far' })
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

describe('the board', () => {
  test('comes over a line with 300 ms of delay, and over a thin one', async () => {
    expect(person.connection()).toBe('connected')
    for (const quality of [{ delayMs: 300 }, { bytesPerSecond: 30_000 }]) {
      line.become(quality)
      const other = await openFarPerson(shop, sshd, line)
      expect(other.slot('dev1').state).toBe('healthy')
      await other.close()
    }
  })

  test('is marked as old while the line is cut, and right within 5 s of its return', async () => {
    line.cut()
    await person.untilAway()
    expect(person.slot('dev1').state).toBe('healthy')
    expect(person.host().host.connection).toMatchObject({ lastSeenAtMs: expect.any(Number) as number })
    const id = (await shop.containerId('dev1', 'admin')) ?? ''
    await shop.engine.call({ method: 'POST', path: `/containers/${id}/stop` })
    line.restore()
    await waitUntil('the truth', backAgainMs, () => {
      const admin = person.slot('dev1').services.find(({ name }) => name === 'admin')
      return person.connection() === 'connected' && admin?.state.kind === 'stopped'
    })
    await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
    await shop.untilHealthy('dev1')
  })

  test('is marked as old within 20 s of a line that falls silent', async () => {
    line.become({ isSilent: true })
    await person.untilAway(20_000)
    line.become({})
    await person.untilConnected(15_000)
  })

  test('is right within 5 s of an engine that was started again', async () => {
    await shop.engine.stop()
    await person.untilAway()
    await shop.engine.start()
    await person.untilConnected()
    await shop.untilHealthy('dev1')
  })
})
