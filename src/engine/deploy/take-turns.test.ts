import { expect, test } from 'vitest'
import { createFakeClock, pendingWork } from '../../testing/fake-clock'
import { createTurns, headStartMs } from './take-turns'

const never = new AbortController().signal

test('work goes one after the other, in the order it came', async () => {
  const clock = createFakeClock()
  const turns = createTurns(clock, 1_000)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const take = (name: string): Promise<void> =>
    turns.take(() => {
      begun.push(name)
      return new Promise((resolve) => ends.set(name, resolve))
    }, never)
  const all = [take('api'), take('admin'), take('web')]
  await pendingWork()
  expect(begun).toEqual(['api'])
  ends.get('api')?.()
  await pendingWork()
  expect(begun).toEqual(['api', 'admin'])
  // It takes long, and is not waited for any longer.
  await clock.advance(1_000)
  expect(begun).toEqual(['api', 'admin', 'web'])
  for (const end of ends.values()) end()
  await Promise.all(all)
  expect(clock.sleepers()).toBe(0)
})

test('work that passes its turn on goes on beside the next', async () => {
  const clock = createFakeClock()
  const turns = createTurns(clock, 1_000)
  let end = (): void => undefined
  const first = turns.take((pass) => {
    pass()
    return new Promise<void>((resolve) => (end = resolve))
  }, never)
  expect(await turns.take(() => Promise.resolve('next'), never)).toBe('next')
  end()
  await first
  expect(clock.sleepers()).toBe(0)
})

test('work that fails passes its turn on', async () => {
  const turns = createTurns(createFakeClock(), 1_000)
  const failed = turns.take(() => Promise.reject(new Error('no')), never)
  expect(await turns.take(() => Promise.resolve('next'), never)).toBe('next')
  await expect(failed).rejects.toThrow('no')
})

test('who leaves while waiting never begins, and does not let others past', async () => {
  const turns = createTurns(createFakeClock(), 1_000)
  let end = (): void => undefined
  const first = turns.take(() => new Promise<void>((resolve) => (end = resolve)), never)
  const leaving = new AbortController()
  let begun = ''
  const second = turns.take(async () => void (begun += 'second'), leaving.signal)
  const third = turns.take(async () => void (begun += 'third'), never)
  leaving.abort(new Error('left'))
  await expect(second).rejects.toThrow('left')
  await pendingWork()
  expect(begun).toBe('')
  end()
  await Promise.all([first, third])
  expect(begun).toBe('third')
})

test('the next stop begins so that it ends with the start before it, and not at all where nothing is known', () => {
  expect(headStartMs({ stopMs: 130, startMs: 380 })).toBe(250)
  expect(headStartMs({ stopMs: 5_000, startMs: 380 })).toBe(0)
  expect(headStartMs({ stopMs: null, startMs: 380 })).toBe(null)
  expect(headStartMs({ stopMs: 130, startMs: null })).toBe(null)
})
