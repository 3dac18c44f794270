import { expect, test } from 'vitest'
import type { Engine } from '../engine/engine'
import { countingSaves } from './counting-saves'

const never = new AbortController().signal

/** An engine whose next answer is the given one. */
function engineWith(answer: Promise<unknown>): Engine {
  return { request: () => answer } as unknown as Engine
}

test('files being written are counted, also those that fail', async () => {
  const counts: number[] = []
  const failing = countingSaves(engineWith(Promise.reject(new Error('no room'))), (count) => counts.push(count))
  const body = { viewId: 'v', token: 't', what: 'all', format: 'text' } as never
  await expect(failing.request('save-log', body, never)).rejects.toThrow('no room')
  expect(counts).toEqual([1, 0])
})

test('all else is the engine’s own answer: a promise around it would be listened to too late', async () => {
  const answer = Promise.reject(new Error('slot-unknown'))
  const asked = countingSaves(engineWith(answer), () => undefined).request('open-log', {} as never, never)
  expect(asked).toBe(answer)
  await expect(asked).rejects.toThrow('slot-unknown')
})
