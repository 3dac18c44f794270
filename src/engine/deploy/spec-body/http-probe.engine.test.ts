import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts } from '../../../../e2e/harness/free-port'
import { openShopDeployer, type ShopDeployer } from '../../../../e2e/harness/shop-deployer'
import { type Shop, startShop } from '../../../../e2e/harness/shop'
import { SHOP_BUILDS } from '../../../../e2e/harness/shop-catalog'
import { parseSlotsFile } from '../../slots-file/parse-slots-file'
import { publishedRecord } from '../../slots-file/publish-record'
import { bundleChecksum, packBundle, publishedBundleName } from '../../slots-file/published-bundle'

const never = new AbortController().signal
let shop: Shop
let me: ShopDeployer
let port = 0
let published = 0

beforeAll(async () => {
  shop = await startShop({ name: 'probe', slots: {}, onHost: ['dashboard'], inRegistry: [] })
  port = (await freePorts(1))[0] ?? 0
  me = openShopDeployer(shop, '정유진')
})

afterAll(async () => {
  await me?.close()
  shop?.remove()
})

/** Each file changes a setting, so that the container is made anew. */
async function deployWith(health: string, ports: string) {
  published += 1
  const composeText = `
x-berth: { slots: { dev5: {} } }
services:
  api:
    image: ${shop.imagePrefix}/api:\${TAG}
    ${ports}
    environment: { ROUND: '${published}' }
    x-berth: { health: ${health} }
`
  const bundle = { composeText, composeName: 'compose.yaml', files: {}, environment: {} }
  const read = parseSlotsFile(bundle)
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults, null, 2))
  await me.ledger.writePrivate('h1', [{ name: publishedBundleName(published), bytes: packBundle(bundle) }], never)
  const record = { file: read.file, hostName: 'shop', version: published, checksum: bundleChecksum(bundle) }
  await me.ledger.append('h1', [publishedRecord({ ...record, by: '정유진', note: '' })], never)
  const { tag } = SHOP_BUILDS.dashboard
  return me.run('dev5', { kind: 'deploy', tag, services: null, recreate: 'changed' })
}

test('the gate opens for a service that answers, through its published port or from inside', async () => {
  expect(await deployWith('{ http: /health, timeout: 30s }', `ports: ['${port}:8080']`)).toEqual({ kind: 'succeeded' })
  expect(await deployWith('{ http: /health, port: 8080, timeout: 30s }', "expose: ['8080']")).toEqual({
    kind: 'succeeded',
  })
})

test('a service that Docker calls healthy and that gives no answer is put back, and that is said', async () => {
  const through = await deployWith('{ http: /slow?ms=60000, timeout: 4s }', `ports: ['${port}:8080']`)
  expect(through).toMatchObject({ kind: 'put-back', error: { code: 'gate-failed' } })
  expect('failingOutput' in through && through.failingOutput).toMatch(/^no answer/)
  const inside = await deployWith('{ http: /slow?ms=60000, port: 8080, timeout: 4s }', "expose: ['8080']")
  expect(inside).toMatchObject({ kind: 'put-back', error: { code: 'gate-failed' } })
  expect('failingOutput' in inside && inside.failingOutput).toMatch(/^no answer/)
})
