import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diskCases, smallDiskMegabytes } from './disk-faults'
import { endings } from './end-interruption'
import { type CaseResult, createCaseRunner, type FaultCase } from './fault-case'
import { faultPage } from './fault-table'
import { type FaultYard, openFaultYard } from './fault-yard'
import { foreignCases } from './foreign-faults'
import { gapOf } from './known-gaps'
import { asleepCases, race } from './own-faults'
import { releaseCases } from './release-faults'
import { seededOrder } from './seeded-order'
import { cutCases, daemonCases, killCases, pruneCases, recordSteps } from './step-faults'

/** `BERTH_FAULT_SHARE=4` tries a quarter of the faults, drawn by lot; the page says so. */
const share = Math.max(1, Number(process.env['BERTH_FAULT_SHARE'] ?? 1))
const races = Math.ceil(50 / share)
const page = fileURLToPath(new URL('../../docs/faults.md', import.meta.url))
const results: CaseResult[] = []

/** Every fault there is, each on a yard that it is possible on; writes the page, and fails where anything unknown does not hold. */
async function main(): Promise<void> {
  const startedMs = performance.now()
  const steps = await onYard({ name: 'faults' }, async (yard) => {
    const recorded = await recordSteps(yard)
    const cases = [
      ...killCases(recorded),
      ...cutCases(recorded),
      ...daemonCases(recorded, 'dockerd killed'),
      ...pruneCases(recorded),
      ...releaseCases(),
      ...foreignCases(),
      ...asleepCases(),
    ]
    await runAll(yard, cases)
    await runRace(yard)
    return recorded
  })
  await onYard({ name: 'restore', liveRestore: true }, (yard) =>
    runAll(yard, daemonCases(steps, 'dockerd killed, live-restore')),
  )
  await onYard({ name: 'disk', dataMegabytes: smallDiskMegabytes }, (yard) => runAll(yard, diskCases()))
  writeFileSync(page, faultPage(results, steps, { seconds: (performance.now() - startedMs) / 1_000, share }))
  const failed = results.filter((result) => result.fault !== null && gapOf(result) === null)
  console.log(`${String(results.length)} faults, ${String(failed.length)} failed; the table is in docs/faults.md`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

async function onYard<T>(
  options: Parameters<typeof openFaultYard>[0],
  work: (yard: FaultYard) => Promise<T>,
): Promise<T> {
  const yard = await openFaultYard(options)
  try {
    return await work(yard)
  } finally {
    await yard.close()
  }
}

/** The endings take turns, so that each kind of fault is ended in each way. */
async function runAll(yard: FaultYard, cases: readonly FaultCase[]): Promise<void> {
  const runner = createCaseRunner(yard)
  for (const [index, one] of drawn(cases).entries()) {
    tell(await runner.run(one, endings[index % endings.length] ?? 'unlock'))
  }
}

/** All of them in their order; of a share, some of each family. */
function drawn(cases: readonly FaultCase[]): readonly FaultCase[] {
  if (share === 1) return cases
  const order = seededOrder(share)
  const families = [...new Set(cases.map(({ family }) => family))]
  return families.flatMap((family) => {
    const own = cases.filter((one) => one.family === family)
    return order(own).slice(0, Math.ceil(own.length / share))
  })
}

async function runRace(yard: FaultYard): Promise<void> {
  const startedMs = performance.now()
  const faults = await race(yard, races)
  tell({
    family: 'race',
    name: `two processes at once, ${String(races)} times`,
    ending: 'nothing left',
    said: faults.length === 0 ? 'one succeeded, the other was told who has it' : '',
    served: 'new',
    fault: faults.length === 0 ? null : faults.join('; '),
    seconds: Math.round((performance.now() - startedMs) / 1_000),
  })
}

function tell(result: CaseResult): void {
  results.push(result)
  const { family, name, ending, said, served, fault, seconds } = result
  const mark = fault === null ? 'ok    ' : gapOf(result) === null ? 'FAILED' : 'known '
  const words = [mark, family, name, ending, said, served, `${String(seconds)} s`, fault ?? '']
  console.log(words.join(' | '))
}

await main()
