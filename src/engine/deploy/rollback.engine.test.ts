import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShopDeployer, type ShopDeployer } from '../../../e2e/harness/shop-deployer'
import { type Shop, startShop } from '../../../e2e/harness/shop'
import { SHOP_BUILDS } from '../../../e2e/harness/shop-catalog'
import { berthLabels } from '../../domain/label-names'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import type { ReleaseService } from '../../domain/ledger/release'
import type { Operation } from '../../domain/operation'
import { knownReference } from '../../domain/running-image'

const never = new AbortController().signal
const services = ['api', 'admin', 'web'] as const
let shop: Shop
let me: ShopDeployer

const deploy = (build: keyof typeof SHOP_BUILDS): Operation => ({
  kind: 'deploy',
  tag: SHOP_BUILDS[build].tag,
  services: null,
  recreate: 'changed',
})
const rollback = (releaseId: string): Operation => ({ kind: 'rollback', releaseId, services: null })

async function ledger(): Promise<LedgerState> {
  return me.ledger.refresh('h1', never)
}

async function running(
  slot: string,
): Promise<Readonly<Record<string, { readonly reference: string; readonly imageId: string }>>> {
  const entries = services.map(async (service) => {
    const container = await me.client.observeContainer((await shop.containerId(slot, service)) ?? '', never)
    if (container === null) throw new Error(`no ${service} on ${slot}`)
    expect(container.status).toBe('running')
    return [service, { reference: knownReference(container), imageId: container.imageId }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

function imagesOf(kept: readonly ReleaseService[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(kept.map(({ service, imageId }) => [service, imageId]))
}

function imagesNow(now: Awaited<ReturnType<typeof running>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(now).map(([service, { imageId }]) => [service, imageId]))
}

beforeAll(async () => {
  shop = await startShop({
    name: 'rollback',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard'],
    inRegistry: ['search', 'payment'],
  })
  me = openShopDeployer(shop, '정유진')
  await shop.untilHealthy('dev1')
})

afterAll(async () => {
  await me?.close()
  shop?.remove()
})

describe('a rollback', () => {
  test('brings back images and settings of what ran before, without the registry, and can be gone back from', async () => {
    const before = await running('dev1')
    expect(await me.run('dev1', deploy('search'))).toEqual({ kind: 'succeeded' })
    const [kept] = (await ledger()).kept.get('dev1') ?? []
    expect(imagesOf(kept?.services)).toEqual(imagesNow(before))
    // The tag moved on meanwhile, and nobody can pull: only what the host keeps can serve.
    await Promise.all(services.map((service) => me.client.removeImageTag(shop.reference(service, 'dashboard'), never)))
    await shop.registry.stop()
    const plan = await me.plan('dev1', rollback(kept?.releaseId ?? ''))
    expect(plan.steps.filter(({ kind }) => kind === 'pull')).toEqual([])
    expect(plan.warnings).toContainEqual({ kind: 'data-stays' })
    expect(await me.run('dev1', rollback(kept?.releaseId ?? ''))).toEqual({ kind: 'succeeded' })
    expect(await running('dev1')).toEqual(before)

    const state = await ledger()
    expect(imagesOf(state.current.get('dev1')?.services)).toEqual(imagesNow(before))
    const [search] = (state.kept.get('dev1') ?? []).filter(({ services: all }) =>
      all.some(({ tag }) => tag === SHOP_BUILDS.search.tag),
    )
    expect(await me.run('dev1', rollback(search?.releaseId ?? ''))).toEqual({ kind: 'succeeded' })
    expect(
      Object.values(await running('dev1'))
        .map(({ reference }) => reference)
        .sort(),
    ).toEqual(services.map((service) => shop.reference(service, 'search')).sort())
  })

  test('has nothing to do where the very containers of the release still stand', async () => {
    const current = (await ledger()).current.get('dev1')
    const plan = await me.plan('dev1', rollback(current?.releaseId ?? ''))
    expect(plan.services.map(({ change }) => change.kind)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(plan.steps).toEqual([])
  })

  test('to what is not kept is refused', async () => {
    expect(await me.refusal('dev1', rollback('0123456789ab'))).toBe('release-unknown')
  })

  test('leaves the environment of then, and no label that tells of another image', async () => {
    const id = (await shop.containerId('dev1', 'web')) ?? ''
    const inspect = (await me.client.inspectContainer(id, never)) as {
      readonly Config: { readonly Env: readonly string[] }
    }
    expect(inspect.Config.Env.filter((entry) => entry.startsWith('API_URL='))).toHaveLength(1)
    const seen = await me.client.observeContainer(id, never)
    expect(seen?.labels[berthLabels.deployment]).toMatch(/^[0-9a-f]{12}$/)
    expect(seen?.name).toBe('dev1_web_1')
  })
})
