import { expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { createFakeClock, pendingWork } from '../../testing/fake-clock'
import type { RegistryClient, RegistryImage } from '../registry/registry-port'
import type { RegistryQuestion, RegistryWays } from './registry-ways'
import { createRepositoryWatch } from './repository-watch'

const never = new AbortController().signal
const web = { hostId: 'h', repository: 'registry.example.com/shop/web' }
const second = 1_000

/** One registry, reached from here; `fails` while it is down. */
function open() {
  const clock = createFakeClock()
  const seen = { lists: 0, reads: [] as string[], changes: 0, fails: false }
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
