import { compareNames } from './board-patch'
import type { OrderableService } from './deployable-slot'

/** A service's place: `after` names every service that comes before it because it needs it, near or far. */
export type OrderedService<Service extends OrderableService = OrderableService> = {
  readonly service: Service
  readonly after: readonly string[]
}

/**
 * The order in which services are started. Compose's `depends_on` decides where any service has one; else stores come
 * before back ends, those before anything unknown, that before admin, and front ends last; front ends wait for what
 * serves them, not for admin. A circle is broken at the name that comes first.
 */
export function serviceOrder<Service extends OrderableService>(
  services: readonly Service[],
): readonly OrderedService<Service>[] {
  const needs = services.some((service) => knownDependencies(service, services).length > 0)
    ? (service: Service) => knownDependencies(service, services)
    : (service: Service) =>
        services
          .filter((other) => rank(other.name) < rank(service.name) && rank(other.name) <= lastServing)
          .map((other) => other.name)
  const waiting = [...services].sort((a, b) => rank(a.name) - rank(b.name) || compareNames(a.name, b.name))
  const ordered: OrderedService<Service>[] = []
  while (waiting.length > 0) {
    const ready = waiting.find((service) => needs(service).every((name) => isIn(ordered, name)))
    const next = ready ?? [...waiting].sort((a, b) => compareNames(a.name, b.name))[0]
    if (next === undefined) break
    waiting.splice(waiting.indexOf(next), 1)
    ordered.push({ service: next, after: everythingBefore(needs(next), ordered) })
  }
  return ordered
}

/** The order in which services are stopped: what is needed stops after what needs it. */
export function stopOrder<Service extends OrderableService>(
  services: readonly Service[],
): readonly OrderedService<Service>[] {
  const started = serviceOrder(services)
  return [...started].reverse().map(({ service }) => ({
    service,
    after: started.filter(({ after }) => after.includes(service.name)).map((other) => other.service.name),
  }))
}

function everythingBefore(direct: readonly string[], ordered: readonly OrderedService[]): readonly string[] {
  const known = direct.filter((name) => isIn(ordered, name))
  const farther = known.flatMap((name) => ordered.find(({ service }) => service.name === name)?.after ?? [])
  return [...new Set([...known, ...farther])].sort(compareNames)
}

function isIn(ordered: readonly OrderedService[], name: string): boolean {
  return ordered.some(({ service }) => service.name === name)
}

function knownDependencies(service: OrderableService, services: readonly OrderableService[]): readonly string[] {
  return service.dependencies.flatMap(({ label }) => {
    const other = services.find((candidate) => candidate.label === label)
    return other === undefined || other === service ? [] : [other.name]
  })
}

const ranks: readonly (readonly [pattern: RegExp, rank: number])[] = [
  [/^(db|database|mysql|mariadb|postgres|postgresql|redis|mongo|mongodb|rabbitmq|kafka|elasticsearch|minio)$/, 0],
  [/^(api|backend|back|server|worker|queue|batch|scheduler)$/, 1],
  [/^(admin|backoffice)$/, 3],
  [/^(web|front|frontend|ui|client|www|nginx|proxy|gateway)$/, 4],
]

/** Nothing needs what comes after this rank: admin and front ends are for people. */
const lastServing = 2

/** By the last word of the name that says anything: `admin-web` is a front end, `web-api` a back end. */
function rank(name: string): number {
  for (const word of name
    .toLowerCase()
    .split(/[^a-z]+/)
    .reverse()) {
    const found = ranks.find(([pattern]) => pattern.test(word))
    if (found !== undefined) return found[1]
  }
  return 2
}

/**
 * The order in which people name the services of a slot: what they see first, then what is behind it, the store last.
 * Unknown names stand by name between admin and store.
 */
export function compareForReading(a: string, b: string): number {
  return readingPlace(a) - readingPlace(b) || compareNames(a, b)
}

/** Places of the ranks above: front end, back end, admin, anything unknown, store. */
const readingPlaces: readonly number[] = [4, 1, 3, 2, 0]

function readingPlace(name: string): number {
  return readingPlaces[rank(name)] ?? readingPlaces.length
}
