import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../../src/domain/deployment'
import type { PlanStep } from '../../../src/domain/plan'
import { errorData } from '../../../src/domain/berth-error'
import { sampleDeployment, samplePlan } from '../../../src/testing/sample-deployment'
import { cancelConsequence } from './cancel-consequence'
import { shownSteps } from './deployment-steps'

const stepIndex = (kind: string, service: string): number =>
  samplePlan.steps.findIndex((step) => step.kind === kind && 'service' in step && step.service === service)
/** Where a step stands whose plan makes all new containers first. */
const ahead = ({ kind }: PlanStep): number => ['pull', 'lock', 'record', 'create'].indexOf(kind) + 1 || 9
const told = (deployment: Deployment): string[] =>
  shownSteps(deployment).map((step) => [step.kind, step.service ?? '', step.state].filter(Boolean).join(' '))

describe('the steps of a deployment', () => {
  it('gather what a person sees as one, in order', () => {
    expect(told(sampleDeployment(stepIndex('stop', 'api')))).toEqual([
      'pull done',
      'lock done',
      'replace api running',
      'gate api waiting',
      'replace web waiting',
      'gate web waiting',
      'finish waiting',
      'unchanged admin not-run',
    ])
  })

  it('name the part of a step that runs, and count time from where a service’s turn came', () => {
    const deployment = sampleDeployment(stepIndex('stop', 'api'))
    const replace = shownSteps(deployment)[2]
    expect(replace).toMatchObject({
      now: 'stop',
      startedAtMs: deployment.startedAtMs + stepIndex('stop', 'api') * 1_000,
      endedAtMs: null,
    })
  })

  it('let a service wait whose new container is made ahead', () => {
    const plan = { ...samplePlan, steps: [...samplePlan.steps].sort((a, b) => ahead(a) - ahead(b)) }
    const stopsApi = plan.steps.findIndex(({ kind }) => kind === 'stop')
    const { steps, ...deployment } = sampleDeployment(stopsApi)
    expect(told({ ...deployment, plan, steps })).toEqual(told(sampleDeployment(stepIndex('stop', 'api'))))
  })

  it('count a step between two of its parts as running', () => {
    const deployment = sampleDeployment(1)
    const steps = deployment.steps.map((step, index) =>
      index === 1 ? { state: 'waiting' as const, startedAtMs: null, endedAtMs: null } : step,
    )
    expect(told({ ...deployment, steps })[0]).toBe('pull running')
  })

  it('end with what Berth put back, also when it could not', () => {
    const failed = sampleDeployment(stepIndex('gate', 'api'))
    const steps = failed.steps.map((step) =>
      step.state === 'running'
        ? { ...step, state: 'failed' as const, endedAtMs: 1 }
        : step.state === 'waiting'
          ? { ...step, state: 'not-run' as const }
          : step,
    )
    const error = errorData('gate-failed', { service: 'api' })
    const putBack = { kind: 'put-back', error, failingOutput: '', log: '' } as const
    const down = { ...putBack, kind: 'down' as const, services: ['api'] }
    expect(told({ ...failed, steps, phase: 'putting-back' })).toContain('put-back running')
    expect(told({ ...failed, steps, phase: 'ended', result: putBack })).toContain('put-back done')
    expect(told({ ...failed, steps, phase: 'ended', result: down })).toContain('put-back failed')
    expect(told({ ...failed, steps, phase: 'ended', result: putBack })).toContain('gate api failed')
    expect(told({ ...failed, steps, phase: 'ended', result: putBack })).toContain('replace web not-run')
  })
})

describe('what a cancel would do', () => {
  it('changes nothing before the first container was stopped', () => {
    expect(cancelConsequence(sampleDeployment(0))).toEqual({ kind: 'none-changed' })
    expect(cancelConsequence(sampleDeployment(stepIndex('create', 'api')))).toEqual({ kind: 'none-changed' })
  })

  it('names the services that get their old containers back', () => {
    expect(cancelConsequence(sampleDeployment(stepIndex('stop', 'api')))).toEqual({
      kind: 'put-back',
      services: ['api'],
    })
    const later = sampleDeployment(stepIndex('start', 'web'), { switched: ['api'] })
    expect(cancelConsequence(later)).toEqual({ kind: 'put-back', services: ['api', 'web'] })
  })

  it('has nothing more to promise once the deployment is on its way back', () => {
    expect(cancelConsequence(sampleDeployment(5, { phase: 'putting-back' }))).toEqual({ kind: 'under-way' })
  })
})
