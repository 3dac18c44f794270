import type { CheckView, ServiceView } from '../../../src/domain/board'

/** How one health check went, as the strip draws it. `starting`: it failed while the service may still come up. */
export type CheckKind = 'passed' | 'failed' | 'timed-out' | 'starting'

/** See `CheckKind`. */
export function checkKind(check: CheckView, service: ServiceView): CheckKind {
  if (check.exitCode === 0) return 'passed'
  if (isStartingUp(check, service)) return 'starting'
  return check.exitCode === -1 ? 'timed-out' : 'failed'
}

function isStartingUp(check: CheckView, service: ServiceView): boolean {
  if (service.state.kind === 'starting') return true
  const { startedAtMs, startPeriodMs } = service
  const isInStartPeriod =
    startedAtMs !== null && startPeriodMs !== null && check.startedAtMs < startedAtMs + startPeriodMs
  const hasPassedBefore = service.checks.some((other) => other.exitCode === 0 && other.endedAtMs < check.startedAtMs)
  return isInStartPeriod && !hasPassedBefore
}

/** A check in the strips: which service, and which of its checks, oldest first. */
export type CheckPlace = { readonly service: string; readonly index: number }

/** The next failed or timed-out check after a place, service by service and round the end; null where none failed. */
export function nextFailedCheck(services: readonly ServiceView[], from: CheckPlace | null): CheckPlace | null {
  const all = services.flatMap((service) =>
    service.checks.map((check, index) => ({ service: service.name, index, kind: checkKind(check, service) })),
  )
  const start = all.findIndex((place) => place.service === from?.service && place.index === from.index) + 1
  const found = [...all.slice(start), ...all.slice(0, start)].find(
    ({ kind }) => kind === 'failed' || kind === 'timed-out',
  )
  return found === undefined ? null : { service: found.service, index: found.index }
}

/** The check a step before or after, service by service, stopping at the ends; from nowhere it is the newest of all. */
export function stepCheck(services: readonly ServiceView[], from: CheckPlace | null, step: 1 | -1): CheckPlace | null {
  const all = services.flatMap(({ name, checks }) => checks.map((_, index) => ({ service: name, index })))
  const place = all.findIndex((one) => one.service === from?.service && one.index === from.index)
  const next = place < 0 ? all.length - 1 : Math.max(0, Math.min(all.length - 1, place + step))
  return all[next] ?? null
}

/** What to show when nobody chose: the newest failed check, else the newest of the first service that has any. */
export function firstShownCheck(services: readonly ServiceView[]): CheckPlace | null {
  for (const service of services) {
    const index = service.checks.map((check) => check.exitCode !== 0).lastIndexOf(true)
    if (index >= 0) return { service: service.name, index }
  }
  const checked = services.find((service) => service.checks.length > 0)
  return checked === undefined ? null : { service: checked.name, index: checked.checks.length - 1 }
}
