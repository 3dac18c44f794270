import { expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { createFakeClock, pendingWork } from '../../testing/fake-clock'
import type { RecalledRepository, RegistryClient, RegistryImage } from '../registry/registry-port'
import type { RegistryQuestion, RegistryWays } from './registry-ways'
import { createRepositoryWatch } from './repository-watch'

const never = new AbortController().signal
const web = { hostId: 'h', repository: 'registry.example.com/shop/web' }
const second = 1_000

/** One registry, reached from here; `fails` while it is down. */
function open() {
  const clock = createFakeClock()
  const seen = { lists: 0, reads: [] as string[], changes: 0, fails: false, kept: null as RecalledRepository | null }
  const registry = {
    listTags: async () => {
      seen.lists += 1
      if (seen.fails) throw new BerthError('registry-failing', { registry: 'r', status: 503 })
      return { tags: ['one', 'two'], end: 'all', atMs: clock.nowMs() }
    },
    readImage: async (_: string, tag: string) => {
      seen.reads.push(tag)
      if (tag === 'broken') throw new BerthError('registry-failing', { registry: 'r', status: 503 })
      return { kind: 'image', digest: `sha256:${tag}` } as unknown as RegistryImage
    },
  } as unknown as RegistryClient
  const ask = async <Result>(question: RegistryQuestion<Result>): Promise<Result> => question(registry, null)
  const ways = {
    wayOf: () => null,
    ask: (_way: unknown, _repository: string, question: RegistryQuestion<unknown>) => ask(question),
    recall: async () => seen.kept,
    askFor: (_hosts: readonly string[], _repository: string, question: RegistryQuestion<unknown>) => ask(question),
  } as unknown as RegistryWays
  // Whoever is told looks again, as the window does.
  const watch = createRepositoryWatch({
    ways,
    clock,
    onChange: () => {
      seen.changes += 1
      watch.look(web)
    },
  })
  return { clock, seen, watch }
}

it('answers at once with what is known, and asks for all who look together', async () => {
  const { watch, seen, clock } = open()
  expect([watch.look(web).state.kind, watch.look(web).tags]).toEqual(['asking', []])
  await pendingWork()
  expect(watch.look(web)).toMatchObject({ tags: ['one', 'two'], state: { kind: 'listed', isWhole: true } })
  expect(seen.lists).toBe(1)
  await clock.advance(16 * second)
  watch.look(web)
  await pendingWork()
  expect(seen.lists).toBe(2)
})

it('keeps the tags through a failure, and leaves a failing registry alone for a while though everybody looks', async () => {
  const { watch, seen, clock } = open()
  await watch.asked(web, never)
  seen.fails = true
  await clock.advance(16 * second)
  for (let time = 0; time < 50; time += 1) {
    watch.look(web)
    await pendingWork()
  }
  expect(seen.lists).toBe(2)
  expect(watch.look(web)).toMatchObject({ tags: ['one', 'two'], state: { kind: 'failed' } })
  seen.fails = false
  // Who waits for the answer asks again at once.
  expect((await watch.asked(web, never)).state.kind).toBe('listed')
  expect(seen.lists).toBe(3)
})

it('describes each tag once in a while, and one that fails keeps none of the others', async () => {
  const { watch, seen, clock } = open()
  const wanted = ['one', 'broken', 'two'].map((tag) => ({ ...web, tag, platform: 'linux/amd64' }))
  await watch.describe(wanted, never)
  await watch.describe(wanted, never)
  expect(seen.reads).toEqual(['one', 'broken', 'two', 'broken'])
  expect(wanted.map((one) => watch.described(one)?.kind)).toEqual(['image', undefined, 'image'])
  await clock.advance(16 * second)
  await watch.describe(wanted.slice(0, 1), never)
  expect(seen.reads).toHaveLength(5)
})

it('begins with what an earlier run kept, with its time, until the registry has answered', async () => {
  const { watch, seen } = open()
  const found = { kind: 'image', digest: 'sha256:then' } as unknown as RegistryImage
  seen.kept = { list: { tags: ['one', 'old'], end: 'all', atMs: 5 }, images: [{ tag: 'one', atMs: 4, found }] }
  await watch.recall([web], 'linux/amd64', never)
  seen.fails = true
  expect(watch.look(web)).toMatchObject({ tags: ['one', 'old'], state: { kind: 'kept', atMs: 5, isWhole: true } })
  const described = watch.descriptions(web, 'linux/amd64')
  expect([described('one'), described('old')]).toEqual([expect.objectContaining({ found, keptAtMs: 4 }), undefined])
  await pendingWork()
  expect(watch.look(web)).toMatchObject({ tags: ['one', 'old'], state: { kind: 'failed', listedAtMs: 5 } })
  seen.fails = false
  expect(await watch.asked(web, never)).toMatchObject({ tags: ['one', 'two'], state: { kind: 'listed' } })
  await watch.describe([{ ...web, tag: 'one', platform: 'linux/amd64' }], never)
  expect(described('one')).toMatchObject({ found: { digest: 'sha256:one' }, keptAtMs: null })
})

it('takes nothing from an earlier run that this one knows better', async () => {
  const { watch, seen } = open()
  await watch.asked(web, never)
  await watch.describe([{ ...web, tag: 'one', platform: 'linux/amd64' }], never)
  const found = { kind: 'image', digest: 'sha256:then' } as unknown as RegistryImage
  seen.kept = { list: { tags: ['old'], end: 'all', atMs: 5 }, images: [{ tag: 'one', atMs: 4, found }] }
  await watch.recall([web], 'linux/amd64', never)
  expect(watch.look(web)).toMatchObject({ tags: ['one', 'two'], state: { kind: 'listed' } })
  expect(watch.descriptions(web, 'linux/amd64')('one')).toMatchObject({ found: { digest: 'sha256:one' } })
})

it('ends a wait with its signal, and asks nobody once it is closed', async () => {
  const { watch, seen } = open()
  const cancelled = new AbortController()
  cancelled.abort(new BerthError('cancelled'))
  await expect(watch.asked(web, cancelled.signal)).rejects.toMatchObject({ code: 'cancelled' })
  const before = seen.lists
  watch.close()
  watch.look({ ...web, repository: 'registry.example.com/shop/api' })
  await pendingWork()
  expect(seen.lists).toBe(before)
})

it('asks a registry anew at once where one is somebody else by now, also when it was just being asked', async () => {
  const { watch, seen } = open()
  await watch.asked(web, never)
  watch.renew('other.example.com')
  await pendingWork()
  expect(seen.lists).toBe(1)
  watch.renew('registry.example.com')
  expect(seen.lists).toBe(2)
  watch.renew('registry.example.com')
  await pendingWork()
  expect(seen.lists).toBe(3)
})
