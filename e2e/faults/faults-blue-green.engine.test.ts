import { afterAll, beforeAll, test } from 'vitest'
import { faultLimitMs, openSeededFaults, type SeededFaults } from './seeded-faults'
import { cutCases, daemonCases, killCases } from './step-faults'

let faults: SeededFaults

beforeAll(async () => {
  faults = await openSeededFaults({ name: 'faults-bg', strategy: 'blue-green' })
}, faultLimitMs)

afterAll(() => faults.yard.close())

test(
  'the app may be killed, the connection cut and dockerd killed while two generations serve side by side',
  async () => {
    await faults.expectSome(killCases(faults.steps), 2)
    await faults.expectSome(cutCases(faults.steps), 1)
    await faults.expectSome(daemonCases(faults.steps, 'dockerd killed'), 1)
  },
  faultLimitMs,
)
