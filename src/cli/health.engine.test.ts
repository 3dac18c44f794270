import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { healthSlotsFile } from '../../e2e/harness/health-slots-file'
import { publishFile } from '../../e2e/harness/publish-file'
import { openColleagueLedger } from '../../e2e/harness/sample-history'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { waitUntil } from '../../e2e/harness/wait-until'

const folder = mkdtempSync(join(tmpdir(), 'berth-health-cli-'))
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({ name: 'healthcli', slots: { dev1: 'dashboard' }, onHost: [], inRegistry: [] })
  cli = await building
  await shop.untilHealthy('dev1')
  const colleague = openColleagueLedger(shop.engine)
  await publishFile(colleague, healthSlotsFile(['dev1'], '/health'))
  await colleague.close()
}, 240_000)
afterAll(() => {
  shop.remove()
  rmSync(folder, { recursive: true })
})

const berth = (words: readonly string[], language = 'en_US.UTF-8'): Promise<CliEnded> =>
  endOf(cli.start(words, { DOCKER_HOST: shop.engine.address, LANG: language }))
const json = (code: number, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  jsonOf(cli.start([...words, '--json'], { DOCKER_HOST: shop.engine.address }), code)

describe('berth health', () => {
  it('shows a strip a service, and asks the declared probe once', async () => {
    const { code, out } = await berth(['health', 'dev1'])
    expect([code, out]).toEqual([0, expect.stringMatching(/^ {2}api +Healthy +.*▁ +\d of \d passed$/m)])
    expect(out).toMatch(/^ {4}GET \/health +.*▁ +1 of 1 passed$/m)
    expect(out).toContain('▁ passed  █ failed  ▓ timed out  ▄ starting  · not known')
    expect(out).not.toContain('Why')
  })

  it('says why a service is unhealthy, in both languages and as data', async () => {
    const port = shop.slots['dev1']?.ports.web
    await fetch(`http://127.0.0.1:${port}/fail?why=503%20render%20failed`, { method: 'POST' })
    await waitUntil('web to be unhealthy', 30_000, async () => (await berth(['board'])).out.includes('Unhealthy'))
    const english = (await berth(['health', 'dev1'])).out
    expect(english).toMatch(/Why web is unhealthy:\n {2}Its health check fails, \d+ times in a row\n {2}since 20/)
    expect(english).toMatch(/Last failing check, .* \(exit 1\):\n {4}503 render failed/)
    expect((await berth(['health', 'dev1'], 'ko_KR.UTF-8')).out).toMatch(/web 비정상 원인:\n {2}상태 검사에 연속 \d+회/)
    expect(await json(0, 'health', 'dev1', '--since', '1h')).toMatchObject({
      schema: 1,
      slot: 'dev1',
      services: [
        { service: 'admin', state: 'healthy', why: null },
        { service: 'api', state: 'healthy', why: null },
        {
          service: 'web',
          state: 'unhealthy',
          probe: { path: '/health', problem: null, passed: 0, total: 1 },
          why: { cause: { kind: 'check-failing' }, failingCheck: { output: '503 render failed' } },
        },
      ],
    })
  })

  it('refuses a slot that is not there, and a time of which nothing is kept', async () => {
    expect(await json(2, 'health', 'dev9')).toMatchObject({ error: { code: 'slot-unknown' } })
    expect(await json(2, 'health', 'dev1', '--since', '3d')).toMatchObject({
      error: { code: 'bad-request', details: { field: '--since' } },
    })
  })
})
