import type { HostFact, HostTest, HostTestState, HostTestStep } from '../../contract/host-test'
import { toErrorData } from '../../domain/berth-error'
import type { Clock } from '../ports'

type StepKind = HostTestStep['kind']

/** The steps of one test as they come and go; everyone who watches is told after each change. */
export type HostTestSteps = {
  readonly test: () => HostTest
  /** A step that was not in the list comes before the host's own: it is about a jump host. */
  readonly begin: (kind: StepKind, via?: string | null) => void
  readonly asking: (kind: StepKind) => void
  readonly pass: (kind: StepKind, fact: HostFact | null, via?: string | null) => void
  /** Marks what was under way, else the next step, as what failed. */
  readonly fail: (error: unknown) => void
  readonly end: (latencyMs: number | null) => void
  /** Begins a step, and passes it with what the work found; what it throws is thrown on. */
  readonly run: <Result>(kind: StepKind, work: () => Promise<readonly [Result, HostFact | null]>) => Promise<Result>
}

/** A test that has not begun. */
export function createHostTestSteps(
  { target, kinds }: { readonly target: string; readonly kinds: readonly StepKind[] },
  clock: Pick<Clock, 'monotonicMs'>,
  onChange: (test: HostTest) => void,
): HostTestSteps {
  const begunAtMs = new Map<string, number>()
  const notRun: HostTestState = { kind: 'not-run' }
  let test: HostTest = {
    target,
    steps: kinds.map((kind) => ({ kind, via: null, state: notRun })),
    hasEnded: false,
    latencyMs: null,
  }
  const become = (change: Partial<HostTest>): void => {
    test = { ...test, ...change }
    onChange(test)
  }
  const keyOf = ({ kind, via }: Pick<HostTestStep, 'kind' | 'via'>): string => `${kind} ${via ?? ''}`
  const tookMs = (step: Pick<HostTestStep, 'kind' | 'via'>): number =>
    Math.round(clock.monotonicMs() - (begunAtMs.get(keyOf(step)) ?? clock.monotonicMs()))
  const set = (kind: StepKind, via: string | null, state: HostTestState): void => {
    const known = test.steps.some((step) => step.kind === kind && step.via === via)
    const first = test.steps.findIndex((step) => step.via === null)
    const added: HostTestStep[] = known ? [] : [{ kind, via, state }]
    const steps = test.steps.map((step) => (step.kind === kind && step.via === via ? { kind, via, state } : step))
    become({ steps: [...steps.slice(0, first), ...added, ...steps.slice(first)] })
  }
  const begin: HostTestSteps['begin'] = (kind, via = null) => {
    begunAtMs.set(keyOf({ kind, via }), clock.monotonicMs())
    set(kind, via, { kind: 'running' })
  }
  const pass: HostTestSteps['pass'] = (kind, fact, via = null) => {
    set(kind, via, { kind: 'passed', tookMs: tookMs({ kind, via }), fact })
  }
  return {
    test: () => test,
    begin,
    pass,
    asking: (kind) => {
      const step = test.steps.find((one) => one.kind === kind && one.state.kind === 'running')
      if (step !== undefined) set(kind, step.via, { kind: 'asking' })
    },
    fail: (error) => {
      const step =
        test.steps.find(({ state }) => state.kind === 'running' || state.kind === 'asking') ??
        test.steps.find(({ state }) => state.kind === 'not-run')
      if (step !== undefined)
        set(step.kind, step.via, { kind: 'failed', tookMs: tookMs(step), error: toErrorData(error) })
    },
    end: (latencyMs) => become({ hasEnded: true, latencyMs }),
    run: async (kind, work) => {
      begin(kind)
      const [result, fact] = await work()
      pass(kind, fact)
      return result
    },
  }
}
