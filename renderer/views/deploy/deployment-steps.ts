import type { Deployment, StepProgress } from '../../../src/domain/deployment'
import type { PlanStep } from '../../../src/domain/plan'
import { isTouched } from './plan-view'

type StepState = StepProgress['state']

/**
 * One line of the running view: plan steps that a person sees as one. `put-back` is no step of the plan: it is what
 * Berth does when one fails. `now` names the plan step that runs within it.
 */
export type ShownStep = {
  readonly kind:
    | 'pull'
    | 'lock'
    | 'prepare'
    | 'replace'
    | 'stop'
    | 'start'
    | 'gate'
    | 'switch-over'
    | 'finish'
    | 'put-back'
    | 'unchanged'
  readonly service: string | null
  readonly state: StepState
  readonly now: PlanStep['kind'] | null
  readonly startedAtMs: number | null
  readonly endedAtMs: number | null
}

type Group = { readonly kind: ShownStep['kind']; readonly service: string | null; readonly indexes: number[] }

/** The lines of the running view, in the order in which they happen. */
export function shownSteps(deployment: Deployment): readonly ShownStep[] {
  const { plan } = deployment
  const steps = groupSteps(plan.steps).map((group) => progressOf(group, deployment))
  const putBack = putBackStep(deployment)
  const alone = plan.services.filter((service) => !isTouched(service)).map((service) => unchangedStep(service.name))
  return [...steps, ...(putBack === null ? [] : [putBack]), ...alone]
}

function groupSteps(steps: readonly PlanStep[]): Group[] {
  const groups: Group[] = []
  const creates = new Set(steps.flatMap((step) => (step.kind === 'create' ? [step.service] : [])))
  const indexed = steps.map((step, index) => ({ step, index }))
  // What is made ahead is told of with the rest of its service's change, where that stands.
  const inOrder = [
    ...indexed.filter(({ step }) => step.kind !== 'create'),
    ...indexed.filter(({ step }) => step.kind === 'create'),
  ]
  for (const { step, index } of inOrder) {
    const { kind, service } = groupOf(step, creates)
    const known = groups.find((group) => group.kind === kind && group.service === service)
    if (known === undefined) groups.push({ kind, service, indexes: [index] })
    else known.indexes.push(index)
  }
  return groups
}

function groupOf(step: PlanStep, creates: ReadonlySet<string>): Pick<Group, 'kind' | 'service'> {
  switch (step.kind) {
    case 'pull':
    case 'prepare':
      return { kind: step.kind, service: null }
    case 'lock':
    case 'record':
      return { kind: 'lock', service: null }
    case 'aliases':
    case 'switch-over':
    case 'drain':
      return { kind: 'switch-over', service: step.service }
    case 'create':
      return { kind: 'replace', service: step.service }
    case 'stop':
    case 'start':
      if (step.cause === 'nobody-uses-it') return { kind: 'switch-over', service: step.service }
      return { kind: creates.has(step.service) ? 'replace' : step.kind, service: step.service }
    case 'gate':
      return { kind: 'gate', service: step.service }
    case 'remove-old':
    case 'verify':
    case 'unlock':
      return { kind: 'finish', service: null }
  }
}

function progressOf(group: Group, deployment: Deployment): ShownStep {
  const all = group.indexes.map((index) => ({ step: deployment.plan.steps[index], at: deployment.steps[index] }))
  // Once made ahead, a new container waits until it is its service's turn.
  const others = all.filter(({ step, at }) => step?.kind !== 'create' || at?.state !== 'done')
  const parts = others.length > 0 ? others : all
  const started = parts.flatMap(({ at }) => at?.startedAtMs ?? [])
  const ended = parts.flatMap(({ at }) => at?.endedAtMs ?? [])
  const state = stateOf(parts.map(({ at }) => at?.state ?? 'waiting'))
  const running = parts.find(({ at }) => at?.state === 'running')?.step
  return {
    kind: group.kind,
    service: group.service,
    state,
    now: running?.kind ?? null,
    startedAtMs: started.length > 0 ? Math.min(...started) : null,
    endedAtMs: state !== 'running' && ended.length > 0 ? Math.max(...ended) : null,
  }
}

function stateOf(states: readonly StepState[]): StepState {
  const all = (state: StepState): boolean => states.every((one) => one === state)
  if (states.includes('failed')) return 'failed'
  if (states.includes('running')) return 'running'
  if (all('done')) return 'done'
  if (states.includes('given-up')) return 'given-up'
  if (states.includes('not-run')) return 'not-run'
  // Between two steps of a group: it has begun, and the next is about to.
  return states.includes('done') ? 'running' : 'waiting'
}

function putBackStep(deployment: Deployment): ShownStep | null {
  const result = deployment.result?.kind
  const shown = { kind: 'put-back', service: null, now: null, startedAtMs: null, endedAtMs: null } as const
  if (deployment.phase === 'putting-back') return { ...shown, state: 'running' }
  if (result === 'down') return { ...shown, state: 'failed' }
  return result === 'put-back' || result === 'cancelled' ? { ...shown, state: 'done' } : null
}

function unchangedStep(service: string): ShownStep {
  return { kind: 'unchanged', service, state: 'not-run', now: null, startedAtMs: null, endedAtMs: null }
}
