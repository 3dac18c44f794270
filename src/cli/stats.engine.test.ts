import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { waitUntil } from '../../e2e/harness/wait-until'

const folder = mkdtempSync(join(tmpdir(), 'berth-stats-cli-'))
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({ name: 'statscli', slots: { dev1: 'dashboard' }, onHost: [], inRegistry: [] })
  cli = await building
}, 240_000)
afterAll(() => {
  shop?.remove()
  rmSync(folder, { recursive: true })
})

const environment = (language = 'en_US.UTF-8') => ({ DOCKER_HOST: shop.engine.address, LANG: language })
const berth = (words: readonly string[], language?: string): Promise<CliEnded> =>
  endOf(cli.start(words, environment(language)))

describe('berth stats', () => {
  it('takes one look: a row a service, processors of how many, memory of its limit', async () => {
    const { code, out } = await berth(['stats', 'dev1'])
    expect(code).toBe(0)
    expect(out).toMatch(/^SERVICE +CPU +MEMORY +NETWORK IN \/ OUT +DISK READ \/ WRITTEN$/m)
    expect(out).toMatch(/^api +\d+% of \d+ cores? +[\d.]+ MB of 256 MB +[\d.]+ k?B\/s \/ [\d.]+ k?B\/s/m)
    expect(out.trim().split('\n')).toHaveLength(4)
    expect((await berth(['stats', 'dev1'], 'ko_KR.UTF-8')).out).toMatch(/^api +\d+% \(코어 \d+개 중\)/m)
  })

  it('gives data for scripts, a stopped service among them', async () => {
    const id = (await shop.containerId('dev1', 'web')) ?? ''
    await shop.engine.call({ method: 'POST', path: `/containers/${id}/stop?t=5` })
    const limitBytes = 256 * 1_048_576
    expect(await jsonOf(cli.start(['stats', 'dev1', '--json'], environment()), 0)).toMatchObject({
      schema: 1,
      slot: 'dev1',
      services: [
        { service: 'admin', state: 'live', cpu: { cores: expect.any(Number) as number }, memory: { limitBytes } },
        { service: 'api', state: 'live', problem: null, memory: { isLimited: true } },
        { service: 'web', state: 'stopped', containers: 0, cpu: { cores: null, limit: null } },
      ],
    })
  })

  it('goes on with --watch, an object a line, until Ctrl-C', async () => {
    const running = cli.start(['stats', 'dev1', '--watch', '--json'], environment())
    await waitUntil('three lines', 30_000, () => running.out().split('\n').length > 3)
    running.child.kill('SIGINT')
    const { code, out } = await endOf(running)
    expect(code).toBe(130)
    // The last line says that it was cancelled, as a person's Ctrl-C always does.
    for (const line of out.split('\n').slice(0, 3)) expect(JSON.parse(line)).toMatchObject({ schema: 1, slot: 'dev1' })
  })

  it('refuses a slot that is not there', async () => {
    expect(await jsonOf(cli.start(['stats', 'dev9', '--json'], environment()), 2)).toMatchObject({
      error: { code: 'slot-unknown' },
    })
  })
})
