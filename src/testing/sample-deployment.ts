import type { Deployment, StepProgress } from '../domain/deployment'
import type { Plan, PlannedImage, PlannedService, PlanStep } from '../domain/plan'

/** An image as a plan names it. */
export function sampleImage(tag: string, revision: string, version: string): PlannedImage {
  return { reference: `registry.example.com/shop/api:${tag}`, tag, revision, version, identity: `sha256:${revision}` }
}

const checkoutRetry = sampleImage('kickoff-240517-checkout-retry', '4be1c07', '1.3.11')
const dashboard = sampleImage('kickoff-240510-dashboard', '9f3c2ab', '1.3.10')

const replaced = (name: string, downtimeMs: number, after: string[]): PlannedService => ({
  name,
  containerId: `${name}-old`,
  containerName: `shop-dev1-${name}-1`,
  change: { kind: 'replace', from: checkoutRetry, to: dashboard, source: 'registry', cause: 'image-changes' },
  settings: 'carried',
  strategy: { kind: 'recreate', color: null, instead: null },
  after,
  downtimeMs,
  downtimeIsMeasured: false,
})

const switchSteps = (service: string, gate: Extract<PlanStep, { kind: 'gate' }>['gate']): PlanStep[] => [
  { kind: 'create', service, cause: 'image-changes' },
  { kind: 'stop', service, cause: 'makes-room-for-new' },
  { kind: 'start', service, cause: 'replaces-old' },
  { kind: 'gate', service, gate, cause: 'must-serve-before-next' },
]

const pull = (service: string): PlanStep => ({
  kind: 'pull',
  service,
  reference: `registry.example.com/shop/${service}:kickoff-240510-dashboard`,
  cause: 'image-changes',
})

/** A switch of dev1 from checkout-retry to dashboard: api and web are replaced, admin has no image of that tag. */
export const samplePlan: Plan = {
  hostId: 'seoul-1',
  slot: 'dev1',
  operation: { kind: 'deploy', tag: 'kickoff-240510-dashboard', services: null, recreate: 'changed' },
  services: [
    replaced('api', 40_000, []),
    replaced('web', 4_000, ['api']),
    {
      name: 'admin',
      containerId: 'admin-old',
      containerName: 'shop-dev1-admin-1',
      change: {
        kind: 'no-image',
        image: checkoutRetry,
        wanted: 'registry.example.com/shop/admin:kickoff-240510-dashboard',
      },
      settings: 'carried',
      strategy: { kind: 'recreate', color: null, instead: null },
      after: [],
      downtimeMs: 0,
      downtimeIsMeasured: false,
    },
  ],
  steps: [
    pull('api'),
    pull('web'),
    { kind: 'lock', cause: 'one-deployment-a-slot' },
    { kind: 'record', cause: 'way-back' },
    ...switchSteps('api', { kind: 'health', timeoutMs: 90_000 }),
    ...switchSteps('web', { kind: 'running', forMs: 15_000 }),
    { kind: 'remove-old', service: 'api', cause: 'all-gates-passed' },
    { kind: 'remove-old', service: 'web', cause: 'all-gates-passed' },
    { kind: 'verify', service: 'api', cause: 'image-must-be-the-planned-one' },
    { kind: 'verify', service: 'web', cause: 'image-must-be-the-planned-one' },
    { kind: 'unlock', cause: 'done' },
  ],
  warnings: [
    { kind: 'no-image', service: 'admin', wanted: 'registry.example.com/shop/admin:kickoff-240510-dashboard' },
    { kind: 'mixed-branches', tags: ['kickoff-240510-dashboard', 'kickoff-240517-checkout-retry'] },
    { kind: 'no-health-check', service: 'web', forMs: 15_000 },
    { kind: 'older-version', from: '1.3.11', to: '1.3.10' },
  ],
  fingerprint: 'f1',
}

/** The progress of a plan's steps up to one that runs, a second each from `startedAtMs` on; the rest wait. */
export function sampleProgress(plan: Plan, runningIndex: number, startedAtMs: number): StepProgress[] {
  return plan.steps.map((_, index) => {
    const began = startedAtMs + index * 1_000
    if (index < runningIndex) return { state: 'done', startedAtMs: began, endedAtMs: began + 1_000 }
    if (index === runningIndex) return { state: 'running', startedAtMs: began, endedAtMs: null }
    return { state: 'waiting', startedAtMs: null, endedAtMs: null }
  })
}

/** A deployment of `samplePlan` that waits for its step `runningIndex`. */
export function sampleDeployment(runningIndex: number, changes: Partial<Deployment> = {}): Deployment {
  const startedAtMs = 1_717_900_000_000
  return {
    id: 'd-1',
    by: '정유진',
    plan: samplePlan,
    phase: 'running',
    startedAtMs,
    endedAtMs: null,
    steps: sampleProgress(samplePlan, runningIndex, startedAtMs),
    pulls: [],
    gate: null,
    notChecked: [],
    switched: [],
    result: null,
    ...changes,
  }
}
