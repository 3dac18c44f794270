import type { ContainerObservation } from './container-observation'
import {
  containersByService,
  hasLostItsPolicy,
  type Intent,
  type InterruptedService,
  isOldGone,
  plannedInterruption,
  unplannedInterruption,
} from './interrupted-service'
import { berthLabels } from './label-names'
import { findSlot } from './slot-containers'
import { isLeftBehind } from './temporary-name'

/** The three ways on, from the one that changes most. */
export const interruptionChoices = ['resume', 'put-back', 'unlock'] as const
/** See `interruptionChoices`. */
export type InterruptionChoice = (typeof interruptionChoices)[number]

/**
 * Why a way on can't be gone. `finishing-begun`: an old container was removed already, all gates had passed;
 * `old-gone`: a container that is needed is not there any more, and nobody knows what it was made of.
 */
export const interruptionRefusals = ['no-intent', 'finishing-begun', 'old-gone', 'slot-changed', 'owner-alive'] as const
/** See `interruptionRefusals`. */
export type InterruptionRefusal = (typeof interruptionRefusals)[number]

/** A deployment that stopped in the middle: what was done, what users get, and which ways there are on. */
export type Interruption = {
  /** The deployment that was cut off; empty where nothing tells which. Its lock may be that of a later one. */
  readonly deploymentId: string
  /** What it was about to do; null where the ledger does not say. */
  readonly intent: Intent | null
  readonly services: readonly InterruptedService[]
  /** Null: possible. */
  readonly refusals: Readonly<Record<InterruptionChoice, InterruptionRefusal | null>>
  /** The way that risks least now. */
  readonly safest: InterruptionChoice
}

/** What an interruption is seen from. */
export type InterruptionSources = {
  readonly slot: string
  /** The host's containers, or the slot's alone. */
  readonly containers: readonly ContainerObservation[]
  /** The lock that is on the slot; null: none. */
  readonly lock: { readonly deploymentId: string; readonly isDead: boolean } | null
  /** The slot's deployment that has begun and not ended, as the ledger tells. */
  readonly intent: Intent | null
  /** Services whose old container can be made again, should somebody have taken it away. */
  readonly kept: ReadonlySet<string>
}

/**
 * The slot's interruption; null where there is none: no lock, and nothing that a deployment left. While the owner of the
 * lock lives, what is seen is the deployment under way, and every way on is refused.
 */
export function interruptionOf({
  slot,
  containers,
  lock,
  intent: open,
  kept,
}: InterruptionSources): Interruption | null {
  const found = findSlot(containers, slot)
  const byService = found === null ? new Map<string, never>() : containersByService(found, containers)
  const members = [...byService.values()].flat()
  if (lock === null && open === null && !members.some(isLeftBehind)) return null
  const deploymentId = cutOffDeployment(members, lock?.deploymentId ?? '', open)
  const intent = open?.deploymentId === deploymentId && open.plan !== null && open.operation !== null ? open : null
  const services =
    intent?.plan?.services.map((planned) => plannedInterruption(planned, byService.get(planned.name) ?? [], intent)) ??
    [...byService].map(([service, own]) => unplannedInterruption(service, own, deploymentId))
  if (lock === null && !members.some(isLeftBehind) && isThrough(services, intent)) return null
  const refusals =
    lock === null || lock.isDead
      ? {
          resume: resumeRefusal(services, intent, kept),
          'put-back': putBackRefusal(services, intent, kept),
          unlock: null,
        }
      : ({ resume: 'owner-alive', 'put-back': 'owner-alive', unlock: 'owner-alive' } as const)
  return { deploymentId, intent, services, refusals, safest: safestOf(refusals) }
}

/**
 * Which deployment was cut off. What containers say goes before what the lock says: a deployment that dies before it has
 * cleared up leaves its own lock over another's containers.
 */
function cutOffDeployment(members: readonly ContainerObservation[], ofLock: string, open: Intent | null): string {
  const left = members.filter(isLeftBehind).sort((a, b) => a.createdAtMs - b.createdAtMs)
  const ids = left.map(({ labels }) => labels[berthLabels.deployment] ?? '')
  for (const candidate of [ofLock, open?.deploymentId ?? '']) {
    if (candidate !== '' && (ids.length === 0 || ids.includes(candidate))) return candidate
  }
  return ids.at(-1) ?? ''
}

type Kept = InterruptionSources['kept']

/** The end of a deployment may not have come into the ledger; what came nowhere or all the way needs nobody's choice. */
function isThrough(services: readonly InterruptedService[], intent: Intent | null): boolean {
  if (services.some((service) => service.stage !== 'untouched' && hasLostItsPolicy(service, intent))) return false
  const stages = new Set(services.map(({ stage }) => stage).filter((stage) => stage !== 'untouched'))
  return stages.size <= 1 && !stages.has('lost') && (!stages.has('old-stopped') || intent?.operation?.kind === 'stop')
}

/** Going on needs what a new container is made of wherever there is none yet, and nobody else's hand in it. */
function resumeRefusal(
  services: readonly InterruptedService[],
  intent: Intent | null,
  kept: Kept,
): InterruptionRefusal | null {
  if (intent === null) return 'no-intent'
  const changed = services.filter(({ stage }) => stage !== 'untouched')
  const carried = (name: string): boolean =>
    intent.plan?.services.some((planned) => planned.name === name && planned.settings === 'carried') === true
  const unknown = changed.filter((one) => isOldGone(one) && one.fresh === null && !kept.has(one.service))
  if (unknown.some(({ service }) => carried(service))) return 'old-gone'
  return changed.some(({ isChanged }) => isChanged) ? 'slot-changed' : null
}

/** Going back takes the new containers away: every one of them must have its old one, or what that is made again of. */
function putBackRefusal(
  services: readonly InterruptedService[],
  intent: Intent | null,
  kept: Kept,
): InterruptionRefusal | null {
  const changed = services.filter(({ stage }) => stage !== 'untouched')
  const gone = changed.filter(isOldGone)
  // Nothing is removed before every new container serves: an old one that is gone earlier, somebody else took away.
  const isFinishing = gone.length > 0 && changed.every(({ serving }) => serving === 'new')
  if (isFinishing || changed.some(({ stage }) => stage === 'finished')) return 'finishing-begun'
  if (gone.some(({ service }) => intent === null || !kept.has(service))) return 'old-gone'
  if (intent !== null) return null
  if (changed.some(({ isChanged }) => isChanged)) return 'slot-changed'
  return changed.some(({ fresh }) => fresh !== null) ? null : 'no-intent'
}

function safestOf(refusals: Interruption['refusals']): InterruptionChoice {
  if (refusals['put-back'] === null) return 'put-back'
  return refusals.resume === null ? 'resume' : 'unlock'
}
