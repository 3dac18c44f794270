import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { readEvent } from './events'
import { createJsonLines } from './json-lines'

test('values come back as they were written, however the bytes are cut', () => {
  const value = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 9 }), (values, size) => {
      const bytes = Buffer.from(values.map((each) => `${JSON.stringify(each)}\r\n`).join(''))
      const lines = createJsonLines('test', 10_000)
      const read: unknown[] = []
      for (let at = 0; at < bytes.length; at += size) read.push(...lines(bytes.subarray(at, at + size)))
      expect(read).toEqual(values)
    }),
  )
})

test('a line without end and a line that is not JSON are refused', () => {
  expect(() => createJsonLines('test', 100)(Buffer.alloc(101, 'x'))).toThrow(BerthError)
  expect(() => createJsonLines('test', 100)(Buffer.from('{"a":\n'))).toThrow(BerthError)
})

test('an event keeps its kind, action, subject and time', () => {
  const event = readEvent({
    Type: 'container',
    Action: 'health_status: unhealthy',
    Actor: { ID: 'f00d', Attributes: { name: 'dev1_api_1', image: 'shop/api:a' } },
    time: 1_715_331_492,
    timeNano: 1_715_331_492_123_456_800,
  })
  expect(event).toEqual({
    kind: 'container',
    action: 'health_status: unhealthy',
    id: 'f00d',
    attributes: { name: 'dev1_api_1', image: 'shop/api:a' },
    timeMs: 1_715_331_492_123,
  })
})

test('any JSON as an event is an event, of kind other where nothing is known', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void readEvent(value)))
  expect(readEvent({ Type: 'plugin', Action: 7 })).toMatchObject({ kind: 'other', action: '' })
})
