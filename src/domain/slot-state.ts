import type { LockView, ServiceView, SlotState, SlotView } from './board'
import type { DerivedService } from './derive-service'
import { composeLabels } from './label-names'
import type { SlotActivity } from './slot-activity'

/** A slot's leading word and when it began. */
export type TimedSlotState = { readonly state: SlotState; readonly sinceMs: number | null }

/**
 * The strongest of what is done to the slot and what its services are in; the order is that of `slotStates`.
 * `previous` is the row as it was live a moment ago: a state that lasts keeps its beginning where Docker forgets it.
 */
export function slotState(
  services: readonly DerivedService[],
  activity: SlotActivity | null,
  lock: LockView | null,
  previous: SlotView | null,
  nowMs: number,
): TimedSlotState {
  if (activity !== null) {
    return { state: activity.puttingBack ? 'rolling-back' : 'deploying', sinceMs: activity.startedAtMs }
  }
  if (lock !== null) return { state: lock.alive ? 'locked' : 'interrupted', sinceMs: lock.sinceMs }
  return restingState(services, previous, nowMs)
}

function restingState(services: readonly DerivedService[], previous: SlotView | null, nowMs: number): TimedSlotState {
  const counting = withoutFinishedJobs(services)
  if (services.length === 0) return { state: 'empty', sinceMs: null }
  const words = counting.map((service) => ({ service, word: wordOf(service.view) }))
  const state = precedence.find((candidate) => words.some(({ word }) => word === candidate)) ?? 'stopped'
  const deciding = words.flatMap(({ service, word }) => (word === state ? [beginning(service)] : []))
  return { state, sinceMs: sinceOf(state, deciding, previous, nowMs) }
}

/** A row without what a deployment was doing to it; for rows of an earlier run, whose deployments are over. */
export function withoutActivity(slot: SlotView): SlotView {
  if (slot.activity === null) return slot
  const words = slot.services.map(wordOf)
  const state = precedence.find((candidate) => words.includes(candidate)) ?? 'empty'
  return { ...slot, activity: null, state, sinceMs: null }
}

const precedence = ['unhealthy', 'starting', 'stopped', 'running', 'healthy'] as const

/** What a service's state makes of its slot. A paused service, or one never started, serves as little as a stopped one. */
function wordOf(service: ServiceView): (typeof precedence)[number] {
  switch (service.state.kind) {
    case 'not-run':
      return service.state.error === '' ? 'stopped' : 'unhealthy'
    case 'paused':
      return 'stopped'
    case 'unhealthy':
    case 'starting':
    case 'stopped':
    case 'running':
    case 'healthy':
      return service.state.kind
  }
}

/**
 * Services that others wait for until they have *completed* (migrations) are meant to end: such a one does not make
 * its slot stopped. Compose writes its conditions into a label: `migrate:service_completed_successfully:false,…`.
 */
function withoutFinishedJobs(services: readonly DerivedService[]): readonly DerivedService[] {
  const jobs = new Set(services.flatMap(({ container }) => jobsIn(container.labels[composeLabels.dependsOn] ?? '')))
  return services.filter(({ view }) => {
    const finished = view.state.kind === 'stopped' && view.state.exitCode === 0
    return !(finished && jobs.has(view.name))
  })
}

function jobsIn(dependsOn: string): readonly string[] {
  const conditions = dependsOn.slice(0, 4_096).split(',')
  return conditions.flatMap((text) => {
    const [name = '', condition] = text.trim().split(':')
    return condition === 'service_completed_successfully' ? [name] : []
  })
}

/** When a service's state began as far as Docker tells, and a moment it surely did not begin before. */
type Beginning = { readonly sinceMs: number | null; readonly notBeforeMs: number }

function beginning({ view }: DerivedService): Beginning {
  const startedAtMs = view.startedAtMs ?? view.createdAtMs
  switch (view.state.kind) {
    case 'healthy':
      return { sinceMs: firstPassAfterFailure(view) ?? view.startedAtMs, notBeforeMs: startedAtMs }
    case 'running':
    case 'starting':
      return exactly(startedAtMs)
    case 'stopped':
      return exactly(view.finishedAtMs ?? view.createdAtMs)
    case 'not-run':
      return exactly(view.createdAtMs)
    case 'paused':
      return { sinceMs: null, notBeforeMs: startedAtMs }
    case 'unhealthy':
      return unhealthyBeginning(view, startedAtMs)
  }
}

function unhealthyBeginning(view: ServiceView, startedAtMs: number): Beginning {
  if (view.state.kind !== 'unhealthy') return exactly(startedAtMs)
  switch (view.state.reason.kind) {
    case 'check-failing':
      return { sinceMs: firstFailure(view, view.state.reason.failures), notBeforeMs: startedAtMs }
    case 'keeps-exiting':
      return { sinceMs: null, notBeforeMs: view.createdAtMs }
    case 'out-of-memory':
    case 'exited':
      return exactly(view.finishedAtMs ?? startedAtMs)
  }
}

function exactly(atMs: number): Beginning {
  return { sinceMs: atMs, notBeforeMs: atMs }
}

function firstPassAfterFailure(view: ServiceView): number | null {
  const failure = lastIndex(view, (exitCode) => exitCode !== 0)
  return failure === -1 ? null : (view.checks[failure + 1]?.endedAtMs ?? null)
}

/** Docker keeps five checks: the first of a longer row of failures is no longer among them. */
function firstFailure(view: ServiceView, failures: number): number | null {
  const pass = lastIndex(view, (exitCode) => exitCode === 0)
  return failures > view.checks.length ? null : (view.checks[pass + 1]?.endedAtMs ?? null)
}

function lastIndex(view: ServiceView, matches: (exitCode: number) => boolean): number {
  const fromEnd = [...view.checks].reverse().findIndex((check) => matches(check.exitCode))
  return fromEnd === -1 ? -1 : view.checks.length - 1 - fromEnd
}

function sinceOf(
  state: SlotState,
  deciding: readonly Beginning[],
  previous: SlotView | null,
  nowMs: number,
): number | null {
  // All have to be well for a slot to be well, so that began with the last of them; trouble begins with the first.
  const pick = state === 'healthy' || state === 'running' ? Math.max : Math.min
  const known = deciding.flatMap(({ sinceMs }) => (sinceMs === null ? [] : [sinceMs]))
  const fromFacts = known.length === deciding.length && known.length > 0 ? pick(...known) : null
  const notBeforeMs = pick(...deciding.map((service) => service.notBeforeMs))
  if (previous === null || previous.state !== state) return fromFacts ?? (previous === null ? null : nowMs)
  return previous.sinceMs !== null && previous.sinceMs >= notBeforeMs ? previous.sinceMs : fromFacts
}
