import { expect } from 'vitest'
import { endings } from './end-interruption'
import { createCaseRunner, type FaultCase } from './fault-case'
import { type FaultYard, openFaultYard } from './fault-yard'
import { gapOf } from './known-gaps'
import { seedOfSources, seededOrder } from './seeded-order'
import { recordSteps } from './step-faults'

/** A yard on which a part of `npm run test:faults` is tried: another one with each change of the sources. */
export type SeededFaults = {
  readonly yard: FaultYard
  readonly steps: readonly string[]
  /** So many of the cases, in the seed's order; what is known not to hold is said on the page of faults. */
  readonly expectSome: (cases: readonly FaultCase[], count: number) => Promise<void>
}

/** Each case takes seconds; a busy machine makes many of them. */
export const faultLimitMs = 600_000

/** Opens one; its deployments and `BERTH_FAULT_SEED` decide what is tried. */
export async function openSeededFaults(options: Parameters<typeof openFaultYard>[0]): Promise<SeededFaults> {
  const seed = Number(process.env['BERTH_FAULT_SEED'] ?? seedOfSources())
  console.log(`${options.name} by BERTH_FAULT_SEED=${String(seed)}`)
  const order = seededOrder(seed)
  const yard = await openFaultYard(options)
  const { run } = createCaseRunner(yard)
  // Whether a heart comes to beat depends on how fast the machine is today; the long run waits for one.
  const steps = (await recordSteps(yard)).filter((step) => !step.startsWith('write into berth-lock'))
  return {
    yard,
    steps,
    expectSome: async (cases, count) => {
      for (const one of order(cases).slice(0, count)) {
        const [ending] = order(endings)
        if (ending === undefined) throw new Error('there is no way to end an interruption')
        const result = await run(one, ending)
        if (gapOf(result) !== null) continue
        expect(result.fault, `${one.family}: ${one.name}, ended by ${ending}, BERTH_FAULT_SEED=${String(seed)}`).toBe(
          null,
        )
      }
    },
  }
}
