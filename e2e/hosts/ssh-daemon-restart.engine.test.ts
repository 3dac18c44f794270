import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoughLine, type RoughLine } from '../harness/rough-line'
import { type Shop, startShop } from '../harness/shop'
import { startSshd, type Sshd } from '../harness/sshd'
import { waitUntil } from '../harness/wait-until'
import { type FarPerson, openFarPerson } from './far-person'
import { startTalker } from './talker'

const backAgainMs = 5_000

describe.each([
  ['with live-restore', true],
  ['without live-restore', false],
] as const)('an engine %s that is started again, seen by SSH,', (_, liveRestore) => {
  let shop: Shop
  let sshd: Sshd
  let line: RoughLine
  let person: FarPerson

  beforeAll(async () => {
    const slots = { dev1: 'dashboard' } as const
    shop = await startShop({ name: 'restart', slots, onHost: [], inRegistry: [], liveRestore })
    await shop.untilHealthy('dev1')
    sshd = await startSshd({ name: 'restart' })
    line = await openRoughLine(sshd.port)
    person = await openFarPerson(shop, sshd, line)
  }, 120_000)

  afterAll(async () => {
    await person.close()
    line.close()
    sshd.remove()
    shop.remove()
  })

  test.each([
    ['by a clean stop', () => shop.engine.stop()],
    ['after it was killed', () => shop.engine.kill()],
  ])(
    '%s has its board right within 5 s of its return, and its log whole',
    async (__, end) => {
      const talker = await startTalker(shop, person, 'without-end')
      await talker.untilMore(100)
      const startedBefore = await startOf(talker.id)
      await end()
      await person.untilAway()
      await shop.engine.start()
      await waitUntil('the board', backAgainMs, async () => {
        const docker = await runningNow()
        const berth = person.slot('dev1').services.filter(({ state }) => state.kind !== 'stopped').length
        return person.connection() === 'connected' && berth === docker
      })
      // A daemon that was killed, and has no live-restore, may leave stopped what ran.
      for (const id of [talker.id, ...(await idsOf('dev1'))]) {
        await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
      }
      await shop.untilHealthy('dev1')
      await waitUntil('health on the board', backAgainMs, () => person.slot('dev1').state === 'healthy')
      await talker.untilMore(100)
      // What the two differ in: the same process went on, or a new one began, in one log.
      expect((await startOf(talker.id)) === startedBefore).toBe(liveRestore)
      expect(await talker.expectWhole('stop')).toBeGreaterThan(200)
      await talker.remove()
    },
    120_000,
  )

  async function startOf(id: string): Promise<string> {
    return (await shop.engine.read<{ readonly State: { readonly StartedAt: string } }>(`/containers/${id}/json`)).State
      .StartedAt
  }

  async function idsOf(slot: string): Promise<readonly string[]> {
    const services = ['api', 'admin', 'web'] as const
    const ids = await Promise.all(services.map((service) => shop.containerId(slot, service)))
    return ids.filter((id) => id !== null)
  }

  async function runningNow(): Promise<number> {
    const filters = encodeURIComponent(JSON.stringify({ label: ['com.docker.compose.project=dev1'] }))
    return (await shop.engine.read<readonly unknown[]>(`/containers/json?filters=${filters}`)).length
  }
})
