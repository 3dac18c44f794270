import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'

let shop: Shop
let sshd: Sshd
let line: RoughLine
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({
    name: 'far-deployments',
    slots: { dev1: 'dashboard' },
    onHost: ['payment'],
    inRegistry: ['search'],
  })
  await shop.untilHealthy('dev1')
  sshd = await startSshd({ name: 'far-deployments' })
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

const tagOf = (build: 'dashboard' | 'payment' | 'search'): string =>
  shop.reference('web', build).split(':').at(-1) ?? ''

describe('a deployment', () => {
  test.each([
    ['is cut', cut],
    ['falls silent', silence],
    ['is reset in mid-frame', async () => line.resetAfter(500)],
    ['is 300 ms late, and thin', async () => line.become({ delayMs: 300, bytesPerSecond: 200_000 })],
  ])(
    'whose line %s while it switches goes on and succeeds',
    async (_, trouble) => {
      const wanted = person.slot('dev1').kickoff?.summary === 'payment' ? 'dashboard' : 'payment'
      const id = await person.deploy('dev1', tagOf(wanted))
      // Before that nothing is locked, and the deployment would only be refused.
      await waitUntil('the switch', 30_000, () => person.isAtStep(id, 'gate'))
      await trouble()
      expect(await person.resultOf(id)).toEqual({ kind: 'succeeded' })
      line.become({})
      await shop.untilHealthy('dev1')
      await waitUntil('the board', 20_000, () => person.slot('dev1').kickoff?.summary === wanted)
    },
    240_000,
  )

  test.each([
    ['cut', cut],
    ['silent', silence],
    ['reset', async () => line.resetAfter(1_000)],
  ])(
    'whose line is %s in the middle of its pull ends in one version or the other, and the next one works',
    async (_, trouble) => {
      await forgetSearch()
      const id = await person.deploy('dev1', tagOf('search'))
      await trouble()
      const result = await person.resultOf(id)
      expect(['succeeded', 'refused']).toContain(result.kind)
      await person.untilConnected(15_000)
      const again = await person.deploy('dev1', tagOf('dashboard'))
      expect(await person.resultOf(again)).toEqual({ kind: 'succeeded' })
    },
    240_000,
  )
})

/** What an earlier test pulled. */
async function forgetSearch(): Promise<void> {
  for (const service of ['web', 'api', 'admin'] as const) {
    const path = `/images/${encodeURIComponent(shop.reference(service, 'search'))}?force=1`
    await shop.engine.call({ method: 'DELETE', path }).catch(() => undefined)
  }
}

async function cut(): Promise<void> {
  line.cut()
  await person.untilAway(10_000)
  line.restore()
}

async function silence(): Promise<void> {
  line.become({ isSilent: true })
  await person.untilAway(20_000)
  line.become({})
}
