import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardJsonSchema } from '../../src/contract/board-json'
import { type BuiltCli, buildCli, type CliEnded, endOf, jsonOf } from '../harness/built-cli'
import { openRelay, type Relay } from '../harness/nginx-relay'
import { type ReadOnlyProxy, startReadOnlyProxy } from '../harness/nginx-read-only'
import { colleagueHost, openColleagueLedger, writeSampleHistory } from '../harness/sample-history'
import { type Shop, startShop } from '../harness/shop'
import { plantLock } from './planted-secrets'

const folder = mkdtempSync(join(tmpdir(), 'berth-read-only-cli-'))
let shop: Shop
let proxy: ReadOnlyProxy
let relay: Relay
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({
    name: 'cli',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard', 'payment'],
    inRegistry: [],
  })
  await shop.untilHealthy('dev1')
  const colleague = openColleagueLedger(shop.engine)
  await writeSampleHistory(colleague)
  await colleague.ledger.writePrivate(colleagueHost, [], new AbortController().signal)
  await colleague.close()
  proxy = await startReadOnlyProxy({ socketPath: shop.engine.socketPath })
  relay = await openRelay(proxy.port, proxy.certificateOf('hana'), join(folder, 'relay.sock'))
  cli = await building
})
afterAll(async () => {
  await relay?.close()
  proxy?.remove()
  shop?.remove()
  rmSync(folder, { recursive: true })
})

const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(cli.start(words, environment()))
const json = (code: number, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  jsonOf(cli.start([...words, '--json'], environment()), code)
const environment = (): Readonly<Record<string, string>> => ({ USER: '김하나', DOCKER_HOST: relay.address })

const slotsFile = [
  'x-berth:',
  '  slots:',
  '    dev1: {}',
  '    dev8: {}',
  'services:',
  '  web:',
  '    image: registry.example.com/shop/web:${TAG}',
  '    environment: { GREETING: hush-hush }',
  '',
].join('\n')

describe('through the read-only proxy the command line', () => {
  it('shows the board, with all that the labels and the checks tell', async () => {
    const direct = await jsonOf(cli.start(['board', '--json'], { USER: 'x', DOCKER_HOST: shop.engine.address }), 0)
    const slotsOf = (board: Readonly<Record<string, unknown>>): unknown =>
      (board['hosts'] as readonly { readonly slots: unknown }[])[0]?.slots
    expect(slotsOf(await json(0, 'board'))).toEqual(slotsOf(direct))
    expect(proxy.refusals()).toEqual([])
  })

  it('reads history, logs and what a slot can be rolled back to, and is refused nothing', async () => {
    const history = await json(0, 'history', 'dev1')
    expect(history).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ slot: 'dev1' })]) as [],
    })
    const logs = await berth('logs', 'dev1', '--tail', '3')
    expect([logs.code, logs.out.split('\n').length > 3]).toEqual([0, true])
    expect(await json(0, 'rollback', 'dev1', '--list')).toMatchObject({ slot: 'dev1' })
    expect(proxy.refusals()).toEqual([])
  })

  it('shows what a published slots file says of its slots, and nothing of what else stands in it', async () => {
    const host = { USER: '이도윤', DOCKER_HOST: shop.engine.address }
    const file = join(folder, 'compose.yaml')
    writeFileSync(file, slotsFile)
    expect(await endOf(cli.start(['settings', 'publish', file, '--note', 'first', '--yes'], host))).toMatchObject({
      code: 0,
    })
    const board = JSON.stringify(await json(0, 'board'))
    expect(board).toContain('dev8')
    const shown = await berth('settings', 'show')
    expect(shown.code).not.toBe(0)
    expect(board + shown.out + shown.err).not.toContain('hush-hush')
    expect(shown.err).toContain('lets you look and change nothing')
    // Nobody is told of what is never asked: the private store, where the file lies.
    expect(proxy.refusals()).toEqual([])
  })

  it('changes nothing', async () => {
    const stopped = await berth('stop', 'dev1', '--yes', '--json')
    expect(stopped.code).not.toBe(0)
    expect(stopped.out).toContain('host-read-only')
    expect(proxy.refusals().join('\n')).toContain('"POST /')
    const board = boardJsonSchema.parse(await json(0, 'board'))
    expect(board.hosts[0]?.slots[0]?.services.map(({ state }) => state)).toEqual(['healthy', 'healthy', 'healthy'])
  })

  it('sees the lock of a deployment', async () => {
    await plantLock(shop, 'dev1')
    const before = proxy.refusals()
    expect(JSON.stringify(await json(0, 'board'))).toContain('"locked"')
    expect(proxy.refusals()).toEqual(before)
  })
})
