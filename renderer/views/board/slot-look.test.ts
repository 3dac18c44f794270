import { expect, test } from 'vitest'
import { slotStates } from '../../../src/domain/board'
import { sampleService } from '../../../src/testing/sample-views'
import { lastSeenServiceLook, serviceLook, shortRevision } from './service-look'
import { lastSeenLook, slotLook } from './slot-look'

const activity = {
  deploymentId: 'd',
  operation: 'deploy',
  puttingBack: false,
  progress: 0.5,
  by: '',
  startedAtMs: 0,
  tag: null,
  services: {},
} as const

test('no two states of a slot look alike, and what was last seen has no state’s colour', () => {
  const looks = slotStates.map((state) => slotLook({ state, activity: null }))
  expect(new Set(looks.map((look) => look.shape)).size).toBe(slotStates.length)
  for (const state of slotStates) expect(lastSeenLook({ state }).tone).toBe('lost')
  expect(lastSeenLook({ state: 'healthy' }).shape).toBe('was')
})

test('a slot that is being changed says how', () => {
  expect(slotLook({ state: 'deploying', activity }).word).toBe('deploying')
  expect(slotLook({ state: 'deploying', activity: { ...activity, operation: 'stop' } }).word).toBe('stopping')
  expect(slotLook({ state: 'deploying', activity: { ...activity, puttingBack: true } }).word).toBe('puttingBack')
})

test('what Berth does to a service covers its state until it is done', () => {
  const service = sampleService(0, 'web')
  expect(serviceLook(service, { kind: 'switching' }).word).toBe('switching')
  expect(serviceLook(service, { kind: 'done' }).word).toBe('healthy')
  expect(lastSeenServiceLook(service).shape).toBe('was')
})

test('a revision is as short as people compare, else the digest, else the tag', () => {
  expect(shortRevision({ revision: '4be1c07d2f6a', tag: 'x', digest: null })).toBe('4be1c07')
  expect(shortRevision({ revision: null, tag: 'x', digest: 'sha256:9f3c2ab00000' })).toBe('9f3c2ab')
  expect(shortRevision({ revision: null, tag: 'local', digest: null })).toBe('local')
})
