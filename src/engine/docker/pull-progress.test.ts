import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPullProgress } from './pull-progress'

test('layers go from waiting through downloading and extracting to done', () => {
  const progress = createPullProgress()
  const line = (id: string, status: string, current = 0, total = 0): unknown =>
    progress.take({ id, status, progressDetail: total === 0 ? {} : { current, total } })
  line('kickoff-240510-dashboard', 'Pulling from shop/web')
  line('aaaaaaaaaaaa', 'Already exists')
  line('bbbbbbbbbbbb', 'Pulling fs layer')
  line('bbbbbbbbbbbb', 'Downloading', 400, 1_000)
  expect(progress.layers()).toEqual([
    { id: 'aaaaaaaaaaaa', state: 'exists', doneBytes: 0, totalBytes: 0 },
    { id: 'bbbbbbbbbbbb', state: 'downloading', doneBytes: 400, totalBytes: 1_000 },
  ])
  line('bbbbbbbbbbbb', 'Download complete')
  line('bbbbbbbbbbbb', 'Extracting', 10, 1_000)
  expect(progress.layers()[1]).toEqual({ id: 'bbbbbbbbbbbb', state: 'extracting', doneBytes: 1_000, totalBytes: 1_000 })
  line('bbbbbbbbbbbb', 'Pull complete')
  expect(progress.layers()[1]?.state).toBe('done')
})

test('an error in the stream is handed out, in either of Docker’s two places', () => {
  const progress = createPullProgress()
  expect(progress.take({ errorDetail: { message: 'unauthorized' }, error: 'unauthorized' })).toBe('unauthorized')
  expect(progress.take({ error: 'no space left on device' })).toBe('no space left on device')
})

test('any JSON as a progress line throws nothing, and layers stay bounded', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void createPullProgress().take(value)))
  const progress = createPullProgress()
  for (let number = 0; number < 2_000; number += 1) progress.take({ id: `${number}`, status: 'Waiting' })
  expect(progress.layers()).toHaveLength(512)
})
