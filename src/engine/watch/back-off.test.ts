import { expect, test } from 'vitest'
import type { ErrorCode } from '../../domain/error-catalog'
import { backOffMs } from './back-off'

const wait = (failures: number, code: ErrorCode, isLocal = false, random = 1): number | null =>
  backOffMs(failures, { code, isLocal }, random)

test('waits grow with each failure up to what brings the host back in time, with a part that is drawn by lot', () => {
  expect([1, 2, 3, 4, 99].map((failures) => wait(failures, 'host-unreachable'))).toEqual([
    500, 1_000, 2_000, 3_500, 3_500,
  ])
  expect(wait(99, 'host-unreachable', false, 0)).toBe(2_450)
  expect([wait(99, 'socket-missing', true), wait(99, 'socket-missing', true, 0)]).toEqual([2_000, 200])
  expect(wait(99, 'engine-too-old')).toBe(30_000)
})

test('what only a person can change is not tried again by itself', () => {
  expect(wait(1, 'ssh-login-refused')).toBeNull()
  expect(wait(1, 'ssh-host-key-changed')).toBeNull()
})
