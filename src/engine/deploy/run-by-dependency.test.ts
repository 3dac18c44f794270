import { expect, test } from 'vitest'
import { pendingWork } from '../../testing/fake-clock'
import { type Dependent, type DependentProgress, type DependentWork, runByDependency } from './run-by-dependency'

const never = new AbortController().signal
const items: readonly Dependent[] = [
  { name: 'api', after: [] },
  { name: 'admin', after: ['api'] },
  { name: 'web', after: ['api'] },
]

type UnderWay = {
  readonly signal: AbortSignal
  readonly progress: DependentProgress
  readonly end: () => void
  readonly fail: (error: Error) => void
}

type Run = {
  readonly begun: string[]
  readonly interrupted: () => readonly string[]
  /** Those whose work was told that all they wait for serves. */
  readonly ready: string[]
  readonly nearly: (name: string) => void
  readonly letGo: (name: string) => void
  readonly end: (name: string) => void
  readonly fail: (name: string, error: Error) => void
  readonly outcome: Promise<unknown>
}

function run(): Run {
  const begun: string[] = []
  const ready: string[] = []
  const under = new Map<string, UnderWay>()
  const of = (name: string): UnderWay => {
    const found = under.get(name)
    if (found === undefined) throw new Error(`${name} has not begun`)
    return found
  }
  const work: DependentWork<Dependent> = ({ name }, signal, progress) => {
    begun.push(name)
    progress.ready().then(
      () => ready.push(name),
      () => undefined,
    )
    return new Promise((resolve, reject) => under.set(name, { signal, progress, end: resolve, fail: reject }))
  }
  return {
    begun,
    ready,
    nearly: (name) => of(name).progress.nearly(),
    interrupted: () => [...under].filter(([, { signal }]) => signal.aborted).map(([name]) => name),
    letGo: (name) => of(name).progress.letGo(),
    end: (name) => of(name).end(),
    fail: (name, error) => of(name).fail(error),
    outcome: runByDependency(items, work, never).then(
      () => 'done',
      (error: unknown) => error,
    ),
  }
}

test('what waits for an item begins when it lets go, and all are waited for', async () => {
  const { begun, letGo, end, outcome } = run()
  await pendingWork()
  expect(begun).toEqual(['api'])
  letGo('api')
  await pendingWork()
  expect(begun).toEqual(['api', 'admin', 'web'])
  let isOver = false
  void outcome.then(() => (isOver = true))
  end('admin')
  end('web')
  await pendingWork()
  expect(isOver).toBe(false)
  end('api')
  expect(await outcome).toBe('done')
})

test('what waits for an item may prepare itself when it is nearly there, and goes on when it lets go', async () => {
  const { begun, ready, nearly, letGo, end, outcome } = run()
  await pendingWork()
  nearly('api')
  await pendingWork()
  expect(begun).toEqual(['api', 'admin', 'web'])
  expect(ready).toEqual(['api'])
  letGo('api')
  await pendingWork()
  expect(ready).toEqual(['api', 'admin', 'web'])
  for (const name of ['api', 'admin', 'web']) end(name)
  expect(await outcome).toBe('done')
})

test('what prepared itself is not told to go on when the one it waits for fails', async () => {
  const { ready, nearly, fail, interrupted, outcome } = run()
  await pendingWork()
  nearly('api')
  await pendingWork()
  const failure = new Error('unhealthy')
  fail('api', failure)
  await pendingWork()
  expect(interrupted()).toEqual(['api', 'admin', 'web'])
  for (const name of ['admin', 'web']) fail(name, new Error('interrupted'))
  expect(await outcome).toBe(failure)
  expect(ready).toEqual(['api'])
})

test('one that fails after it let go interrupts those that began, and its failure is told', async () => {
  const { letGo, fail, interrupted, outcome } = run()
  await pendingWork()
  letGo('api')
  await pendingWork()
  const failure = new Error('unhealthy after all')
  fail('api', failure)
  await pendingWork()
  expect(interrupted()).toEqual(['api', 'admin', 'web'])
  for (const name of ['admin', 'web']) fail(name, new Error('interrupted'))
  expect(await outcome).toBe(failure)
})

test('nothing begins that waits for one that failed', async () => {
  const { begun, fail, outcome } = run()
  await pendingWork()
  const failure = new Error('no')
  fail('api', failure)
  expect(await outcome).toBe(failure)
  expect(begun).toEqual(['api'])
})
