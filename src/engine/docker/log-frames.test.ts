import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFrameDecoder } from './log-frames'

function frame(stream: number, text: string): Buffer {
  const payload = Buffer.from(text)
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

/** The bytes in pieces that end where `cuts` say. */
function cut(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const ends = [...cuts.map((at) => at % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

test('frames give the same text of each stream, however the bytes are cut', () => {
  const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string({ unit: 'binary', maxLength: 40 })))
  fc.assert(
    fc.property(frames, fc.array(fc.nat(), { maxLength: 20 }), (written, cuts) => {
      const decode = createFrameDecoder()
      const bytes = Buffer.concat(written.map(([stream, text]) => frame(stream, text)))
      const read = cut(bytes, cuts).flatMap((piece) => decode(piece))
      for (const [stream, name] of [
        [1, 'stdout'],
        [2, 'stderr'],
      ] as const) {
        const got = Buffer.concat(read.filter((chunk) => chunk.stream === name).map((chunk) => chunk.bytes))
        const wanted = written.filter(([of]) => of === stream).map(([, text]) => text)
        expect(got.equals(Buffer.from(wanted.join('')))).toBe(true)
      }
    }),
  )
})

test('the order of the streams is kept', () => {
  const chunks = createFrameDecoder()(Buffer.concat([frame(1, 'a'), frame(2, 'b'), frame(1, 'c')]))
  expect(chunks.map((chunk) => `${chunk.stream} ${Buffer.from(chunk.bytes).toString()}`)).toEqual([
    'stdout a',
    'stderr b',
    'stdout c',
  ])
})

test('an error that the engine puts into the stream is thrown, also when it comes in pieces', () => {
  const decode = createFrameDecoder()
  const bytes = frame(3, 'Error grabbing logs: invalid character')
  expect(decode(bytes.subarray(0, 20))).toEqual([])
  expect(() => decode(bytes.subarray(20))).toThrow(/Error grabbing logs/)
})

test('bytes that are no frames are refused', () => {
  expect(() => createFrameDecoder()(Buffer.from('2024-05-10T09:00:00Z hello'))).toThrow(/frame header/)
})
