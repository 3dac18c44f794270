import { describe, expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { Board } from '../../domain/board'
import { createFakeClock, pendingWork } from '../../testing/fake-clock'
import { sampleHost, sampleService, sampleSlot } from '../../testing/sample-views'
import type { RegistryClient, RegistryImage } from '../registry/registry-port'
import { createBuildWatch } from './build-watch'

const second = 1_000
const minute = 60 * second
const old = `sha256:${'4be1c07'.repeat(9)}0`
const tag = 'kickoff-240517-checkout-retry'
const web = 'registry.example.com/shop/web'

function open(board: Board = running(), ownerOf: (hostId: string) => string | null = () => null) {
  const clock = createFakeClock()
  const asked: string[] = []
  const askedFor: (readonly string[])[] = []
  const changes: number[] = []
  const answers = new Map<string, string | null>()
  const built = { labels: { 'org.opencontainers.image.created': '2024-06-12T05:00:00Z' }, createdAtMs: 1 }
  const registry: Pick<RegistryClient, 'resolveTag' | 'readImage'> = {
    resolveTag: async (repository, asFor) => {
      asked.push(`${repository}:${asFor}`)
      const answer = answers.has(repository) ? answers.get(repository) : old
      if (answer === 'fails') throw new BerthError('registry-refused', { registry: 'r', reason: 'x' })
      return answer ?? null
    },
    readImage: async () => ({ kind: 'image', ...built }) as unknown as RegistryImage,
  }
  const watch = createBuildWatch({
    ways: {
      ownerOf,
      askFor: async (hostIds, _, question) => {
        askedFor.push(hostIds)
        return question(registry as RegistryClient, null)
      },
    },
    board: () => board,
    clock,
    log: () => undefined,
    random: () => 0.5,
    onChange: () => changes.push(clock.monotonicMs()),
  })
  return { clock, asked, askedFor, changes, answers, watch }
}

function running(connected = true): Board {
  const nowMs = 0
  const host = sampleHost(nowMs, 'seoul-1')
  const services = ['web', 'api'].map((name) => sampleService(nowMs, name))
  const local = sampleService(nowMs, 'cache', { image: 'cache:latest', tag: 'latest', digest: null })
  const slots = ['dev1', 'dev2'].map((name) => sampleSlot('seoul-1', name, [...services, local]))
  const away = { kind: 'connecting', lastSeenAtMs: null } as const
  return { hosts: [{ host: connected ? host : { ...host, connection: away }, slots }] }
}

describe('the watch for new builds', () => {
  it('asks once for a tag however many slots run it, about once a minute, and only while somebody looks', async () => {
    const { watch, clock, asked } = open()
    await clock.advance(5 * minute)
    expect(asked).toEqual([])
    watch.attend()
    await pendingWork()
    expect(asked).toHaveLength(2)
    await clock.advance(2 * minute + 10 * second)
    expect(asked).toHaveLength(6)
    await clock.advance(20 * minute)
    expect(asked).toHaveLength(6)
    expect(clock.sleepers()).toBe(0)
    watch.attend()
    await pendingWork()
    expect(asked).toHaveLength(8)
    await watch.close()
  })

  it('tells of a tag that has moved, once, with the build’s date, and of one that came back', async () => {
    const { watch, clock, answers, changes } = open()
    watch.attend()
    await pendingWork()
    const first = changes.length
    expect(watch.tagsNow('seoul-1', web, tag)).toEqual({ digest: old, builtAtMs: null })
    answers.set(web, 'sha256:new')
    await clock.advance(2 * minute)
    expect(changes).toHaveLength(first + 1)
    const builtAtMs = Date.parse('2024-06-12T05:00:00Z')
    expect(watch.tagsNow('seoul-1', web, tag)).toEqual({ digest: 'sha256:new', builtAtMs })
    answers.set(web, null)
    watch.attend()
    await clock.advance(2 * minute)
    expect(watch.tagsNow('seoul-1', web, tag)).toBeUndefined()
    await watch.close()
  })

  it('leaves a registry that fails alone for longer and longer, and what was known stays', async () => {
    const { watch, clock, answers, asked } = open()
    watch.attend()
    await pendingWork()
    for (const service of ['web', 'api']) answers.set(`registry.example.com/shop/${service}`, 'fails')
    const before = asked.length
    for (let at = 0; at < 30; at += 1) {
      watch.attend()
      await clock.advance(minute)
    }
    // Every minute would be 60.
    expect(asked.length - before).toBeLessThan(14)
    expect(watch.tagsNow('seoul-1', web, tag)?.digest).toBe(old)
    await watch.close()
  })

  it('asks nobody about hosts out of reach and images that were never pushed', async () => {
    const { watch, asked } = open(running(false))
    watch.attend()
    await pendingWork()
    expect(asked).toEqual([])
    await watch.close()
  })

  it('asks for all the hosts that run a tag at once, but for each by itself where the registry is its own', async () => {
    const [seoul] = running().hosts
    const { host, slots } = seoul as Board['hosts'][number]
    const two: Board = {
      hosts: [running().hosts[0], { host: { ...host, id: 'tokyo-1' }, slots }].flatMap((one) => one ?? []),
    }
    const shared = open(two)
    shared.watch.attend()
    await pendingWork()
    expect(shared.askedFor).toEqual([
      ['seoul-1', 'tokyo-1'],
      ['seoul-1', 'tokyo-1'],
    ])
    const own = open(two, (hostId) => hostId)
    own.watch.attend()
    await pendingWork()
    expect(own.askedFor).toEqual([['seoul-1'], ['seoul-1'], ['tokyo-1'], ['tokyo-1']])
    await Promise.all([shared.watch.close(), own.watch.close()])
  })
})
