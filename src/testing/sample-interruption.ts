import type { ContainerObservation } from '../domain/container-observation'
import { berthLabels } from '../domain/label-names'
import type { Intent } from '../domain/interrupted-service'
import type { PlannedChange, PlannedService } from '../domain/plan'
import { temporaryName } from '../domain/temporary-name'
import { sampleContainer } from './sample-observation'

const image = (service: string, tag: string): Extract<PlannedChange, { kind: 'replace' }>['to'] => ({
  reference: `registry.example.com/shop/${service}:${tag}`,
  tag,
  revision: null,
  version: null,
  identity: `${service}-${tag}`,
})

/** A service of `dev1` whose container `sampleContainer` is to be replaced, or what else is to happen to it. */
export function sampleReplacement(
  service: string,
  change: { readonly kind: 'replace' | 'stop' | 'start' | 'restart' } = { kind: 'replace' },
  changes: Partial<PlannedService> = {},
): PlannedService {
  const from = image(service, 'kickoff-240510-dashboard')
  return {
    name: service,
    containerId: `dev1-${service}`,
    containerName: `dev1-${service}-1`,
    change:
      change.kind === 'replace'
        ? {
            kind: 'replace',
            from,
            to: image(service, 'kickoff-240603-search'),
            source: 'registry',
            cause: 'image-changes',
          }
        : { kind: change.kind, image: from },
    settings: 'carried',
    strategy: { kind: 'recreate', color: null, instead: null },
    after: [],
    downtimeMs: null,
    downtimeIsMeasured: false,
    ...changes,
  }
}

/** What the ledger says of deployment `d1` on `dev1`, begun by 박서준 when all of its services ran. */
export function sampleIntent(services: readonly PlannedService[], changes: Partial<Intent> = {}): Intent {
  const operation = {
    kind: 'deploy',
    tag: 'kickoff-240603-search',
    services: null,
    recreate: 'changed',
  } as const
  return {
    format: 1,
    kind: 'deployment-begun',
    recordId: 'r1',
    atMs: 10_000,
    by: '박서준',
    slot: 'dev1',
    deploymentId: 'd1',
    operation,
    reason: '',
    plan: {
      hostId: 'h1',
      slot: 'dev1',
      operation: changes.operation ?? operation,
      services: [...services],
      steps: [],
      warnings: [],
      fingerprint: 'f1',
    },
    settingsVersion: null,
    from: null,
    images: Object.fromEntries(services.map(({ name }) => [name, `sha256:${name}-new`])),
    restartPolicies: Object.fromEntries(services.map(({ name }) => [name, { name: 'always', maximumRetries: 0 }])),
    wasRunning: Object.fromEntries(services.map(({ name }) => [name, true])),
    ...changes,
  }
}

/** A container that a deployment of `dev1` made and has not finished with: never started unless the changes say so. */
export function sampleLeftover(
  service: string,
  changes: Partial<ContainerObservation> = {},
  deploymentId = 'd1',
): ContainerObservation {
  return sampleContainer({
    service,
    id: `dev1-${service}-new`,
    name: temporaryName(`dev1-${service}-1`, deploymentId),
    imageId: `sha256:${service}-new`,
    status: 'created',
    createdAtMs: 15_000,
    startedAtMs: null,
    labels: { [berthLabels.deployment]: deploymentId },
    ...changes,
  })
}
