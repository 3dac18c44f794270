import { expect, test } from 'vitest'
import type { InterruptionView } from '../../../src/contract/interruption-view'
import { isStageDone, stageColumns, usersGet } from './interrupted-stages'

type Interrupted = InterruptionView['services'][number]

const service = (stage: Interrupted['stage'], serving: Interrupted['serving'], name = 'api'): Interrupted => ({
  service: name,
  stage,
  serving,
  oldContainer: 'dev1_api_1',
  newContainer: null,
})
const done = (one: Interrupted): string[] => stageColumns.filter((column) => isStageDone(one, column))

test('each stage has done what the ones before it have', () => {
  expect(done(service('not-begun', 'old'))).toEqual([])
  expect(done(service('created', 'old'))).toEqual(['made'])
  expect(done(service('old-stopped', 'nothing'))).toEqual(['made', 'oldStopped'])
  expect(done(service('new-started', 'new'))).toEqual(['made', 'oldStopped', 'newStarted'])
  expect(done(service('finished', 'new'))).toEqual([...stageColumns])
})

test('an old one that somebody took away is removed, and where both are gone nothing is done', () => {
  expect(done({ ...service('new-started', 'new'), oldContainer: null })).toEqual([...stageColumns])
  expect(done(service('lost', 'nothing'))).toEqual([])
})

test('side by side the old one is not stopped yet', () => {
  expect(done(service('new-started', 'both'))).toEqual(['made', 'newStarted'])
  expect(done(service('new-started', 'old'))).toEqual(['made', 'newStarted'])
})

test('users get nothing as soon as one service is silent; what is left alone does not count', () => {
  expect(usersGet([service('created', 'old'), service('untouched', 'nothing', 'db')])).toEqual({ kind: 'usersOld' })
  expect(usersGet([service('new-started', 'new'), service('old-stopped', 'nothing', 'web')])).toEqual({
    kind: 'usersNothing',
    services: ['web'],
  })
  expect(usersGet([service('new-started', 'new'), service('created', 'old', 'web')])).toEqual({ kind: 'usersMixed' })
})
