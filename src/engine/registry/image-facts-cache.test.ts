import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import { createImageFactsCache, type ImageFact } from './image-facts-cache'

let directory: string
const digest = (count: number): string => `sha256:a${String(count).padStart(63, '0')}`
const fact = (bytes: number): ImageFact => ({
  kind: 'config',
  platform: 'linux/amd64',
  labels: { text: 'x'.repeat(bytes) },
  createdAtMs: null,
})

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'facts-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

const open = (clock = createFakeClock()) => createImageFactsCache({ directory, clock, log: () => undefined })

test('it is bounded in count and in bytes, on disk too, and what came last stays', async () => {
  const cache = open()
  for (let count = 0; count < 700; count += 1) await cache.put(digest(count), fact(10))
  expect(await cache.get(digest(0))).toBeNull()
  expect(await cache.get(digest(699))).toEqual(fact(10))
  for (let count = 1_000; count < 1_020; count += 1) await cache.put(digest(count), fact(100_000))
  expect(await cache.get(digest(699))).toBeNull()
  expect(await cache.get(digest(1_019))).toEqual(fact(100_000))
  await cache.close()
  const [file = ''] = readdirSync(directory)
  expect(statSync(join(directory, file)).size).toBeLessThan(1_100_000)
  expect(await open().get(digest(1_019))).toEqual(fact(100_000))
})

test('a burst is written once, a moment later, and readable by nobody else', async () => {
  const clock = createFakeClock()
  const cache = open(clock)
  await cache.put(digest(1), fact(1))
  await cache.put(digest(2), fact(1))
  expect(readdirSync(directory)).toEqual([])
  await clock.advance(1_000)
  await expect.poll(() => readdirSync(directory)).toEqual(['facts-a.json'])
  expect(statSync(join(directory, 'facts-a.json')).mode & 0o777).toBe(0o600)
  await cache.close()
})

test.each([
  ['cut short', (text: string) => text.slice(0, -20)],
  ['of another version', (text: string) => text.replace('"format":1', '"format":2')],
  ['with a fact of another shape', (text: string) => text.replace('"kind":"config"', '"kind":"of-tomorrow"')],
  ['far too large', (text: string) => text + ' '.repeat(3_000_000)],
  ['empty', () => ''],
])('a file that is %s is as good as none, and is written anew', async (_, damage) => {
  const first = open()
  await first.put(digest(1), fact(1))
  await first.close()
  const file = join(directory, 'facts-a.json')
  writeFileSync(file, damage(readFileSync(file, 'utf8')))
  const second = open()
  expect(await second.get(digest(1))).toBeNull()
  await second.put(digest(2), fact(2))
  await second.close()
  expect(await open().get(digest(2))).toEqual(fact(2))
})
