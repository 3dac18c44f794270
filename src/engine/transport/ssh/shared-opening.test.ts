import { expect, test } from 'vitest'
import { createSharedOpening } from './shared-opening'

type Attempt = {
  readonly signal: AbortSignal
  readonly succeed: (name: string) => void
  readonly fail: (error: Error) => void
}

function setUp() {
  const attempts: Attempt[] = []
  const discarded: string[] = []
  const shared = createSharedOpening<string>(
    (signal) => new Promise((succeed, fail) => attempts.push({ signal, succeed, fail })),
    (opened) => discarded.push(opened),
  )
  return { attempts, discarded, shared, last: () => attempts.at(-1) as Attempt }
}

const never = new AbortController().signal

test('all who come while it opens get the same, and who comes later gets what is open', async () => {
  const { attempts, shared, last } = setUp()
  const gets = [shared.get(never), shared.get(never)]
  last().succeed('first')
  expect(await Promise.all([...gets, shared.get(never)])).toEqual(['first', 'first', 'first'])
  expect(attempts).toHaveLength(1)
})

test('a failure is told to all who wait, and the next one tries again', async () => {
  const { shared, last } = setUp()
  const gets = [shared.get(never), shared.get(never)]
  last().fail(new Error('no'))
  for (const get of gets) await expect(get).rejects.toThrow('no')
  const next = shared.get(never)
  last().succeed('second')
  expect(await next).toBe('second')
})

test('the opening is given up when the last who waits has left, and what opens nevertheless is discarded', async () => {
  const { shared, last, discarded } = setUp()
  const [first, second] = [new AbortController(), new AbortController()]
  const gets = [shared.get(first.signal), shared.get(second.signal)]
  first.abort(new Error('first'))
  await expect(gets[0]).rejects.toThrow('first')
  expect(last().signal.aborted).toBe(false)
  second.abort(new Error('second'))
  await expect(gets[1]).rejects.toThrow('second')
  expect(last().signal.aborted).toBe(true)
  last().succeed('too late')
  await Promise.resolve()
  expect([discarded, shared.current()]).toEqual([['too late'], null])
})

test('a reset gives up what opens, and hands out what is open once', async () => {
  const { shared, last } = setUp()
  const get = shared.get(never)
  expect(shared.reset(new Error('closed'))).toBeNull()
  expect(last().signal.reason).toEqual(new Error('closed'))
  last().fail(new Error('closed'))
  await expect(get).rejects.toThrow('closed')
  const again = shared.get(never)
  last().succeed('open')
  await again
  expect([shared.reset(new Error('closed')), shared.reset(new Error('closed'))]).toEqual(['open', null])
})
