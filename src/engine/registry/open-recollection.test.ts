import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import { createImageFactsCache } from './image-facts-cache'
import { openRecollection } from './open-recollection'
import type { RegistryClientOptions } from './registry-port'

const web = 'registry.example.com/shop/web'
const platform = 'linux/amd64'
const digest = (sign: string): string => `sha256:${sign.repeat(64)}`
const dayMs = 24 * 3_600_000
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kept-tags-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** A run of Berth: what it reads, and what it leaves. */
function run(keptFor = 'here', clock = createFakeClock()) {
  const problems: unknown[] = []
  const options = {
    cacheDirectory: directory,
    clock,
    log: (...said: readonly unknown[]) => void problems.push(said),
    keptFor,
  } as unknown as RegistryClientOptions
  const cache = createImageFactsCache({ directory, clock, log: () => undefined })
  const recollection = openRecollection(options, cache)
  return {
    ...recollection,
    cache,
    clock,
    problems,
    end: async () => {
      await recollection.close()
      await cache.close()
    },
  }
}

async function leaveTags(tags: readonly string[], keptFor?: string): Promise<void> {
  const { memory, cache, end } = run(keptFor)
  memory.putList(web, { tags, end: 'all' })
  memory.putDigest(web, 'one', digest('a'))
  memory.putDigest(web, 'unread', digest('c'))
  await cache.put(digest('a'), { kind: 'image', configDigest: digest('b'), sizeBytes: 7, layers: [] })
  await cache.put(digest('b'), { kind: 'config', platform, labels: { x: 'y' }, createdAtMs: 3 })
  await end()
}

const files = (): readonly string[] => readdirSync(directory).filter((name) => name.startsWith('tags-'))
const kept = (): string => join(directory, files()[0] ?? '')

test('the next run has the tags at once, with their time, and what is known of them by digest', async () => {
  await leaveTags(['one', 'two', 'unread'])
  expect(statSync(kept()).mode & 0o777).toBe(0o600)
  const { recall, memory, clock } = run()
  expect(await recall(web, platform)).toMatchObject({
    list: { tags: ['one', 'two', 'unread'], end: 'all', atMs: clock.nowMs() },
    images: [{ tag: 'one', found: { kind: 'image', digest: digest('a'), sizeBytes: 7, labels: { x: 'y' } } }],
  })
  // A tag that has not moved costs one HEAD then.
  expect(memory.digest(web, 'unread')?.digest).toBe(digest('c'))
  expect(await recall('registry.example.com/shop/api', platform)).toBeNull()
})

test('what one host heard is told of no other', async () => {
  await leaveTags(['one'], 'seoul')
  expect(await run().recall(web, platform)).toBeNull()
  expect(await run('seoul').recall(web, platform)).not.toBeNull()
})

test('ten thousand tags are written once in a while, not at each word, and nothing where nothing is new', async () => {
  const { memory, clock, end } = run()
  const tags = Array.from({ length: 10_000 }, (_, index) => `kickoff-240510-${'x'.repeat(100)}-${index}`)
  memory.putList(web, { tags, end: 'tag-limit' })
  for (const tag of tags.slice(0, 1_000)) memory.putDigest(web, tag, digest('a'))
  expect(files()).toEqual([])
  await clock.advance(2_000)
  await expect.poll(files).toHaveLength(1)
  expect(statSync(kept()).size).toBeLessThan(2_000_000)
  utimesSync(kept(), 1, 1)
  memory.putDigest(web, tags[999] ?? '', digest('a'))
  await end()
  expect(statSync(kept()).mtimeMs).toBe(1_000)
  expect((await run().recall(web, platform))?.list.tags).toHaveLength(10_000)
})

test.each([
  ['cut short', (text: string) => text.slice(0, -9)],
  ['of another version', (text: string) => text.replace('"format":1', '"format":2')],
  ['with a tag that is none', (text: string) => text.replace('"two"', '"../two"')],
  ['of another repository', (text: string) => text.replace('shop/web', 'shop/api')],
  ['far too large', (text: string) => text + ' '.repeat(3_000_000)],
])('a file that is %s is as good as none', async (_, damage) => {
  await leaveTags(['one', 'two'])
  writeFileSync(kept(), damage(readFileSync(kept(), 'utf8')))
  expect(await run().recall(web, platform)).toBeNull()
})

test('what is a month old is not told any more, and of many repositories the oldest go', async () => {
  await leaveTags(['one'])
  const later = run('here', createFakeClock())
  await later.clock.advance(31 * dayMs)
  expect(await later.recall(web, platform)).toBeNull()
  for (let index = 0; index < 150; index += 1) {
    later.memory.putList(`${web}-${index}`, { tags: ['one'], end: 'all' })
  }
  await later.end()
  expect(files()).toHaveLength(60)
  expect(later.problems).toEqual([])
})
