import { afterAll, beforeAll, expect, test } from 'vitest'
import { foreignCases } from './foreign-faults'
import { ledgerCases } from './ledger-faults'
import { asleepCases, race } from './own-faults'
import { releaseCases } from './release-faults'
import { faultLimitMs, openSeededFaults, type SeededFaults } from './seeded-faults'
import { cutCases, daemonCases, killCases, pruneCases } from './step-faults'

let faults: SeededFaults

beforeAll(async () => {
  faults = await openSeededFaults({ name: 'faults' })
}, faultLimitMs)

afterAll(() => faults.yard.close())

test(
  'the app may be killed before, while and after any change',
  async () => {
    await faults.expectSome(killCases(faults.steps), 3)
  },
  faultLimitMs,
)

test(
  'the connection may be cut at any change',
  async () => {
    await faults.expectSome(cutCases(faults.steps), 2)
  },
  faultLimitMs,
)

test(
  'dockerd may be killed at any change',
  async () => {
    await faults.expectSome(daemonCases(faults.steps, 'dockerd killed'), 1)
  },
  faultLimitMs,
)

test(
  'somebody may prune the host at any change',
  async () => {
    await faults.expectSome(pruneCases(faults.steps), 1)
    await faults.expectSome(pruneCases(faults.steps, 'docker container prune'), 1)
  },
  faultLimitMs,
)

test(
  'a release may be bad, others may take what it needs, and a laptop may sleep',
  async () => {
    await faults.expectSome(releaseCases(), 1)
    await faults.expectSome(foreignCases(), 1)
    await faults.expectSome(ledgerCases(), 1)
    await faults.expectSome(asleepCases(), 1)
  },
  faultLimitMs,
)

test(
  'of two processes that begin at once one has the slot, and the other is told who',
  async () => {
    expect(await race(faults.yard, 2)).toEqual([])
  },
  faultLimitMs,
)
