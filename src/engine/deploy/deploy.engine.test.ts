import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildImages } from '../../../e2e/harness/built-image'
import { compose } from '../../../e2e/harness/compose'
import { imagesOfBuild, type ServiceName, SHOP_BUILDS, type ShopBuildName } from '../../../e2e/harness/shop-catalog'
import { type Shop, startShop } from '../../../e2e/harness/shop'
import { openShopDeployer, type ShopDeployer, untilGate } from '../../../e2e/harness/shop-deployer'
import { waitUntil } from '../../../e2e/harness/wait-until'
import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation } from '../../domain/container-observation'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import { readRawContainer } from './raw-container'

const never = new AbortController().signal
const services = ['admin', 'api', 'web'] as const
let shop: Shop
let me: ShopDeployer
let colleague: ShopDeployer
let volumesBefore: readonly string[]

const deploy = (buildOrTag: string, changes: Partial<Extract<Operation, { kind: 'deploy' }>> = {}): Operation => ({
  kind: 'deploy',
  tag: Object.hasOwn(SHOP_BUILDS, buildOrTag) ? SHOP_BUILDS[buildOrTag as ShopBuildName].tag : buildOrTag,
  services: null,
  recreate: 'changed',
  ...changes,
})

/** A slot's containers by service; fails where a service has not exactly one. */
async function containersOf(slot: string): Promise<Readonly<Record<ServiceName, ContainerObservation>>> {
  const listed = await me.client.listContainers(`${composeLabels.project}=${slot}`, never)
  const observed = await Promise.all(listed.map(({ id }) => me.client.observeContainer(id, never)))
  const found = observed.flatMap((container) => (container === null ? [] : [container]))
  expect(found.map(({ name }) => name).sort()).toEqual(services.map((service) => `${slot}_${service}_1`))
  const of = (service: string): ContainerObservation => {
    const container = found.find(({ labels }) => labels[composeLabels.service] === service)
    if (container === undefined) throw new Error(`no ${service}`)
    return container
  }
  return { api: of('api'), admin: of('admin'), web: of('web') }
}

const ids = (containers: Readonly<Record<ServiceName, ContainerObservation>>): readonly string[] =>
  services.map((service) => containers[service].id)

async function answer(slot: string, service: ServiceName): Promise<string> {
  const port = shop.slots[slot]?.ports[service] ?? 0
  return (await fetch(`http://127.0.0.1:${String(port)}/`)).text()
}

async function volumes(): Promise<readonly string[]> {
  const { Volumes } = await shop.engine.read<{ readonly Volumes: readonly { readonly Name: string }[] | null }>(
    '/volumes',
  )
  // What the host remembers stands in volumes of Berth's own.
  const names = (Volumes ?? []).map(({ Name }) => Name)
  return names.filter((name) => !/^berth-(ledger|private)-/.test(name)).sort()
}

/** Every service of the slot runs this build, and answers with it. */
async function expectServing(slot: string, build: ShopBuildName): Promise<void> {
  const containers = await containersOf(slot)
  for (const service of services) {
    expect(containers[service].imageReference).toBe(shop.reference(service, build))
    expect(containers[service]).toMatchObject({ status: 'running', restartPolicy: 'unless-stopped' })
    await waitUntil(`${slot} ${service} to answer`, 20_000, async () =>
      (await answer(slot, service)).includes(SHOP_BUILDS[build].revision),
    )
  }
}

beforeAll(async () => {
  const slots = { dev1: 'dashboard', dev2: 'dashboard', dev3: 'dashboard' } as const
  shop = await startShop({
    name: 'deploy',
    slots,
    onHost: ['dashboard', 'payment'],
    inRegistry: ['search', 'brokenDatabase', 'brokenWeb', 'crash', 'slowStart'],
  })
  me = openShopDeployer(shop, '정유진')
  colleague = openShopDeployer(shop, '박서준')
  await Promise.all(Object.keys(slots).map((slot) => shop.untilHealthy(slot)))
  volumesBefore = await volumes()
})

afterAll(async () => {
  await Promise.all([me.close(), colleague.close()])
  shop.remove()
})

afterEach(async () => {
  const listed = await me.client.listContainers(null, never)
  expect(listed.filter(({ name }) => /\.berth-|^berth-lock-/.test(name)).map(({ name }) => name)).toEqual([])
  expect(await volumes()).toEqual(volumesBefore)
})

describe('a switch of three services', () => {
  test('replaces all of them and keeps what is the slot’s own', async () => {
    const before = await containersOf('dev1')
    const raw = readRawContainer(await me.client.inspectContainer(before.admin.id, never))
    const cache = raw.Mounts.find(({ Destination }) => Destination === '/cache')?.Name
    expect(await me.run('dev1', deploy('search'))).toEqual({ kind: 'succeeded' })
    await expectServing('dev1', 'search')

    const after = await containersOf('dev1')
    const api = readRawContainer(await me.client.inspectContainer(after.api.id, never))
    const admin = readRawContainer(await me.client.inspectContainer(after.admin.id, never))
    expect(admin.Mounts.find(({ Destination }) => Destination === '/cache')?.Name).toBe(cache)
    expect(api.Mounts.map(({ Name }) => Name)).toEqual(['dev1_data'])
    expect(api.NetworkSettings['dev1_default']?.Aliases).toEqual(
      expect.arrayContaining(['api', 'backend', 'dev1_api_1']),
    )
    expect(api.Config.Env).toContain('SPRING_PROFILES_ACTIVE=dev')
    expect(api.Config.Env).toContain('APP_VERSION=v1.4.0')
    expect(after.api.labels).toMatchObject({
      [berthLabels.deployedBy]: '정유진',
      'org.opencontainers.image.version': 'v1.4.0',
    })
    expect(after.api.labels[composeLabels.configFiles]).toBe(before.api.labels[composeLabels.configFiles])
  })

  test('leaves nothing to do for a second time, and replaces what another build under the same tag changed', async () => {
    const before = await containersOf('dev1')
    expect((await me.plan('dev1', deploy('search'))).warnings).toEqual([{ kind: 'nothing-to-do' }])
    const rebuilt = imagesOfBuild(shop.imagePrefix, { ...SHOP_BUILDS.search, revision: 'feedbee' })
    await shop.registry.push(await buildImages(rebuilt.filter(({ service }) => service === 'api')))
    const plan = await me.plan('dev1', deploy('search'))
    expect(plan.steps[0]).toMatchObject({ kind: 'pull', service: 'api', cause: 'may-be-newer' })
    expect(await me.run('dev1', deploy('search'))).toEqual({ kind: 'succeeded' })
    expect(await answer('dev1', 'api')).toContain('feedbee')
    const after = await containersOf('dev1')
    expect([after.web.id, after.admin.id]).toEqual([before.web.id, before.admin.id])
  })

  test('can be worked on with the Compose client as before', async () => {
    const project = shop.slots['dev1']
    if (project === undefined) throw new Error('no dev1')
    expect(await compose(shop.engine, project, ['ps'])).toMatch(/dev1_api_1[^\n]*Up[\s\S]*dev1_web_1[^\n]*Up/)
    await compose(shop.engine, project, ['stop'])
    expect((await containersOf('dev1')).web.status).toBe('exited')
    await compose(shop.engine, project, ['start'])
    expect((await containersOf('dev1')).web.status).toBe('running')
    await shop.untilHealthy('dev1')
  })

  test('leaves a service without an image alone, and refuses where it was named', async () => {
    const tag = 'kickoff-240701-half'
    const images = imagesOfBuild(shop.imagePrefix, { ...SHOP_BUILDS.payment, tag })
    await shop.registry.push(await buildImages(images.filter(({ service }) => service !== 'admin')))
    expect(await me.refusal('dev1', deploy(tag, { services: ['admin'] }))).toBe('image-not-found')
    const before = await containersOf('dev1')
    const plan = await me.plan('dev1', deploy(tag))
    expect(plan.warnings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['no-image', 'mixed-branches']))
    expect(await me.run('dev1', deploy(tag))).toEqual({ kind: 'succeeded' })
    const after = await containersOf('dev1')
    expect(after.admin.id).toBe(before.admin.id)
    expect(after.web.imageReference).toBe(`${shop.imagePrefix}/web:${tag}`)
  })

  test('of two people at once succeeds for one, and names them to the other', async () => {
    // The second one learns of it before it begins, or from its deployment's result, as the moment has it.
    const told = async (person: ShopDeployer): Promise<unknown> => {
      const result = await person.run('dev2', deploy('payment')).catch((error: unknown) => error)
      return result instanceof BerthError ? { kind: 'refused', error: result.data } : result
    }
    const results = (await Promise.all([told(me), told(colleague)])) as { readonly kind: string }[]
    expect(results.map(({ kind }) => kind).sort()).toEqual(['refused', 'succeeded'])
    const winner = results[0]?.kind === 'succeeded' ? '정유진' : '박서준'
    expect(results.find(({ kind }) => kind === 'refused')).toMatchObject({
      error: { code: 'slot-locked', details: { slot: 'dev2', owner: winner } },
    })
    await expectServing('dev2', 'payment')
  })
})

describe('the old version serves again, in the same containers', () => {
  test.each([
    ['the first service stays unhealthy', 'brokenDatabase', 'gate-failed', '503 db DOWN'],
    ['the last service stays unhealthy', 'brokenWeb', 'gate-failed', '500 render failed'],
    ['a container ends at once', 'crash', expect.stringMatching(/^gate-(exited|restarting)$/) as unknown, ''],
  ] as const)('after %s', async (_, build, code, output) => {
    const before = await containersOf('dev2')
    const result = await me.run('dev2', deploy(build))
    expect(result).toMatchObject({ kind: 'put-back', error: { code } })
    if (result.kind === 'put-back') {
      expect(result.failingOutput.trim()).toBe(output)
      expect(result.log).toContain(output === '' ? 'FATAL configuration missing' : 'listening on 8080')
    }
    expect(ids(await containersOf('dev2'))).toEqual(ids(before))
    await expectServing('dev2', 'payment')
  })

  test('after a cancel while a gate was waited for', async () => {
    const before = await containersOf('dev2')
    const id = await me.begin('dev2', deploy('slowStart'))
    await untilGate(me, id, 'api')
    me.deployer.cancel(id)
    expect(await me.result(id)).toEqual({ kind: 'cancelled' })
    expect(ids(await containersOf('dev2'))).toEqual(ids(before))
    await expectServing('dev2', 'payment')
  })

  test('and had never stopped, after a cancel during the pull', async () => {
    const tag = 'kickoff-240702-heavy'
    const images = imagesOfBuild(shop.imagePrefix, { ...SHOP_BUILDS.search, tag }).map((image) => ({
      ...image,
      ballastBytes: 20 * 1024 * 1024,
    }))
    await shop.registry.push(await buildImages(images))
    const before = await containersOf('dev2')
    const id = await me.begin('dev2', deploy(tag))
    await waitUntil(
      'a layer to come',
      30_000,
      () => (me.deployer.deployments().find((one) => one.id === id)?.pulls.length ?? 0) > 0,
    )
    me.deployer.cancel(id)
    expect(await me.result(id)).toEqual({ kind: 'cancelled' })
    const after = await containersOf('dev2')
    expect(services.map((service) => after[service].startedAtMs)).toEqual(
      services.map((service) => before[service].startedAtMs),
    )
  })

  test('where another container has taken a port of a slot that stood still, and is left standing still', async () => {
    expect(await me.run('dev2', { kind: 'stop', services: null })).toEqual({ kind: 'succeeded' })
    const port = String(shop.slots['dev2']?.ports.api ?? 0)
    const body = {
      Image: shop.reference('api', 'payment'),
      HostConfig: { PortBindings: { '8080/tcp': [{ HostPort: port }] } },
    }
    const thief = await me.client.createContainer('thief', body, never)
    await me.client.startContainer(thief, never)
    const warning = { kind: 'port-taken', service: 'api', port: Number(port), container: 'thief' }
    for (const operation of [deploy('dashboard'), { kind: 'start', services: null } as const]) {
      expect((await me.plan('dev2', operation)).warnings).toContainEqual(warning)
    }
    const result = await me.run('dev2', deploy('dashboard'))
    const taken = { code: 'port-taken', details: { service: 'api', port: Number(port), container: 'thief' } }
    expect(result).toMatchObject({ kind: 'put-back', error: taken })
    expect((await containersOf('dev2')).api).toMatchObject({ status: 'exited', restartPolicy: 'unless-stopped' })
    await me.client.removeContainer(thief, { force: true }, never)
    const program = createServer().listen(Number(port), '0.0.0.0')
    await once(program, 'listening')
    const inUse = { code: 'port-in-use', details: { service: 'api', port: Number(port) } }
    const started = await me.run('dev2', { kind: 'start', services: ['api'] })
    expect(started).toMatchObject({ kind: 'down', error: inUse })
    program.close()
    expect(await me.run('dev2', { kind: 'start', services: null })).toEqual({ kind: 'succeeded' })
    await expectServing('dev2', 'payment')
  })
})

describe('stop, start and restart', () => {
  test('of one service and of the slot keep the containers', async () => {
    const before = await containersOf('dev3')
    expect(await me.run('dev3', { kind: 'stop', services: ['web'] })).toEqual({ kind: 'succeeded' })
    expect((await containersOf('dev3')).web.status).toBe('exited')
    expect((await containersOf('dev3')).api.status).toBe('running')
    expect(await me.run('dev3', { kind: 'start', services: null })).toEqual({ kind: 'succeeded' })
    expect(await me.run('dev3', { kind: 'restart', services: null })).toEqual({ kind: 'succeeded' })
    const after = await containersOf('dev3')
    expect(ids(after)).toEqual(ids(before))
    expect(after.api.startedAtMs).toBeGreaterThan(before.api.startedAtMs ?? 0)
    await expectServing('dev3', 'dashboard')
  })
})

describe('refused before anything is changed', () => {
  test('an image for another platform', async () => {
    const tag = 'kickoff-240703-other'
    const images = imagesOfBuild(shop.imagePrefix, { ...SHOP_BUILDS.search, tag }).map((image) => ({
      ...image,
      architecture: 'riscv64',
    }))
    await shop.registry.push(await buildImages(images))
    expect(await me.refusal('dev3', deploy(tag))).toBe('platform-mismatch')
  })

  test('a container that goes away when it is stopped, and one that is paused', async () => {
    const Labels = { [composeLabels.project]: 'odd', [composeLabels.service]: 'web' }
    const body = { Image: shop.reference('web', 'dashboard'), Labels, HostConfig: { AutoRemove: true } }
    const fleeting = await me.client.createContainer('odd_web_1', body, never)
    await me.client.startContainer(fleeting, never)
    expect(await me.refusal('odd', deploy('payment'))).toBe('auto-remove-container')
    expect(await me.refusal('odd', { kind: 'stop', services: null })).toBe('auto-remove-container')
    await me.client.removeContainer(fleeting, { force: true }, never)
    const paused = await me.client.createContainer('odd_web_1', { ...body, HostConfig: {} }, never)
    await me.client.startContainer(paused, never)
    await shop.engine.call({ method: 'POST', path: `/containers/${paused}/pause` })
    expect(await me.refusal('odd', deploy('payment'))).toBe('container-half-made')
    await me.client.removeContainer(paused, { force: true }, never)
  })

  test('a slot, a service and a tag that are not there', async () => {
    expect(await me.refusal('dev9', deploy('payment'))).toBe('slot-unknown')
    expect(await me.refusal('dev3', deploy('payment', { services: ['shop'] }))).toBe('service-unknown')
    expect(await me.refusal('dev3', deploy('nowhere'))).toBe('image-not-found')
    expect(await me.refusal('dev3', deploy('-x'))).toBe('tag-invalid')
    await expectServing('dev3', 'dashboard')
  })

  test('but a container that was created and never started is replaced', async () => {
    const Labels = { [composeLabels.project]: 'half', [composeLabels.service]: 'web' }
    await me.client.createContainer('half_web_1', { Image: shop.reference('web', 'dashboard'), Labels }, never)
    expect(await me.run('half', deploy('payment'))).toEqual({ kind: 'succeeded' })
    const [made] = await me.client.listContainers(`${composeLabels.project}=half`, never)
    expect((await me.client.observeContainer(made?.id ?? '', never))?.status).toBe('running')
    await me.client.removeContainer(made?.id ?? '', { force: true }, never)
  })
})

test('the Compose client takes a switched slot down as a whole', async () => {
  const project = shop.slots['dev1']
  if (project === undefined) throw new Error('no dev1')
  expect((await containersOf('dev1')).web.labels[berthLabels.deployment]).toBeTruthy()
  await compose(shop.engine, project, ['down'])
  expect(await me.client.listContainers(`${composeLabels.project}=dev1`, never)).toEqual([])
  expect(await me.refusal('dev1', deploy('payment'))).toBe('slot-unknown')
})
