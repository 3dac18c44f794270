import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, type CliRun, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { boardJsonSchema } from '../contract/board-json'
import { answering, startWebhookReceiver } from '../testing/webhook-receiver'

const folder = mkdtempSync(join(tmpdir(), 'berth-commands-'))
const dashboard = 'kickoff-240510-dashboard'
const payment = 'kickoff-240603-payment'
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({
    name: 'commands',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard', 'payment'],
  })
  cli = await building
  await shop.untilHealthy('dev1')
})
afterAll(() => {
  shop?.remove()
  rmSync(folder, { recursive: true })
})

const start = (words: readonly string[]): CliRun =>
  cli.start(words, { USER: '정유진', DOCKER_HOST: shop.engine.address })

const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(start(words))

/** `code` is how the command is to end. */
const json = (code: number, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  jsonOf(start([...words, '--json']), code)

async function tags(): Promise<readonly string[]> {
  const board = boardJsonSchema.parse(await json(0, 'board'))
  return board.hosts[0]?.slots[0]?.services.map(({ tag, state }) => `${tag ?? ''} ${state}`) ?? []
}

const three = (tag: string): readonly string[] => Array.from({ length: 3 }, () => `${tag} healthy`)

describe('rollback and history', () => {
  it('has nothing to go back to before the first deployment', async () => {
    expect(await json(3, 'rollback', 'dev1', '--yes')).toMatchObject({ error: { code: 'release-none' } })
    expect(await json(0, 'rollback', 'dev1', '--list')).toMatchObject({ schema: 1, slot: 'dev1', releases: [] })
  })

  it('brings back what ran before, lists what is kept, and tells of all of it', async () => {
    expect((await berth('deploy', 'dev1', '--tag', payment, '--yes')).code).toBe(0)
    const list = await berth('rollback', 'dev1', '--list')
    expect([list.code, list.out]).toEqual([0, expect.stringContaining('runs now')])
    expect(list.out).toMatch(new RegExp(`found-\\S+ +${dashboard} .*instant`))
    const plan = await berth('rollback', 'dev1', '--plan')
    expect([plan.code, plan.out]).toEqual([0, expect.stringContaining(dashboard)])
    expect(await tags()).toEqual(three(payment))
    expect((await berth('rollback', 'dev1', '--yes')).code).toBe(0)
    expect(await tags()).toEqual(three(dashboard))
    expect(await json(2, 'rollback', 'dev1', '--to', '#99', '--yes')).toMatchObject({
      error: { code: 'release-unknown' },
    })

    const history = await json(0, 'history', 'dev1')
    expect(history).toMatchObject({
      schema: 1,
      total: 3,
      entries: [
        { kind: 'held', from: payment },
        { kind: 'rollback', number: '2', result: 'succeeded', to: dashboard },
        { kind: 'switch', number: '1', result: 'succeeded', from: dashboard, to: payment, slot: 'dev1' },
      ],
    })
    expect(await json(0, 'history', '--limit', '1', '--text', 'payment', '--since', '1h')).toMatchObject({
      entries: [{}],
    })
    const table = await berth('history', 'dev1', '--limit', '2')
    expect([table.code, table.err]).toEqual([0, '2 of 3 entries; more with --limit.\n'])
    expect(table.out).toMatch(/Roll back +#2 +kickoff-240603-payment → kickoff-240510-dashboard/)
    expect((await berth('history', 'dev9')).code).toBe(2)
  })
})

describe('reservations', () => {
  it('keep others out with 3 until they say why they go over it, and end', async () => {
    const made = await json(0, 'reserve', 'dev1', '--until', '2h', '--why', 'demo', '--by', '이도윤')
    expect(made).toMatchObject({ reservation: { slot: 'dev1', by: '이도윤', why: 'demo' } })
    expect(await json(0, 'board')).toMatchObject({
      hosts: [{ slots: [{ reservation: { by: '이도윤', why: 'demo' } }] }],
    })
    for (const words of [
      ['stop', 'dev1', '--yes'],
      ['reserve', 'dev1', '--until', '1h', '--why', 'mine'],
      ['unreserve', 'dev1'],
    ]) {
      expect(await json(3, ...words)).toMatchObject({ error: { code: 'slot-reserved' } })
    }
    expect(await json(2, 'reserve', 'dev1', '--until', '30d', '--why', 'x')).toMatchObject({
      error: { code: 'reservation-time-invalid' },
    })
    const over = ['restart', 'dev1', '-s', 'web', '--yes', '--over-reservation', 'agreed by phone']
    expect((await berth(...over)).code).toBe(0)
    expect(await json(0, 'history', '--text', 'phone')).toMatchObject({
      entries: [{ kind: 'overruled', from: '이도윤' }],
    })
    const taken = ['reserve', 'dev1', '--until', '1h', '--why', 'mine', '--over-reservation', 'urgent', '--by', 'QA']
    expect((await berth(...taken)).code).toBe(0)
    expect((await berth('unreserve', 'dev1', '--by', 'QA')).out).toBe('dev1 is no longer reserved.\n')
    expect((await berth('unreserve', 'dev1')).out).toBe('dev1 is not reserved.\n')
  })
})

describe('word to others', () => {
  it('has left before the command ends, and one that is refused warns and changes no exit code', async () => {
    const receiver = await startWebhookReceiver(answering(503), answering(200), answering(200), answering(401))
    try {
      const told = ['--notify-webhook', `${receiver.origin}/hidden-path`]
      const restarted = await berth('restart', 'dev1', '-s', 'web', '--yes', '--by', 'CI', ...told)
      expect([restarted.code, restarted.err]).toEqual([0, expect.not.stringContaining('delivered')])
      const events = receiver.received.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>)
      expect(events).toMatchObject([
        { event: 'started', operation: 'restart', services: ['web'], who: 'CI', slot: 'dev1' },
        { event: 'started' },
        { event: 'succeeded', text: expect.stringContaining('dev1: restarted') },
      ])
      const reserved = await berth('reserve', 'dev1', '--until', '1h', '--why', 'demo', '--by', 'CI', ...told)
      expect([reserved.code, reserved.err]).toEqual([0, expect.stringMatching(/could not be delivered.*status 401/)])
      expect(reserved.err).not.toContain('hidden-path')
      expect((await berth('unreserve', 'dev1', '--by', 'CI')).code).toBe(0)
    } finally {
      await receiver.close()
    }
  })
})

const slotsFile = (extra: string): string => `x-berth:
  slots:
    dev1: { env: { WEB_PORT: 3101 } }
services:
  api:
    image: registry.example.com/shop/api:\${TAG}
    environment: { DB_PASSWORD: hunter2 }
${extra}`

describe('settings', () => {
  const file = join(folder, 'compose.yaml')

  it('names each fault by its place, with 2', async () => {
    writeFileSync(file, slotsFile('  web:\n    build: .\n'))
    const checked = await berth('settings', 'check', file)
    expect([checked.code, checked.out]).toEqual([2, expect.stringMatching(new RegExp(`^${file}:\\d+:\\d+: `, 'm'))])
    expect((await json(2, 'settings', 'publish', file, '--yes'))['faults']).not.toEqual([])
    expect(await json(0, 'settings', 'list')).toMatchObject({ versions: [] })
    expect((await berth('settings', 'show')).code).toBe(1)
    expect((await berth('settings', 'publish', file)).code).toBe(2)
  })

  it('publishes a file for everybody, and shows it without its secrets', async () => {
    writeFileSync(file, slotsFile(''))
    expect(await json(0, 'settings', 'check', file)).toMatchObject({ faults: [], against: null })
    expect((await berth('settings', 'publish', file, '--plan')).code).toBe(0)
    const published = await berth('settings', 'publish', file, '--yes', '--note', 'first')
    expect([published.code, published.out]).toEqual([0, 'Published as r1 on local.\n'])
    const again = await berth('settings', 'publish', file, '--yes')
    expect([again.code, again.out]).toEqual([0, 'The same as what is published. Nothing was done.\n'])
    expect(await json(0, 'settings', 'list')).toMatchObject({ versions: [{ version: 1, note: 'first' }] })
    const shown = await berth('settings', 'show')
    expect(shown.out).toContain('WEB_PORT')
    expect(shown.out).not.toContain('hunter2')
    expect((await berth('settings', 'show', '--version', '7')).code).toBe(2)
  })
})
