import type { Operation } from '../../src/domain/operation'
import { findLock } from '../../src/engine/deploy/slot-lock'
import type { ProcessOutcome } from '../harness/fault-process'
import { waitUntil } from '../harness/wait-until'
import { type Ending, endInterruption } from './end-interruption'
import { containerOf, deployment, describeOutcome, type FaultCase, type Versions } from './fault-case'
import { deploymentOf, type FaultYard, owner, SLOT } from './fault-yard'

const never = new AbortController().signal

/** Nobody trusts an answer about the lock that is older; see `staleAnswerMs` of the slot's lock. */
const asleepMs = 6_000

/** A laptop that sleeps in the middle while a colleague takes over. On waking, its deployment stops and changes nothing. */
export function asleepCases(): readonly FaultCase[] {
  return [
    asleep('in the middle of a change', 'put-back', async (yard, fallAsleep) => {
      yard.proxy.arm({
        step: `start ${containerOf('admin')}.berth`,
        moment: 'before-sending',
        sequel: 'go-on',
        strike: async () => fallAsleep(),
      })
    }),
    asleep('between the look at its lock and the change', 'resume', async (yard, fallAsleep) => {
      yard.proxy.arm(null)
      yard.proxy.onLook(async (path) => {
        const next = yard.proxy.changes().at(-1)?.step
        if (next !== `set restart policy of ${containerOf('api')}`) return
        const lock = await findLock(yard.colleague.client, SLOT, never)
        if (lock !== null && path.includes(`/containers/${lock.id}/json`)) {
          yard.proxy.onLook(null)
          fallAsleep()
        }
      })
    }),
  ]
}

type Arm = (yard: FaultYard, fallAsleep: () => void) => Promise<void>

function asleep(name: string, ending: Ending, arm: Arm): FaultCase {
  return {
    family: 'asleep',
    name: `${name}; a colleague: ${ending.replace('-', ' ')}`,
    pulls: false,
    strike: (yard, versions) => sleepThrough(yard, versions, ending, arm),
    expects: (outcome) => {
      const said = describeOutcome(outcome)
      return /^(down|put-back|refused) \(lock-lost\)$/.test(said) ? '' : `the woken owner said ${said}`
    },
  }
}

async function sleepThrough(yard: FaultYard, versions: Versions, ending: Ending, arm: Arm): Promise<ProcessOutcome> {
  const { proxy, processes } = yard
  const process = await processes.take()
  let asleepSinceMs: number | null = null
  await arm(yard, () => {
    process.signal('SIGSTOP')
    asleepSinceMs = performance.now()
  })
  const outcome = process.deploy({ address: proxy.address, by: owner, slot: SLOT, operation: deployment(versions) })
  try {
    await waitUntil('the laptop to fall asleep', 60_000, () => asleepSinceMs !== null)
    await proxy.settled()
    await endInterruption(yard, ending, false)
    await waitUntil('the sleep to be long enough', 60_000, () => performance.now() - (asleepSinceMs ?? 0) > asleepMs)
    const before = proxy.changes().length
    process.signal('SIGCONT')
    const said = await outcome
    // What it has to say about its end may well be written down.
    const made = proxy
      .changes()
      .slice(before)
      .filter(({ step, status }) => status !== null && status < 400 && !/ berth-(ledger|private)/.test(step))
    if (made.length > 0) throw new Error(`the woken owner changed: ${made.map(({ step }) => step).join(', ')}`)
    return said
  } finally {
    proxy.onLook(null)
    process.signal('SIGKILL')
  }
}

/** Two people begin at the same moment: one has the slot, the other is told who, every time. */
export async function race(yard: FaultYard, rounds: number): Promise<readonly string[]> {
  const people = ['정유진', '이도윤'] as const
  const racers = await Promise.all(people.map(() => yard.processes.take()))
  const faults: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    // Also where the build runs already: without a change there would be nothing to race for.
    const operation: Operation = { ...deploymentOf(round % 2 === 0 ? 'right' : 'left', ['web']), recreate: 'always' }
    const outcomes = await Promise.all(
      racers.map((racer, index) =>
        racer.deploy({ address: yard.engine.address, by: people[index] ?? '', slot: SLOT, operation }),
      ),
    )
    const fault = judgeRace(outcomes, people)
    if (fault !== '') faults.push(`round ${String(round + 1)}: ${fault}`)
  }
  for (const racer of racers) yard.processes.giveBack(racer)
  return faults
}

function judgeRace(outcomes: readonly ProcessOutcome[], people: readonly string[]): string {
  const said = outcomes.map(describeOutcome)
  const winner = said.indexOf('succeeded')
  const loser = outcomes[1 - winner]
  if (winner < 0 || said.lastIndexOf('succeeded') !== winner) return said.join(' and ')
  const error = loser?.kind === 'not-begun' ? loser.error : errorOf(loser)
  if (error?.code !== 'slot-locked') return said.join(' and ')
  return error.details['owner'] === people[winner] ? '' : `told of ${String(error.details['owner'])}`
}

function errorOf(
  outcome: ProcessOutcome | undefined,
): { readonly code: string; readonly details: object & Record<string, unknown> } | null {
  return outcome?.kind === 'ended' && outcome.result.kind === 'refused' ? outcome.result.error : null
}
