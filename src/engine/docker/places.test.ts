import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlaces } from './places'

const never = new AbortController().signal

test('who comes when all places are taken waits in turn, and gets the one that is given back', async () => {
  const places = createPlaces(() => 2)
  const [first] = [await places.take(never), await places.take(never)]
  const came: string[] = []
  const third = places.take(never).then((leave) => (came.push('third'), leave))
  const fourth = places.take(never).then((leave) => (came.push('fourth'), leave))
  expect(places.takeNow()).toBeNull()
  first()
  first()
  ;(await third)()
  await fourth
  expect(came).toEqual(['third', 'fourth'])
})

test('who gives up waiting takes nobody’s place', async () => {
  const places = createPlaces(() => 1)
  const leave = await places.take(never)
  const impatient = new AbortController()
  const given = places.take(impatient.signal)
  impatient.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
  leave()
  expect(places.takeNow()).not.toBeNull()
})

test('however they come, go and give up, no more are in than there are places, and none is lost', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('take' as const), givesUp: fc.boolean() }),
    fc.record({ kind: fc.constant('leave' as const) }),
    fc.record({ kind: fc.constant('count' as const), count: fc.integer({ min: 1, max: 4 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let count = 2
      const places = createPlaces(() => count)
      const inside: (() => void)[] = []
      for (const one of steps) {
        if (one.kind === 'count') count = one.count
        if (one.kind === 'leave') inside.shift()?.()
        if (one.kind === 'take') {
          const signal = one.givesUp ? AbortSignal.abort(new Error('gave up')) : never
          const before = inside.length
          void places.take(signal).then(
            (leave) => inside.push(leave),
            () => undefined,
          )
          await Promise.resolve()
          if (one.givesUp) expect(inside.length).toBe(before)
        }
        await new Promise(setImmediate)
      }
      count = 4
      while (inside.length > 0) {
        inside.shift()?.()
        await new Promise(setImmediate)
      }
      const free = [1, 2, 3, 4, 5].map(() => places.takeNow()).filter((leave) => leave !== null)
      expect(free.length).toBe(4)
    }),
  )
})
