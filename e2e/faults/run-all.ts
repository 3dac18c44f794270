import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
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
/** `BERTH_FAULT_CONTINUE=1` goes on with the run before: what held there is not tried again. */
const continues = (process.env['BERTH_FAULT_CONTINUE'] ?? '') !== ''
/** `BERTH_FAULT_ONLY='prune.*stop dev1_web'` tries the faults alone whose family and name match, and writes no page. */
const only = new RegExp(process.env['BERTH_FAULT_ONLY'] ?? '')
const isPart = only.source !== '(?:)'
const races = Math.ceil(50 / share)
const raceCase = { family: 'race', name: `two processes at once, ${String(races)} times` }
const page = fileURLToPath(new URL('../../docs/faults.md', import.meta.url))
/** One result a line, as they come: a run of more than an hour may be cut off. */
const journal = fileURLToPath(new URL('../../test-results/faults.jsonl', import.meta.url))

type YardOptions = Parameters<typeof openFaultYard>[0]
type Named = Pick<FaultCase, 'family' | 'name'>
/** Faults that are possible on the same kind of yard. */
type Group = { readonly cases: readonly Named[]; readonly run: () => Promise<void> }

const results = new Map<string, CaseResult>()
const keyOf = ({ family, name }: Named): string => `${family}: ${name}`

/** Every fault there is, each on a yard that it is possible on; writes the page, and fails where anything unknown does not hold. */
async function main(): Promise<void> {
  openJournal()
  const steps: RecordedSteps = {
    recreate: await onYard({ name: 'faults' }, recordSteps),
    'blue-green': await onYard({ name: 'faults-bg', strategy: 'blue-green' }, recordSteps),
  }
  const groups = groupsOf(steps)
  const planned = groups.flatMap(({ cases }) => cases).map(keyOf)
  for (const { run } of groups) {
    await run()
    if (!isPart) writeFileSync(page, faultPage(inOrder(planned), steps, { planned: planned.length, share }))
  }
  const failed = inOrder(planned).filter((result) => result.fault !== null && gapOf(result) === null)
  const where = isPart ? '' : '; the table is in docs/faults.md'
  console.log(`${String(inOrder(planned).length)} faults, ${String(failed.length)} failed${where}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

function inOrder(planned: readonly string[]): readonly CaseResult[] {
  return planned.flatMap((key) => results.get(key) ?? [])
}

function groupsOf(steps: RecordedSteps): readonly Group[] {
  const { recreate, 'blue-green': switching } = steps
  const blueGreen = [
    ...killCases(switching),
    ...cutCases(switching),
    ...daemonCases(switching, 'dockerd killed'),
    ...pruneCases(switching),
  ].map((one) => ({ ...one, family: `${one.family}, blue-green` }))
  return [
    group({ name: 'faults' }, [
      ...killCases(recreate),
      ...cutCases(recreate),
      ...daemonCases(recreate, 'dockerd killed'),
      ...pruneCases(recreate),
      ...pruneCases(recreate, 'docker container prune'),
      ...releaseCases(),
      ...foreignCases(),
      ...ledgerCases(),
      ...asleepCases(),
    ]),
    { cases: isWanted(raceCase) ? [raceCase] : [], run: runRace },
    group({ name: 'restore', liveRestore: true }, daemonCases(recreate, 'dockerd killed, live-restore')),
    group({ name: 'disk', dataMegabytes: smallDiskMegabytes }, diskCases()),
    group({ name: 'faults-bg', strategy: 'blue-green' }, blueGreen),
  ]
}

function group(options: YardOptions, all: readonly FaultCase[]): Group {
  const cases = drawn(all.filter(isWanted))
  return { cases, run: () => runAll(options, cases) }
}

function openJournal(): void {
  mkdirSync(dirname(journal), { recursive: true })
  if (!continues && !isPart) return rmSync(journal, { force: true })
  if (!continues) return
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []
  for (const line of lines.filter((one) => one !== '')) {
    const result = JSON.parse(line) as CaseResult
    results.set(keyOf(result), result)
  }
}

/** A known gap is as it is; what failed otherwise is tried again. */
function isThrough(one: Named): boolean {
  const result = results.get(keyOf(one))
  return result !== undefined && (result.fault === null || gapOf(result) !== null)
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
  const left = cases
    .map((one, index) => ({ one, ending: endings[index % endings.length] ?? 'unlock' }))
    .filter(({ one }) => !isThrough(one))
  const yards = Array.from({ length: Math.min(yardsAtOnce, left.length) }, (_, number) =>
    onYard({ ...options, name: `${options.name}-${String(number + 1)}` }, async (yard) => {
      const runner = createCaseRunner(yard)
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        tell(await runner.run(next.one, next.ending))
      }
    }),
  )
  await Promise.all(yards)
}

function isWanted(one: Named): boolean {
  return only.test(keyOf(one))
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

async function runRace(): Promise<void> {
  if (!isWanted(raceCase) || isThrough(raceCase)) return
  const startedMs = performance.now()
  const faults = await onYard({ name: 'faults' }, (yard) => race(yard, races))
  tell({
    ...raceCase,
    ending: 'nothing left',
    said: faults.length === 0 ? 'one succeeded, the other was told who has it' : '',
    served: 'new',
    fault: faults.length === 0 ? null : faults.join('; '),
    seconds: Math.round((performance.now() - startedMs) / 1_000),
  })
}

function tell(result: CaseResult): void {
  results.set(keyOf(result), result)
  appendFileSync(journal, `${JSON.stringify(result)}\n`)
  const { family, name, ending, said, served, fault, seconds } = result
  const mark = fault === null ? 'ok    ' : gapOf(result) === null ? 'FAILED' : 'known '
  const words = [mark, family, name, ending, said, served, `${String(seconds)} s`, fault ?? '']
  console.log(words.join(' | '))
}

await main()
