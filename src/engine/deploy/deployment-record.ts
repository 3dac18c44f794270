import { BerthError, type BerthErrorData } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { Deployment, DeploymentResult, GateProgress, LayerProgress, StepProgress } from '../../domain/deployment'
import type { Plan, PlanStep } from '../../domain/plan'
import type { ServiceActivity, SlotActivity } from '../../domain/slot-activity'
import type { Clock } from '../ports'
import { firstActivities, pullActivity } from './service-activities'

/** A deployment while it goes on: every change of it is one call here, and `current` is always whole. */
export type DeploymentRecord = {
  readonly current: () => Deployment
  readonly activity: () => SlotActivity
  /** Runs the work as the plan's step: running, then done, failed, or given up for another's failure or a cancel. A step that the plan does not have is run all the same. */
  readonly step: <Result>(
    kind: PlanStep['kind'],
    service: string | null,
    work: () => Promise<Result>,
  ) => Promise<Result>
  readonly setPhase: (phase: Deployment['phase']) => void
  readonly setActivity: (service: string, activity: ServiceActivity) => void
  readonly setLayers: (service: string, reference: string, layers: readonly LayerProgress[]) => void
  readonly endPull: (service: string) => void
  /** Null where the gate of the service is over. */
  readonly setGate: (service: string, gate: GateProgress | null) => void
  /** See `Deployment.notChecked`. */
  readonly tellNotChecked: (reason: BerthErrorData) => void
  readonly setSwitched: (services: readonly string[]) => void
  readonly end: (result: DeploymentResult) => void
}

export type RecordParts = {
  readonly id: string
  readonly by: string
  readonly plan: Plan
  readonly clock: Pick<Clock, 'nowMs'>
  readonly onChange: () => void
}

const waitingStep: StepProgress = { state: 'waiting', startedAtMs: null, endedAtMs: null }

/** A deployment that has just begun. */
export function createDeploymentRecord({ id, by, plan, clock, onChange }: RecordParts): DeploymentRecord {
  let deployment = justBegun(id, by, plan, clock.nowMs())
  const services = new Map(firstActivities(plan))
  const gates = new Map<string, GateProgress>()
  let firstFailure: unknown = null
  const change = (changes: Partial<Deployment>): void => {
    deployment = { ...deployment, ...changes }
    onChange()
  }
  const setStep = (index: number, progress: Partial<StepProgress>): void =>
    change({ steps: deployment.steps.map((step, at) => (at === index ? { ...step, ...progress } : step)) })
  const setActivity = (service: string, activity: ServiceActivity): void => {
    services.set(service, activity)
    onChange()
  }

  return {
    current: () => deployment,
    activity: () => slotActivity(deployment, services),
    step: async (kind, service, work) => {
      const index = plan.steps.findIndex((step) => step.kind === kind && serviceOf(step) === service)
      setStep(index, { state: 'running', startedAtMs: clock.nowMs() })
      try {
        const result = await work()
        setStep(index, { state: 'done', endedAtMs: clock.nowMs() })
        return result
      } catch (error) {
        // What goes on beside a step that fails is ended by that very error.
        const isOwn = !(error === firstFailure || (error instanceof BerthError && error.code === 'cancelled'))
        firstFailure ??= error
        setStep(index, { state: isOwn ? 'failed' : 'given-up', endedAtMs: clock.nowMs() })
        throw error
      }
    },
    setPhase: (phase) => change({ phase }),
    setActivity,
    ...pulling(() => deployment, change, setActivity, clock),
    setGate: (service, gate) => {
      if (gate === null) gates.delete(service)
      else gates.set(service, gate)
      change({ gate: gates.values().next().value ?? null })
    },
    tellNotChecked: (reason) => change({ notChecked: [...deployment.notChecked, reason] }),
    setSwitched: (switched) => change({ switched: [...switched] }),
    end: (result) => {
      const steps = deployment.steps.map((step): StepProgress => {
        if (step.state === 'running') return { ...step, state: 'failed', endedAtMs: clock.nowMs() }
        return step.state === 'waiting' ? { ...step, state: 'not-run' } : step
      })
      change({ steps, gate: null, phase: 'ended', endedAtMs: clock.nowMs(), result })
    },
  }
}

function justBegun(id: string, by: string, plan: Plan, startedAtMs: number): Deployment {
  return {
    id,
    by: displayText(by, 64),
    plan,
    phase: 'running',
    startedAtMs,
    endedAtMs: null,
    steps: plan.steps.map(() => waitingStep),
    pulls: [],
    gate: null,
    notChecked: [],
    switched: [],
    result: null,
  }
}

function pulling(
  current: () => Deployment,
  change: (changes: Partial<Deployment>) => void,
  setActivity: DeploymentRecord['setActivity'],
  clock: Pick<Clock, 'nowMs'>,
): Pick<DeploymentRecord, 'setLayers' | 'endPull'> {
  return {
    setLayers: (service, reference, layers) => {
      const known = current().pulls.find((pull) => pull.service === service)
      const pull = { service, reference, layers: [...layers], startedAtMs: known?.startedAtMs ?? clock.nowMs() }
      const others = current().pulls.filter((other) => other.service !== service)
      change({ pulls: [...others, { ...pull, endedAtMs: null }] })
      setActivity(service, pullActivity(layers))
    },
    endPull: (service) => {
      const endedAtMs = clock.nowMs()
      change({ pulls: current().pulls.map((pull) => (pull.service === service ? { ...pull, endedAtMs } : pull)) })
      setActivity(service, { kind: 'pulled' })
    },
  }
}

function serviceOf(step: PlanStep): string | null {
  return 'service' in step ? step.service : null
}

function slotActivity(deployment: Deployment, services: ReadonlyMap<string, ServiceActivity>): SlotActivity {
  const { plan, steps } = deployment
  return {
    deploymentId: deployment.id,
    operation: plan.operation.kind,
    puttingBack: deployment.phase === 'putting-back' || deployment.phase === 'cancelling',
    progress: steps.length === 0 ? 1 : steps.filter(({ state }) => state === 'done').length / steps.length,
    by: deployment.by,
    startedAtMs: deployment.startedAtMs,
    tag: plan.operation.kind === 'deploy' ? plan.operation.tag : null,
    services: Object.fromEntries(services),
  }
}
