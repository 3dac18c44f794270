import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { createSleepyClock, type SleepKind, type SleepyClock } from '../harness/sleepy-clock'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'
import { startTalker } from './talker'

let shop: Shop
let sshd: Sshd
let line: RoughLine
let clock: SleepyClock
let person: FarPerson

beforeAll(async () => {
  shop = await startShop({ name: 'asleep', slots: { dev1: 'dashboard' }, onHost: ['payment'], inRegistry: [] })
  await shop.untilHealthy('dev1')
  sshd = await startSshd({ name: 'asleep' })
}, 120_000)

afterEach(async () => {
  await person.close()
  line.close()
})

afterAll(() => {
  sshd.remove()
  shop.remove()
})

async function openLaptop(kind: SleepKind): Promise<void> {
  line = await openRoughLine(sshd.port)
  clock = createSleepyClock(kind)
  person = await openFarPerson(shop, sshd, line, clock)
}

/** What became of the connection meanwhile. */
const wakings = {
  'its connection still there': () => line.thaw(),
  'its connection reset at the first word': () => {
    line.cut()
    line.restore()
  },
  'its connection dead, and nobody says so': () => {
    line.forget()
    line.thaw()
  },
} as const

type Waking = keyof typeof wakings

/** Ten minutes with the lid closed; on the host `meanwhile` happens. */
async function sleepThrough(waking: Waking, meanwhile: () => Promise<unknown>): Promise<void> {
  clock.fallAsleep()
  line.freeze()
  await meanwhile()
  wakings[waking]()
  clock.wakeUp(600_000)
}

async function untilRunningAreHealthy(): Promise<void> {
  const filters = encodeURIComponent(JSON.stringify({ label: ['com.docker.compose.project=dev1'] }))
  await waitUntil('what runs to be healthy', 60_000, async () => {
    const running = await shop.engine.read<readonly { readonly Status: string }[]>(
      `/containers/json?filters=${filters}`,
    )
    return running.every(({ Status: status }) => status.includes('(healthy)'))
  })
}

describe.each([
  ['whose timers stood still', 'stands-still'],
  ['whose timers went on', 'goes-on'],
] as const)('a laptop that slept for ten minutes, %s,', (_, kind) => {
  test.each([
    ['its connection still there', 5_000],
    ['its connection reset at the first word', 5_000],
    // Nothing but silence tells: three looks of 5 s, then the way back.
    ['its connection dead, and nobody says so', 25_000],
  ] as const)(
    'and wakes with %s has the board right again, with what happened meanwhile',
    async (waking, limitMs) => {
      await openLaptop(kind)
      const id = (await shop.containerId('dev1', 'admin')) ?? ''
      const admin = (): string | undefined =>
        person.slot('dev1').services.find(({ name }) => name === 'admin')?.state.kind
      await sleepThrough(waking, () => shop.engine.call({ method: 'POST', path: `/containers/${id}/stop` }))
      expect(admin()).toBe('healthy')
      await waitUntil('the truth', limitMs, () => person.connection() === 'connected' && admin() === 'stopped')
      await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
      await shop.untilHealthy('dev1')
    },
    60_000,
  )

  test('goes on with a log it follows where it stopped', async () => {
    await openLaptop(kind)
    const talker = await startTalker(shop, person, { lines: 4_000 })
    await talker.untilMore(200)
    await sleepThrough('its connection reset at the first word', () => talker.untilMore(1_000))
    expect(await talker.expectWhole()).toBe(4_000)
    await talker.remove()
  }, 60_000)

  test.each(['its connection still there', 'its connection reset at the first word'] as const)(
    'in the middle of a deployment, and wakes with %s, goes on with it: the lock is still its own',
    async (waking) => {
      await openLaptop(kind)
      const wanted = person.slot('dev1').kickoff?.summary === 'payment' ? 'dashboard' : 'payment'
      const id = await person.deploy('dev1', shop.reference('web', wanted).split(':').at(-1) ?? '')
      await waitUntil('the switch', 30_000, () => person.isAtStep(id, 'gate'))
      await sleepThrough(waking, untilRunningAreHealthy)
      expect(await person.resultOf(id)).toEqual({ kind: 'succeeded' })
      await shop.untilHealthy('dev1')
      await waitUntil('the board', 20_000, () => person.slot('dev1').kickoff?.summary === wanted)
    },
    180_000,
  )
})
