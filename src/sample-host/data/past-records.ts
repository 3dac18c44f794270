import { errorData } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import type { Release } from '../../domain/ledger/release'
import { services as serviceNames } from './kickoffs'
import { pastDurationMs, pastPlan, pastSteps } from './past-plan'
import type { HostMemory } from './host-memory'
import { migrationOutput } from './programs'
import type { PastDeployment, SampleSlot } from './slots'

type Records = HostMemory['records']

/** Where and when a deployment of the past was made, and what it was about. */
export type PastEvent = {
  readonly hostId: string
  readonly slot: string
  readonly atMs: number
  readonly deployment: PastDeployment
  readonly tag: string
  readonly from: Release | null
  readonly to: Release
}

/** The beginning and the end of a deployment as Berth would have written them. */
export function deploymentRecords(event: PastEvent): Records {
  const { slot, atMs, deployment, tag, from, to } = event
  const plan = pastPlan({ hostId: event.hostId, slot, tag, from, to })
  const isPutBack = deployment.isPutBack === true
  const steps = [...pastSteps(plan, atMs, isPutBack ? 'api' : null)]
  const tookMs = pastDurationMs(steps, atMs) + (isPutBack ? 9_000 : 0)
  const common = { by: deployment.by, slot, deploymentId: to.releaseId }
  const changed = to.services.filter(({ service, imageId }) => imageId !== imageOfService(from, service))
  return [
    { atMs, draft: { ...begun(common, from), operation: plan.operation, reason: deployment.reason ?? '', plan } },
    {
      atMs: atMs + tookMs,
      draft: {
        kind: 'deployment-ended',
        ...common,
        result: isPutBack ? putBack(slot) : { kind: 'succeeded' },
        steps,
        startedAtMs: atMs,
        endedAtMs: atMs + tookMs,
        downtimeMs: Object.fromEntries(changed.map(({ service }) => [service, service === 'api' ? 6_900 : 3_100])),
        pulledBytes: changed.length * 41_000_000,
        release: isPutBack ? null : to,
      },
    },
  ]
}

type Common = { readonly by: string; readonly slot: string; readonly deploymentId: string }
type Begun = Extract<LedgerDraft, { readonly kind: 'deployment-begun' }>

function begun(common: Common, from: Release | null): Begun {
  const of = <Value>(value: Value): Record<string, Value> =>
    Object.fromEntries(serviceNames.map((name) => [name, value]))
  return {
    kind: 'deployment-begun',
    ...common,
    operation: null,
    reason: '',
    plan: null,
    settingsVersion: null,
    from,
    images: {},
    restartPolicies: of({ name: 'unless-stopped', maximumRetries: 0 }),
    wasRunning: of(true),
  }
}

function imageOfService(release: Release | null, service: string): string | null {
  return release?.services.find((one) => one.service === service)?.imageId ?? null
}

function putBack(slot: string): DeploymentResult {
  return {
    kind: 'put-back',
    error: errorData('gate-failed', { service: 'api', slot }),
    failingOutput: migrationOutput,
    log: "org.flywaydb.core.internal.command.DbMigrate$FlywayMigrateException: Script V42__gift_card.sql failed\nCaused by: java.sql.SQLSyntaxErrorException: Table 'shop.gift_card_ledger' doesn't exist",
  }
}

/** A person stopped the slot; nothing of its release changed. */
export function stopRecords(
  { slot, by, atMs }: { readonly slot: string; readonly by: string; readonly atMs: number },
  release: Release | null,
  deploymentId: string,
): Records {
  const common = { by, slot, deploymentId }
  return [
    { atMs, draft: { ...begun(common, release), operation: { kind: 'stop', services: null } } },
    {
      atMs: atMs + 2_400,
      draft: {
        kind: 'deployment-ended',
        ...common,
        result: { kind: 'succeeded' },
        steps: [],
        startedAtMs: atMs,
        endedAtMs: atMs + 2_400,
        downtimeMs: {},
        pulledBytes: 0,
        release: null,
      },
    },
  ]
}

/** Until the evening of the next Friday that is not over. */
export function reservationRecord(slot: SampleSlot, nowMs: number): Records {
  const { reserved, name } = slot
  if (reserved === undefined) return []
  const until = new Date(nowMs)
  until.setHours(18, 0, 0, 0)
  until.setDate(until.getDate() + ((5 - until.getDay() + 7) % 7))
  if (until.getTime() <= nowMs) until.setDate(until.getDate() + 7)
  const { by, forWhom, why, hoursAgo } = reserved
  const draft = {
    kind: 'reserved',
    by,
    slot: name,
    reservationId: `sample-${name}`,
    forWhom,
    why,
    untilMs: until.getTime(),
  } as const
  return [{ atMs: nowMs - hoursAgo * 3_600_000, draft }]
}
