import { expect, test } from 'vitest'
import { createSessionSlots } from './session-slots'

const never = new AbortController().signal

test('who comes when all places are taken waits in order, and a place given back twice counts once', async () => {
  const slots = createSessionSlots(2)
  const [first, second] = [await slots.take(never), await slots.take(never)]
  const order: string[] = []
  const third = slots.take(never).then((giveBack) => (order.push('third'), giveBack))
  const fourth = slots.take(never).then((giveBack) => (order.push('fourth'), giveBack))
  first()
  first()
  await third
  expect(order).toEqual(['third'])
  second()
  await fourth
  expect(order).toEqual(['third', 'fourth'])
})

test('who leaves the line takes no place', async () => {
  const slots = createSessionSlots(1)
  const giveBack = await slots.take(never)
  const leaving = new AbortController()
  const left = slots.take(leaving.signal)
  const next = slots.take(never)
  leaving.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  giveBack()
  ;(await next)()
  await expect(slots.take(never)).resolves.toBeTypeOf('function')
})
