import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { sampleBegun, storedRecord } from '../../testing/sample-ledger-records'
import { sealBytes, unsealBytes } from './checked-bytes'
import { createRecordMaker } from './make-record'
import { readRecordFile, recordFile } from './record-file'
import { createRecordStore, type RecordStore } from './record-store'
import { ledgerStore } from './store-kind'

const never = new AbortController().signal
const record = storedRecord({ ...sampleBegun('d1') }, 1, 'r1')

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

test('a record’s file that is cut, flipped or foreign is no record, and never throws', () => {
  const { bytes } = recordFile(1, record)
  expect(readRecordFile(bytes)).toEqual(record)
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), fc.uint8Array(), (at, bit, foreign) => {
      const flipped = Uint8Array.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      for (const file of [flipped, bytes.subarray(0, at), foreign, sealBytes(foreign)]) {
        expect(readRecordFile(file)).toBe(null)
      }
    }),
  )
})

function world(): {
  readonly docker: FakeDocker
  readonly open: () => RecordStore
  readonly maker: ReturnType<typeof createRecordMaker>
} {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  const open = (): RecordStore =>
    createRecordStore({ client: docker, clock, log: () => undefined, kind: ledgerStore }, null)
  return { docker, open, maker: createRecordMaker(clock.nowMs) }
}

test('an idle host costs one list and one read of a segment', async () => {
  const { docker, open, maker } = world()
  const store = open()
  const drafts = Array.from({ length: 400 }, (_, index) => maker.ofDraft(sampleBegun(`d${index}`)))
  await store.append(drafts, [], never)
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
  const drafts = Array.from({ length: 400 }, (_, index) => maker.ofDraft(sampleBegun(`d${index}`)))
  await quick.append(drafts, [], never)
  for (let look = 0; look < 3; look += 1) await reader.look(never)
  const late = maker.ofDraft(sampleBegun('late'))
  await slow.append([late], [], never)
  expect((await reader.look(never))?.records.has(late.base.recordId)).toBe(true)
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
