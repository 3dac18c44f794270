import { expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { createFakeClock } from '../../testing/fake-clock'
import { openScope, watchIdle, withDeadline } from './call-scope'

const never = new AbortController().signal

test('work that never settles ends at its deadline, and its signal is aborted', async () => {
  const clock = createFakeClock()
  let inner: AbortSignal | undefined
  const call = withDeadline({ clock, operation: 'list containers', limitMs: 10_000 }, never, (signal) => {
    inner = signal
    return new Promise<never>(() => undefined)
  })
  const outcome = expect(call).rejects.toMatchObject({
    data: { code: 'docker-timeout', details: { operation: 'list containers', seconds: 10 } },
  })
  await clock.advance(9_999)
  expect(inner?.aborted).toBe(false)
  await clock.advance(1)
  await outcome
  expect(inner?.aborted).toBe(true)
})

test('an abort settles the call at once, with the reason where that is an error of Berth', async () => {
  const clock = createFakeClock()
  const hang = (): Promise<never> => new Promise(() => undefined)
  for (const [reason, code] of [
    [undefined, 'cancelled'],
    [new BerthError('lock-lost', { slot: 'dev1' }), 'lock-lost'],
  ]) {
    const caller = new AbortController()
    const call = withDeadline({ clock, operation: 'x', limitMs: 1_000 }, caller.signal, hang)
    caller.abort(reason)
    await expect(call).rejects.toMatchObject({ code })
  }
  expect(clock.sleepers()).toBe(0)
})

test('work that ends in time leaves no timer and no listener that fires later', async () => {
  const clock = createFakeClock()
  await expect(withDeadline({ clock, operation: 'x', limitMs: 1_000 }, never, async () => 7)).resolves.toBe(7)
  expect(clock.sleepers()).toBe(0)
})

test('a stream that is heard from lives on, and one that falls silent is ended', async () => {
  const clock = createFakeClock()
  const scope = openScope(never)
  const watch = watchIdle({ clock, operation: 'pull image', limitMs: 1_000 }, scope)
  for (let turn = 0; turn < 5; turn += 1) {
    await clock.advance(900)
    watch.heard()
  }
  expect(scope.signal.aborted).toBe(false)
  await clock.advance(1_000)
  expect(scope.signal.reason).toMatchObject({ code: 'docker-timeout' })
})
