import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { plainNotice } from '../../domain/notice'
import { openWaitingFile, renewEveryMs, type WaitingFile } from './waiting-file'
import { waitingKey, type WaitingNotice } from './waiting-notice'

let home: string
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'berth-waiting-'))))
afterEach(() => rm(home, { recursive: true }))

const place = { hostId: 'h1', host: 'seoul-1', slot: 'dev3' }
const waiting = (id: string, sinceMs = 0): WaitingNotice => ({
  targetId: 'target-1',
  sinceMs,
  notice: plainNotice(place, { id, kind: 'succeeded', atMs: 0, who: '이도윤' }),
})

/** Processes that share a home. */
function processes(directory: string) {
  const alive = new Set<number>()
  let lastId = 4_000_000
  return {
    end: (processId: number) => void alive.delete(processId),
    start: (offsetMs = 0): { file: WaitingFile; processId: number } => {
      const processId = (lastId += 1)
      alive.add(processId)
      const clock = { nowMs: () => Date.now() + offsetMs }
      const isAlive = (id: number): boolean => alive.has(id)
      return { processId, file: openWaitingFile({ directory, clock, log: () => undefined, processId, isAlive }) }
    },
  }
}

async function taken(file: WaitingFile): Promise<readonly string[]> {
  const found: WaitingNotice[] = []
  await file.takeOver(async (left) => void found.push(...left))
  return found.map(({ notice }) => notice.id)
}

it('what waits is on disk for its owner alone, without a secret, and gone with the last message', async () => {
  const { file } = processes(join(home, 'w')).start()
  await file.save([waiting('a')])
  const [name] = await readdir(join(home, 'w'))
  expect((await stat(join(home, 'w', name ?? ''))).mode & 0o777).toBe(0o600)
  expect((await stat(join(home, 'w'))).mode & 0o777).toBe(0o700)
  expect(JSON.parse(await readFile(join(home, 'w', name ?? ''), 'utf8'))).toEqual({
    format: 1,
    waiting: [waiting('a')],
  })
  await file.save([])
  expect(await readdir(join(home, 'w'))).toEqual([])
})

it('what a process leaves or dies with goes to one other, whole, whoever looks and however often', async () => {
  const runs = fc.array(fc.record({ count: fc.nat({ max: 4 }), dies: fc.boolean() }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(runs, fc.integer({ min: 1, max: 3 }), async (ended, heirs) => {
      const directory = join(home, randomUUID())
      const world = processes(directory)
      const expected: string[] = []
      for (const { count, dies } of ended) {
        const { file, processId } = world.start()
        const list = Array.from({ length: count }, () => waiting(randomUUID()))
        expected.push(...list.map(({ notice }) => notice.id))
        await file.save(list)
        if (!dies) await file.leave()
        world.end(processId)
      }
      const living = world.start()
      await living.file.save([waiting('of one that lives')])
      const found = await Promise.all(Array.from({ length: heirs }, () => taken(world.start().file)))
      expect(found.flat().sort()).toEqual([...expected].sort())
      expect(await living.file.lost()).toEqual([])
      expect(await readdir(directory)).toHaveLength(1)
    }),
    { numRuns: 40 },
  )
})

it('a process that slept too long is told what others have taken over, and begins a new file', async () => {
  const directory = join(home, 'w')
  const world = processes(directory)
  const { file } = world.start()
  await file.save([waiting('a'), waiting('b')])
  expect(await taken(world.start(2 * renewEveryMs).file)).toEqual([])
  await file.renew()
  expect(await taken(world.start(4 * renewEveryMs).file)).toEqual(['a', 'b'])
  await file.save([waiting('a'), waiting('b'), waiting('c')])
  expect((await file.lost()).map(waitingKey)).toEqual([waiting('a'), waiting('b')].map(waitingKey))
  await file.save([waiting('c')])
  expect(await file.lost()).toEqual([])
})

it('of a file that is no such file nothing is taken but what is right, and it stays no trouble', async () => {
  const directory = join(home, 'w')
  await mkdir(directory)
  const put = (text: string): Promise<void> => writeFile(join(directory, `${randomUUID()}.left.json`), text)
  const strange = { ...waiting('x'), notice: { ...waiting('x').notice, kind: 'of a later version' } }
  await put(JSON.stringify({ format: 1, waiting: [waiting('good', 5), strange, null, waiting('older', 1)] }))
  await put(JSON.stringify({ format: 1, waiting: [waiting('good', 5)] }))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      await put(text)
      await taken(processes(join(home, 'other')).start().file)
    }),
    { numRuns: 20 },
  )
  expect(await taken(processes(directory).start().file)).toEqual(['older', 'good'])
  expect(await readdir(directory)).toEqual([])
})

it('what a write that was cut off left is swept up once it is a day old', async () => {
  const directory = join(home, 'w')
  await mkdir(directory)
  for (const name of ['new.json.1', 'old.json.2']) await writeFile(join(directory, name), '{')
  const longAgo = new Date(Date.now() - 25 * 3_600_000)
  await utimes(join(directory, 'old.json.2'), longAgo, longAgo)
  expect(await taken(processes(directory).start().file)).toEqual([])
  expect(await readdir(directory)).toEqual(['new.json.1'])
})
