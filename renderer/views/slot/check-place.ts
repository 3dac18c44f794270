import type { ServiceHealthView } from '../../../src/contract/health-contract'
import { type HealthCheck, healthCheckSources } from '../../../src/domain/health-check'

/** A check in the strips, by what names it: it stays the same however often the strips are read again. */
export type CheckPlace = Pick<HealthCheck, 'containerId' | 'source' | 'startedAtMs'> & { readonly service: string }

/** A check with its service. */
export type PlacedCheck = HealthCheck & { readonly service: string }

/** All checks in the order of the strips: service by service, Docker's own before those over HTTP, oldest first. */
export function checksInOrder(services: readonly ServiceHealthView[]): readonly PlacedCheck[] {
  return services.flatMap(({ service, checks }) =>
    healthCheckSources.flatMap((source) =>
      checks.filter((check) => check.source === source).map((check) => ({ ...check, service })),
    ),
  )
}

/** The check at a place; null where it is not among them any more. */
export function findCheck(all: readonly PlacedCheck[], place: CheckPlace | null): PlacedCheck | null {
  return place === null ? null : (all.find((check) => isAt(check, place)) ?? null)
}

/** Whether a check stands at a place. */
export function isAt(check: PlacedCheck, place: CheckPlace): boolean {
  const { service, containerId, source, startedAtMs } = place
  const isOwn = check.service === service && check.containerId === containerId
  return isOwn && check.source === source && check.startedAtMs === startedAtMs
}

/** The next failed or timed-out check after a place, strip by strip and round the end; null where none failed. */
export function nextFailedCheck(all: readonly PlacedCheck[], from: CheckPlace | null): CheckPlace | null {
  const start = indexOf(all, from) + 1
  return [...all.slice(start), ...all.slice(0, start)].find(hasFailed) ?? null
}

/** The check a step before or after, strip by strip, stopping at the ends; from nowhere it is the newest of the last. */
export function stepCheck(all: readonly PlacedCheck[], from: CheckPlace | null, step: 1 | -1): CheckPlace | null {
  const place = indexOf(all, from)
  const next = place < 0 ? all.length - 1 : Math.max(0, Math.min(all.length - 1, place + step))
  return all[next] ?? null
}

/** What to show when nobody chose: the newest failed check, else the newest of the first strip that has any. */
export function firstShownCheck(all: readonly PlacedCheck[]): CheckPlace | null {
  const newestFailed = all.filter(hasFailed).reduce<PlacedCheck | null>(newer, null)
  const [first] = all
  if (newestFailed !== null || first === undefined) return newestFailed
  return all.filter(({ service, source }) => service === first.service && source === first.source).at(-1) ?? null
}

function newer(known: PlacedCheck | null, check: PlacedCheck): PlacedCheck {
  return known === null || check.startedAtMs >= known.startedAtMs ? check : known
}

function hasFailed({ kind }: PlacedCheck): boolean {
  return kind === 'failed' || kind === 'timed-out'
}

function indexOf(all: readonly PlacedCheck[], place: CheckPlace | null): number {
  return place === null ? -1 : all.findIndex((check) => isAt(check, place))
}
