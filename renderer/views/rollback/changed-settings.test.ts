import { expect, test } from 'vitest'
import { errorData } from '../../../src/domain/berth-error'
import { changedSettings } from './changed-settings'

test('a setting that several services share is named once, and nothing is said of what is not known', () => {
  const change = (service: string, name: string) => ({ service, name, now: '1', after: '2', hidden: false })
  const changes = [change('api', 'POOL_SIZE'), change('api', 'REDIS_HOST'), change('web', 'POOL_SIZE')]
  expect(changedSettings({ kind: 'found', comparison: { known: true, changes } })).toEqual(['POOL_SIZE', 'REDIS_HOST'])
  expect(changedSettings({ kind: 'failed', error: errorData('release-unknown') })).toEqual([])
  expect(changedSettings(undefined)).toEqual([])
})
