import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder } from '../../domain/ledger/record-order'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { sampleBegun, storedRecord } from '../../testing/sample-ledger-records'
import { sealBytes, unsealBytes } from './checked-bytes'
import { createRecordMaker } from './make-record'
import { readRecordFile, recordFiles } from './record-file'
import { createRecordStore, type RecordStore } from './record-store'
import { ledgerStore } from './store-kind'

const never = new AbortController().signal

test('what was sealed comes back, and any cut or flipped bit is noticed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.nat({ max: 7 }), (bytes, at, bit) => {
      const sealed = sealBytes(bytes)
      expect(unsealBytes(sealed)).toEqual(Buffer.from(bytes))
      const place = at % sealed.length
      expect(unsealBytes(sealed.subarray(0, place))).toBe(null)
      const flipped = Uint8Array.from(sealed)
      flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
      expect(unsealBytes(flipped)).toBe(null)
    }),
  )
})

test.each([1, 40])('a file of %i records that is cut, flipped or foreign is none, and never throws', (count) => {
  const records = Array.from({ length: count }, (_, index) => storedRecord({ ...sampleBegun('d1') }, 1, `r${index}`))
  const [file, ...others] = recordFiles(records)
  if (file === undefined) throw new Error('no file')
  expect(others).toEqual([])
  expect(readRecordFile(file)).toEqual(records)
  const { name, bytes } = file
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), fc.uint8Array(), (at, bit, foreign) => {
      const flipped = Uint8Array.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      for (const damaged of [flipped, bytes.subarray(0, at), foreign, sealBytes(foreign)]) {
        expect(readRecordFile({ name, bytes: damaged })).toBe(null)
      }
    }),
  )
})

test('a file that unpacks to more than any of ours is not unpacked', () => {
  const bytes = sealBytes(gzipSync(Buffer.alloc(9 * 1024 * 1024, ' ')))
  expect(readRecordFile({ name: 'r1.pack', bytes })).toBe(null)
})

type World = {
  readonly docker: FakeDocker
  readonly open: () => RecordStore
  readonly maker: ReturnType<typeof createRecordMaker>
}

function world(): World {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  const open = (): RecordStore =>
    createRecordStore({ client: docker, clock, log: () => undefined, kind: ledgerStore }, null)
  return { docker, open, maker: createRecordMaker(clock.nowMs) }
}

/** As deployments write: each record in a file of its own, so that segments fill. */
async function writeOneByOne(store: RecordStore, maker: World['maker'], count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await store.append([maker.ofDraft(sampleBegun(`d${index}`))], [], never)
}

test('an idle host costs one list and one read of a segment', async () => {
  const { docker, open, maker } = world()
  const store = open()
  await writeOneByOne(store, maker, 400)
  await store.look(never)
  await store.look(never)
  docker.control.forgetCalls()
  await store.look(never)
  expect(docker.control.calls().map(({ operation }) => operation)).toEqual(['listContainers', 'readFiles'])
})

test('a writer that was overtaken by a later segment writes again where everybody looks', async () => {
  const { open, maker } = world()
  const [slow, quick, reader] = [open(), open(), open()]
  await slow.append([maker.ofDraft(sampleBegun('first'))], [], never)
  await writeOneByOne(quick, maker, 400)
  for (let look = 0; look < 3; look += 1) await reader.look(never)
  const late = maker.ofDraft(sampleBegun('late'))
  await slow.append([late], [], never)
  expect((await reader.look(never))?.records.has(late.base.recordId)).toBe(true)
})

test('a compaction packs what is kept: a newcomer reads a thousand records in three reads, and nothing is missing', async () => {
  const { docker, open, maker } = world()
  const store = open()
  await writeOneByOne(store, maker, 1_000)
  const before = await store.look(never)
  expect(await store.compact(maker.after, never)).toBe(true)
  docker.control.forgetCalls()
  const after = await open().look(never)
  const reads = docker.control.calls().filter(({ operation }) => operation === 'readFiles')
  expect(reads.length).toBeLessThanOrEqual(3)
  const ids = (view: typeof before): readonly string[] => [...(view?.records.keys() ?? [])]
  expect(ids(after)).toEqual(expect.arrayContaining([...ids(before)]))
  expect(after?.damaged.size).toBe(0)
})

test('the word of a compaction stands last, also where the host’s clock was ahead for a while', async () => {
  const { open, maker } = world()
  const store = open()
  const ahead = maker.after(sampleBegun('of tomorrow'), maker.ofDraft(sampleBegun('today')).base.atMs + 86_400_000)
  await store.append([ahead], [], never)
  await store.compact(maker.after, never)
  const records = inOrder((await open().look(never))?.records.values() ?? [])
  expect(records.map(({ record }) => record?.kind)).toEqual(['deployment-begun', 'compacted'])
  // The next record is of the clock's time again.
  expect(maker.ofDraft(sampleBegun('d2')).base.atMs).toBeLessThan(ahead.base.atMs)
})

test('a store whose container is removed between the list and the read is found again by its volume', async () => {
  const { docker, open, maker } = world()
  const written = maker.ofDraft(sampleBegun('kept'))
  await open().append([written], [], never)
  const removeOnce = (): void => {
    const stop = docker.control.before('readFiles', () => {
      stop()
      docker.control.remove(docker.control.idOf(ledgerStore.name))
    })
  }
  const reader = open()
  removeOnce()
  expect([...((await reader.look(never))?.records.keys() ?? [])]).toEqual([written.base.recordId])
  const writer = open()
  removeOnce()
  const later = maker.ofDraft(sampleBegun('later'))
  const view = await writer.append([later], [], never)
  expect(new Set(view.records.keys())).toEqual(new Set([written.base.recordId, later.base.recordId]))
})

test('a container of that name which is not Berth’s is refused by its own error, and left alone', async () => {
  const { docker, open, maker } = world()
  docker.control.addImage('other:1')
  docker.control.addContainer('berth-ledger', { Image: 'other:1' })
  const written = open().append([maker.ofDraft(sampleBegun('d1'))], [], never)
  await expect(written).rejects.toMatchObject({ code: 'ledger-name-taken' })
  expect(docker.control.names()).toEqual(['berth-ledger'])
  expect(await docker.listVolumes('dev.berth.ledger', never)).toEqual([])
})
