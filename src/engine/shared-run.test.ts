import { expect, test } from 'vitest'
import { createSharedRun } from './shared-run'

function steps(): { readonly run: () => Promise<number>; readonly begun: () => number; readonly end: () => void } {
  let begun = 0
  let end = (): void => undefined
  const work = (): Promise<number> => {
    begun += 1
    const number = begun
    return new Promise((resolve) => (end = () => resolve(number)))
  }
  return { run: createSharedRun(work), begun: () => begun, end: () => end() }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('those who ask before it begins share one run, those who ask while it runs share the next', async () => {
  const { run, begun, end } = steps()
  const first = [run(), run()]
  await turn()
  expect(begun()).toBe(1)
  const second = [run(), run(), run()]
  await turn()
  expect(begun()).toBe(1)
  end()
  expect(await Promise.all(first)).toEqual([1, 1])
  await turn()
  end()
  expect(await Promise.all(second)).toEqual([2, 2, 2])
})

test('a run that fails is told to all who share it, and the next begins all the same', async () => {
  let runs = 0
  const run = createSharedRun(async () => {
    runs += 1
    if (runs === 1) throw new Error('away')
    return runs
  })
  expect(await Promise.allSettled([run(), run()])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
  expect(await run()).toBe(2)
})
