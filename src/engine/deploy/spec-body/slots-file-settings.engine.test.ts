import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose, composeUp } from '../../../../e2e/harness/compose'
import { freePorts } from '../../../../e2e/harness/free-port'
import { openShopDeployer, type ShopDeployer } from '../../../../e2e/harness/shop-deployer'
import { type Shop, startShop } from '../../../../e2e/harness/shop'
import { SHOP_BUILDS, type ShopBuildName } from '../../../../e2e/harness/shop-catalog'
import type { Operation } from '../../../domain/operation'
import { isRecord } from '../../../testing/is-record'
import { publishedRecord } from '../../slots-file/publish-record'
import { bundleChecksum, packBundle, publishedBundleName } from '../../slots-file/published-bundle'
import { parseSlotsFile } from '../../slots-file/parse-slots-file'

const never = new AbortController().signal
let shop: Shop
let me: ShopDeployer
let ports: readonly number[]
let published = 0

const deploy = (build: ShopBuildName): Operation => ({
  kind: 'deploy',
  tag: SHOP_BUILDS[build].tag,
  services: null,
  recreate: 'changed',
})

/** What a team's file holds of everything that decides how a container runs, in the forms people write. */
function composeText(changes: { readonly note?: string } = {}): string {
  const [api = 0, admin = 0, web = 0] = ports
  return `
x-berth:
  directory: ${shop.engine.directory}/project
  slots:
    dev5: { env: { API_PORT: ${api}, ADMIN_PORT: ${admin}, WEB_PORT: ${web} }, urls: { web: http://127.0.0.1:${web} } }
x-common: &common
  restart: unless-stopped
  init: true
  logging: { driver: json-file, options: { max-size: 10m, max-file: '3' } }
services:
  api:
    <<: *common
    image: ${shop.imagePrefix}/api:\${TAG}
    ports: ['\${API_PORT}:8080', '127.0.0.1::9000/udp']
    environment:
      SPRING_PROFILES_ACTIVE: dev
      NOTE: '${changes.note ?? 'first'}'
    volumes: ['data:/data', './config:/config:ro', '/cache']
    networks: { default: { aliases: [backend] }, side: {} }
    user: '0:0'
    working_dir: /
    hostname: api-host
    extra_hosts: ['db.internal:10.1.2.3']
    stop_signal: SIGTERM
    stop_grace_period: 5s
    cap_add: [NET_ADMIN]
    cap_drop: [MKNOD]
    security_opt: ['no-new-privileges:true']
    sysctls: { net.core.somaxconn: '1024' }
    ulimits: { nproc: 65535, nofile: { soft: 1024, hard: 2048 } }
    shm_size: 64m
    dns: [1.1.1.1]
    mem_limit: 256m
    cpus: 0.5
    labels: { team: shop }
  admin:
    <<: *common
    image: ${shop.imagePrefix}/admin:\${TAG}
    ports: ['\${ADMIN_PORT}:8080']
    environment: ['DJANGO_DEBUG=1']
    tmpfs: ['/data:size=16m']
    read_only: true
    expose: ['9100']
    depends_on: { api: { condition: service_healthy } }
    healthcheck: { interval: 1s, retries: 2 }
    deploy: { resources: { limits: { memory: 200M } } }
  web:
    <<: *common
    image: ${shop.imagePrefix}/web:\${TAG}
    command: ['node', '/app/server.cjs']
    ports: [{ target: 8080, published: '\${WEB_PORT}', protocol: tcp }]
    environment: { API_URL: 'http://api:8080' }
    depends_on: [api]
    volumes:
      - { type: volume, source: data, target: /shared, read_only: true, volume: { nocopy: true } }
      - { type: tmpfs, target: /run/web, tmpfs: { size: 1048576 } }
volumes: { data: { labels: { team: shop } } }
networks: { side: { internal: true } }
`
}

async function publish(text: string): Promise<void> {
  const bundle = { composeText: text, composeName: 'compose.yaml', files: {}, environment: {} }
  const read = parseSlotsFile(bundle)
  if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults, null, 2))
  published += 1
  await me.ledger.writePrivate('h1', [{ name: publishedBundleName(published), bytes: packBundle(bundle) }], never)
  const record = { file: read.file, hostName: 'shop', version: published, checksum: bundleChecksum(bundle) }
  await me.ledger.append('h1', [publishedRecord({ ...record, by: '정유진', note: '' })], never)
}

async function inspect(service: string): Promise<Readonly<Record<string, unknown>>> {
  return me.client.inspectContainer((await shop.containerId('dev5', service as 'api')) ?? '', never)
}

beforeAll(async () => {
  shop = await startShop({ name: 'spec', slots: {}, onHost: ['dashboard'], inRegistry: ['search'] })
  mkdirSync(join(shop.engine.directory, 'project', 'config'), { recursive: true })
  ports = await freePorts(3)
  me = openShopDeployer(shop, '정유진')
})

afterAll(async () => {
  await me?.close()
  shop?.remove()
})

describe('a slot that the slots file names', () => {
  test('comes up from nothing, as Compose would bring it up from the same file', async () => {
    await publish(composeText())
    const plan = await me.plan('dev5', deploy('dashboard'))
    expect(plan.services.map(({ name, change }) => [name, change.kind])).toEqual([
      ['api', 'create'],
      ['admin', 'create'],
      ['web', 'create'],
    ])
    expect(plan.steps.find(({ kind }) => kind === 'prepare')).toMatchObject({
      names: ['dev5_default', 'dev5_side', 'dev5_data'],
    })
    expect(await me.run('dev5', deploy('dashboard'))).toEqual({ kind: 'succeeded' })
    const made = await Promise.all(['api', 'admin', 'web'].map(inspect))

    const project = composeProject()
    expect((await compose(shop.engine, project, ['ps', '-q'])).trim().split('\n')).toHaveLength(3)
    await compose(shop.engine, project, ['down'])
    await composeUp(shop.engine, project)
    const composed = await Promise.all(['api', 'admin', 'web'].map(inspect))
    expect(made.map(howItRuns)).toEqual(composed.map(howItRuns))
  })

  test('is taken over from Compose: what it made is replaced once, then nothing is left to do', async () => {
    const plan = await me.plan('dev5', deploy('dashboard'))
    expect(plan.services.map(({ change }) => ('cause' in change ? change.cause : change.kind))).toEqual(
      Array.from({ length: 3 }, () => 'settings-change'),
    )
    expect(await me.run('dev5', deploy('dashboard'))).toEqual({ kind: 'succeeded' })
    expect((await me.plan('dev5', deploy('dashboard'))).steps).toEqual([])
  })

  test('takes a setting over with its next deployment, and changes that service alone', async () => {
    await publish(composeText({ note: 'second' }))
    const plan = await me.plan('dev5', deploy('dashboard'))
    expect(plan.services.map(({ name, change }) => [name, change.kind])).toEqual([
      ['api', 'replace'],
      ['admin', 'unchanged'],
      ['web', 'unchanged'],
    ])
    expect(await me.run('dev5', deploy('dashboard'))).toEqual({ kind: 'succeeded' })
    const { Config } = (await inspect('api')) as { readonly Config: { readonly Env: readonly string[] } }
    expect(Config.Env).toContain('NOTE=second')
  })
})

function composeProject(): Parameters<typeof composeUp>[1] {
  const folder = join(shop.engine.directory, 'project')
  const file = join(folder, 'compose.yaml')
  const [api, admin, web] = ports
  writeFileSync(file, composeText())
  writeFileSync(
    join(folder, '.env'),
    `SLOT=dev5\nTAG=${SHOP_BUILDS.dashboard.tag}\nAPI_PORT=${api}\nADMIN_PORT=${admin}\nWEB_PORT=${web}\n`,
  )
  return { project: 'dev5', file }
}

/** Names, times and identities of a container are its own; Compose's bookkeeping and Berth's differ by design. */
const ownKeys = new Set(['Hostname', 'Labels', 'MacAddress', 'ContainerIDFile'])
/** An empty list, nothing at all and null are the same to the engine. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : [...value].map(plain).sort(byText)
  if (!isRecord(value)) return value === null || value === '' || value === false || value === 0 ? undefined : value
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const made = ownKeys.has(key) ? undefined : plain(inner)
    return made === undefined ? [] : [[key, made] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(byText))
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

function howItRuns(raw: Readonly<Record<string, unknown>>): unknown {
  const { Config, HostConfig, Mounts, NetworkSettings } = raw as Record<string, Record<string, unknown>>
  const networks = Object.entries((NetworkSettings?.['Networks'] ?? {}) as Record<string, { Aliases?: string[] }>)
  return plain({
    Config,
    HostConfig: { ...HostConfig, Binds: undefined, Mounts: undefined },
    Mounts: ((Mounts ?? []) as unknown as readonly Record<string, unknown>[]).map(
      ({ Type, Destination, Mode, RW, Source, Name }) => ({
        Type,
        Destination,
        RW,
        Mode: Type === 'volume' ? undefined : Mode,
        // A volume without a name has another one each time.
        from: /^[0-9a-f]{64}$/.test(String(Name)) ? 'nameless' : (Name ?? Source),
      }),
    ),
    networks: networks.map(([name, { Aliases }]) => [
      name,
      (Aliases ?? []).filter((alias) => !/^[0-9a-f]{12}$/.test(alias) && !alias.startsWith('dev5')),
    ]),
  })
}
