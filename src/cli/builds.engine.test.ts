import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildImages } from '../../e2e/harness/built-image'
import { type BuiltCli, buildCli, type CliEnded, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { imagesOfBuild, SERVICES, SHOP_BUILDS } from '../../e2e/harness/shop-catalog'
import { releasesJsonSchema } from '../contract/releases-json'

const folder = mkdtempSync(join(tmpdir(), 'berth-builds-'))
const { dashboard, payment, search } = SHOP_BUILDS
const partial = { ...SHOP_BUILDS.search, tag: 'kickoff-240701-no-admin', version: 'v1.5.0', revision: 'abad1de' }
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({ name: 'builds', slots: { dev1: 'dashboard' }, onHost: ['payment'], inRegistry: ['search'] })
  const images = imagesOfBuild(shop.imagePrefix, partial).filter(({ service }) => service !== 'admin')
  await shop.registry.push(await buildImages(images))
  // CI tags by commit as well.
  for (const service of SERVICES) await copyTag(service, search.tag, search.revision)
  cli = await building
  await shop.untilHealthy('dev1')
}, 180_000)
afterAll(() => {
  shop?.remove()
  rmSync(folder, { recursive: true })
})

async function copyTag(service: string, from: string, to: string): Promise<void> {
  const url = (tag: string): string => `http://${shop.registry.address}/v2/shop/${service}/manifests/${tag}`
  const answer = await fetch(url(from), { headers: { accept: manifestType } })
  const body = await answer.text()
  const put = await fetch(url(to), { method: 'PUT', headers: { 'content-type': manifestType }, body })
  expect(put.status).toBe(201)
}

const environment = (): Readonly<Record<string, string>> => ({ USER: '정유진', DOCKER_HOST: shop.engine.address })
const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(cli.start(words, environment()))
const json = (code: number, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  jsonOf(cli.start([...words, '--json'], environment()), code)

describe('the builds of a slot', () => {
  it('are those of the registry and of the host, with what they are, where they run and what is missing', async () => {
    const { releases, sources, more } = releasesJsonSchema.parse(await json(0, 'releases', 'dev1', '--all'))
    expect(more).toBe(0)
    expect(releases).toMatchObject([
      { tag: partial.tag, version: 'v1.5.0', services: ['api', 'web'], missing: ['admin'], onHost: [], runsOn: [] },
      { tag: search.tag, otherTags: [search.revision], version: search.version, missing: [], onHost: [] },
      { tag: payment.tag, onHost: expect.arrayContaining([...SERVICES]), pullBytes: 0 },
      { tag: dashboard.tag, runsOn: ['dev1'], pullBytes: 0, isDescribed: true },
    ])
    expect(sources).toHaveLength(SERVICES.length)
    expect(sources).toEqual(
      expect.arrayContaining([
        {
          repository: `${shop.imagePrefix}/web`,
          services: ['web'],
          through: null,
          state: 'listed',
          isWhole: true,
          listedAt: expect.any(String),
          error: null,
        },
      ]),
    )
    const table = await berth('releases', 'dev1', '--limit', '2')
    expect(table.out).toMatch(/no-admin +2024-07-01 +v1\.5\.0 +abad1de .* 2 of 3 +no admin image/)
    expect(table.out).not.toContain(payment.tag)
    // Its commit's tag is not known to be the same build, as nobody asked what it is.
    expect(table.err).toContain('3 more')
    expect((await berth('releases', 'dev1', '--text', '1.4.0')).out).toContain(search.tag)
  })

  it('are deployed by branch, by platform version and by revision, and anything else is refused before', async () => {
    const plan = async (...words: readonly string[]): Promise<string> =>
      (await berth('deploy', 'dev1', '--plan', ...words)).out
    expect(await plan('--branch', 'payment')).toContain(payment.tag)
    expect(await plan('--platform', 'v1.4.0')).toContain(search.tag)
    expect(await plan('--revision', search.revision)).toContain(search.tag)
    expect(await json(2, 'deploy', 'dev1', '--plan', '--platform', '9.9')).toMatchObject({
      error: { code: 'build-unknown', details: { known: expect.stringContaining('v1.5.0') } },
    })
    expect((await berth('deploy', 'dev1', '--plan')).code).toBe(2)
    expect((await berth('deploy', 'dev1', '--plan', '--tag', 'a', '--branch', 'b')).code).toBe(2)
  })

  it('are found where they run, by branch, version and revision; what runs nowhere ends in 1', async () => {
    for (const text of ['dashboard', dashboard.tag, '1.3.10', `${dashboard.revision}0000`]) {
      expect(await json(0, 'where', text)).toMatchObject({ places: [{ slot: 'dev1', branch: dashboard.tag }] })
    }
    expect((await berth('where', 'dashboard')).out).toMatch(/dev1 +kickoff-240510-dashboard +v1\.3\.10/)
    expect(await json(1, 'where', 'payment')).toMatchObject({ places: [] })
  })

  it('tell how they ended here, and are listed from the host where the registry is silent, which is said', async () => {
    expect((await berth('deploy', 'dev1', '--branch', 'payment', '--yes')).code).toBe(0)
    expect((await berth('deploy', 'dev1', '--branch', 'dashboard', '--yes')).code).toBe(0)
    const table = await berth('releases', 'dev1', '--text', 'payment')
    expect(table.out).toContain('ran here')
    await shop.registry.stop()
    const list = await berth('releases', 'dev1')
    expect([list.code, list.out]).toEqual([0, expect.stringContaining(payment.tag)])
    expect(list.out).not.toContain(partial.tag)
    expect(list.err).toContain(shop.registry.address)
    await shop.registry.start()
  })
})
