import { afterAll, beforeAll, expect, test } from 'vitest'
import { endings } from './end-interruption'
import { type CaseResult, createCaseRunner, type FaultCase } from './fault-case'
import { type FaultYard, openFaultYard } from './fault-yard'
import { foreignCases } from './foreign-faults'
import { gapOf } from './known-gaps'
import { ledgerCases } from './ledger-faults'
import { asleepCases, race } from './own-faults'
import { releaseCases } from './release-faults'
import { seedOfSources, seededOrder } from './seeded-order'
import { cutCases, daemonCases, killCases, pruneCases, recordSteps } from './step-faults'

/** A part of `npm run test:faults`: another one with each change of the sources, the same one whenever they are tested. */
const seed = Number(process.env['BERTH_FAULT_SEED'] ?? seedOfSources())
const order = seededOrder(seed)

/** Each case takes seconds; a busy machine makes many of them. */
const limitMs = 600_000

let yard: FaultYard
let steps: readonly string[]
let run: (one: FaultCase, ending: (typeof endings)[number]) => Promise<CaseResult>

beforeAll(async () => {
  console.log(`faults by BERTH_FAULT_SEED=${String(seed)}`)
  yard = await openFaultYard({ name: 'faults' })
  steps = await recordSteps(yard)
  run = createCaseRunner(yard).run
}, limitMs)

afterAll(() => yard.close())

/** So many of the cases, in the seed's order; what is known not to hold is said on the page of faults. */
async function expectSome(cases: readonly FaultCase[], count: number): Promise<void> {
  const chosen = order(cases).slice(0, count)
  for (const one of chosen) {
    const [ending] = order(endings)
    if (ending === undefined) throw new Error('there is no way to end an interruption')
    const result = await run(one, ending)
    if (gapOf(result) !== null) continue
    expect(result.fault, `${one.family}: ${one.name}, ended by ${ending}, BERTH_FAULT_SEED=${String(seed)}`).toBe(null)
  }
}

test(
  'the app may be killed before, while and after any change',
  async () => {
    await expectSome(killCases(steps), 3)
  },
  limitMs,
)

test(
  'the connection may be cut at any change',
  async () => {
    await expectSome(cutCases(steps), 2)
  },
  limitMs,
)

test(
  'dockerd may be killed at any change',
  async () => {
    await expectSome(daemonCases(steps, 'dockerd killed'), 1)
  },
  limitMs,
)

test(
  'somebody may prune the host at any change',
  async () => {
    await expectSome(pruneCases(steps), 1)
    await expectSome(pruneCases(steps, 'docker container prune'), 1)
  },
  limitMs,
)

test(
  'a release may be bad, others may take what it needs, and a laptop may sleep',
  async () => {
    await expectSome(releaseCases(), 1)
    await expectSome(foreignCases(), 1)
    await expectSome(ledgerCases(), 1)
    await expectSome(asleepCases(), 1)
  },
  limitMs,
)

test(
  'of two processes that begin at once one has the slot, and the other is told who',
  async () => {
    expect(await race(yard, 2)).toEqual([])
  },
  limitMs,
)
