import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diskCases, smallDiskMegabytes } from './disk-faults'
import { endings } from './end-interruption'
import { type CaseResult, createCaseRunner, type FaultCase } from './fault-case'
import { faultPage, type RecordedSteps } from './fault-table'
import { type FaultYard, openFaultYard } from './fault-yard'
import { foreignCases } from './foreign-faults'
import { gapOf } from './known-gaps'
import { ledgerCases } from './ledger-faults'
import { asleepCases, race } from './own-faults'
import { releaseCases } from './release-faults'
import { seededOrder } from './seeded-order'
import { cutCases, daemonCases, killCases, pruneCases, recordSteps } from './step-faults'

/** `BERTH_FAULT_SHARE=4` tries a quarter of the faults, drawn by lot; the page says so. */
const share = Math.max(1, Number(process.env['BERTH_FAULT_SHARE'] ?? 1))
/** So many yards of a kind work at the same time: most of a fault is waiting. */
const yardsAtOnce = Math.max(1, Number(process.env['BERTH_FAULT_YARDS'] ?? 3))
/** `BERTH_FAULT_ONLY='prune.*stop dev1_web'` tries the faults alone whose family and name match, and writes no page. */
const only = new RegExp(process.env['BERTH_FAULT_ONLY'] ?? '')
const isPart = only.source !== '(?:)'
const races = Math.ceil(50 / share)
const raceCase = { family: 'race', name: `two processes at once, ${String(races)} times` }
const page = fileURLToPath(new URL('../../docs/faults.md', import.meta.url))
const results: CaseResult[] = []

type YardOptions = Parameters<typeof openFaultYard>[0]

/** Every fault there is, each on a yard that it is possible on; writes the page, and fails where anything unknown does not hold. */
async function main(): Promise<void> {
  const startedMs = performance.now()
  const recreate: YardOptions = { name: 'faults' }
  const blueGreen: YardOptions = { name: 'faults-bg', strategy: 'blue-green' }
  const steps: RecordedSteps = {
    recreate: await onYard(recreate, recordSteps),
    'blue-green': await onYard(blueGreen, recordSteps),
  }
  await runAll(recreate, [
    ...killCases(steps.recreate),
    ...cutCases(steps.recreate),
    ...daemonCases(steps.recreate, 'dockerd killed'),
    ...pruneCases(steps.recreate),
    ...pruneCases(steps.recreate, 'docker container prune'),
    ...releaseCases(),
    ...foreignCases(),
    ...ledgerCases(),
    ...asleepCases(),
  ])
  if (isWanted(raceCase)) await onYard(recreate, runRace)
  await runAll({ name: 'restore', liveRestore: true }, daemonCases(steps.recreate, 'dockerd killed, live-restore'))
  await runAll({ name: 'disk', dataMegabytes: smallDiskMegabytes }, diskCases())
  const switching = steps['blue-green']
  await runAll(
    blueGreen,
    [
      ...killCases(switching),
      ...cutCases(switching),
      ...daemonCases(switching, 'dockerd killed'),
      ...pruneCases(switching),
    ].map((one) => ({ ...one, family: `${one.family}, blue-green` })),
  )
  if (!isPart)
    writeFileSync(page, faultPage(results, steps, { seconds: (performance.now() - startedMs) / 1_000, share }))
  const failed = results.filter((result) => result.fault !== null && gapOf(result) === null)
  const where = isPart ? '' : '; the table is in docs/faults.md'
  console.log(`${String(results.length)} faults, ${String(failed.length)} failed${where}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

async function onYard<T>(options: YardOptions, work: (yard: FaultYard) => Promise<T>): Promise<T> {
  const yard = await openFaultYard(options)
  try {
    return await work(yard)
  } finally {
    await yard.close()
  }
}

/** Each yard takes the next case that is left. The endings take turns, so that each kind of fault is ended in each way. */
async function runAll(options: YardOptions, cases: readonly FaultCase[]): Promise<void> {
  const left = drawn(cases.filter(isWanted)).map((one, index) => ({
    one,
    ending: endings[index % endings.length] ?? 'unlock',
    index,
  }))
  const came: { readonly result: CaseResult; readonly index: number }[] = []
  const yards = Array.from({ length: Math.min(yardsAtOnce, left.length) }, (_, number) =>
    onYard({ ...options, name: `${options.name}-${String(number + 1)}` }, async (yard) => {
      const runner = createCaseRunner(yard)
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const result = await runner.run(next.one, next.ending)
        tell(result)
        came.push({ result, index: next.index })
      }
    }),
  )
  await Promise.all(yards)
  results.push(...came.sort((a, b) => a.index - b.index).map(({ result }) => result))
}

function isWanted({ family, name }: Pick<FaultCase, 'family' | 'name'>): boolean {
  return only.test(`${family}: ${name}`)
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
  const result: CaseResult = {
    ...raceCase,
    ending: 'nothing left',
    said: faults.length === 0 ? 'one succeeded, the other was told who has it' : '',
    served: 'new',
    fault: faults.length === 0 ? null : faults.join('; '),
    seconds: Math.round((performance.now() - startedMs) / 1_000),
  }
  tell(result)
  results.push(result)
}

function tell(result: CaseResult): void {
  const { family, name, ending, said, served, fault, seconds } = result
  const mark = fault === null ? 'ok    ' : gapOf(result) === null ? 'FAILED' : 'known '
  const words = [mark, family, name, ending, said, served, `${String(seconds)} s`, fault ?? '']
  console.log(words.join(' | '))
}

await main()
