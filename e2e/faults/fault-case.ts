import type { Operation } from '../../src/domain/operation'
import type { ProcessOutcome } from '../harness/fault-process'
import { removeImages } from './fault-builds'
import type { Ended, Ending } from './end-interruption'
import type { FaultBuild } from './fault-builds'
import { deploymentOf, type FaultYard, SLOT } from './fault-yard'
import { describeLost, judgeSlot, type Verdict } from './judge-slot'

/** One fault, tried once on a slot that runs `from` and is being brought to `to`. */
export type FaultCase = {
  readonly family: string
  readonly name: string
  /** The images of `to` are to come from the registry. */
  readonly pulls: boolean
  /** Services that the deployment had not touched may stand still afterwards. */
  readonly mayBeDown?: boolean
  /** Both containers of a service may have been taken away: whoever ends it makes one again. */
  readonly mayBeGone?: boolean
  readonly strike: (yard: FaultYard, versions: Versions) => Promise<ProcessOutcome>
  /** What the fault has to come to, beside the judgement; answers with what is wrong, empty where nothing is. */
  readonly expects: (outcome: ProcessOutcome, verdict: Verdict) => string
  /** Takes away what the fault itself left, once all is judged. */
  readonly clear?: (yard: FaultYard) => Promise<void>
}

/** The build that runs, and the other one. */
export type Versions = { readonly from: FaultBuild; readonly to: FaultBuild }

/** How one case came out. */
export type CaseResult = {
  readonly family: string
  readonly name: string
  /** How the interruption was ended in fact. */
  readonly ending: Ending | 'nothing left'
  /** What the deployment itself said: the kind of its result with the code of its error. */
  readonly said: string
  /** `old`, `new` or `old and new`; empty where the case failed. */
  readonly served: string
  /** It held only once Docker itself was restarted on the host, as Berth said. */
  readonly dockerRestarted?: true
  /** Why the case failed; null where all of the judgement holds. */
  readonly fault: string | null
  readonly seconds: number
}

/** Tries cases one after the other on one slot, which always ends at one of the two builds. */
export function createCaseRunner(yard: FaultYard): {
  readonly run: (one: FaultCase, ending: Ending) => Promise<CaseResult>
} {
  let runs: FaultBuild = 'left'
  return {
    run: async (one, ending) => {
      const startedMs = performance.now()
      const versions: Versions = { from: runs, to: runs === 'left' ? 'right' : 'left' }
      const outcomes: ProcessOutcome[] = []
      const close = (fault: string | null, served: string, { way, dockerRestarted }: Ended): CaseResult => ({
        family: one.family,
        name: one.name,
        ending: way,
        said: outcomes.map(describeOutcome).join(),
        served,
        ...(dockerRestarted ? { dockerRestarted } : {}),
        fault,
        seconds: Math.round((performance.now() - startedMs) / 100) / 10,
      })
      try {
        const markers = await yard.markVolumes()
        if (one.pulls) await removeImages(yard.engine, yard.shop.imagePrefix, versions.to)
        const outcome = await one.strike(yard, versions)
        outcomes.push(outcome)
        const { mayBeDown = false, mayBeGone = false } = one
        const verdict = await judgeSlot(yard, { ...versions, markers, mayBeDown, mayBeGone }, ending)
        await one.clear?.(yard)
        runs = verdict.nowRuns
        const wrong = verdict.lost.length > 0 ? describeLost(verdict.lost) : one.expects(outcome, verdict)
        return close(wrong === '' ? null : wrong, describeServing(verdict), verdict)
      } catch (error) {
        const again = await yard
          .reset()
          .catch((second: unknown) => `; then the slot was not made anew: ${wordsOf(second)}`)
        runs = 'left'
        return close(`${wordsOf(error)}${again ?? ''}`, '', { way: ending, dockerRestarted: false })
      }
    },
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The deployment of a case, on the slot as a whole. */
export function deployment({ to }: Versions): Operation {
  return deploymentOf(to)
}

/** The kind of a result and the code of its error, where it has one. */
export function describeOutcome(outcome: ProcessOutcome): string {
  switch (outcome.kind) {
    case 'killed':
      return 'killed'
    case 'not-begun':
      return `not begun (${outcome.error.code})`
    case 'ended':
      return 'error' in outcome.result ? `${outcome.result.kind} (${outcome.result.error.code})` : outcome.result.kind
  }
}

/** The same with what Docker or Berth said of it: for a fault that did not come out as wanted. */
export function explainOutcome(outcome: ProcessOutcome): string {
  const isError = outcome.kind === 'ended' && 'error' in outcome.result
  return `${describeOutcome(outcome)}${isError ? `: ${JSON.stringify(outcome.result.error.details)}` : ''}`
}

function describeServing({ serving }: Verdict): string {
  return [...new Set(Object.values(serving))].sort((a, b) => (a < b ? 1 : -1)).join(' and ')
}

/** Name of a service's container on the slot. */
export function containerOf(service: string): string {
  return `${SLOT}_${service}_1`
}
