import type { DerivedService } from './derive-service'
import type { Kickoff } from './kickoff'

/** What a slot as a whole runs; see the fields of the same names in `slotViewSchema`. */
export type SlotRelease = {
  readonly kickoff: Kickoff | null
  readonly tag: string | null
  readonly version: string | null
  readonly revision: string | null
  readonly mixed: boolean
}

/**
 * What most of a slot's services run. Only the services of the product count: a database's `postgres:16` is neither
 * a branch nor a mixture of branches.
 */
export function slotRelease(services: readonly DerivedService[]): SlotRelease {
  const product = productServices(services)
  const tag = mostCommon(product, (service) => service.image.tag)
  const running = newestFirst(product.filter((service) => service.image.tag === tag))
  return {
    kickoff: running.find((service) => service.image.kickoff !== null)?.image.kickoff ?? null,
    tag,
    version: running.find((service) => service.image.version !== null)?.image.version ?? null,
    revision: running.find((service) => service.image.revision !== null)?.image.revision ?? null,
    mixed: product.some((service) => service.image.tag !== tag),
  }
}

/** What tells where a service's image is built, and which of several is newest. */
type BuiltService = {
  readonly image: Pick<DerivedService['image'], 'reference' | 'kickoff'>
  readonly container: Pick<DerivedService['container'], 'createdAtMs'>
}

/**
 * The services whose images are built together: those beside each other in the registry (`registry/shop/web`,
 * `registry/shop/api`). The place with most kickoffs is the product's, then the one with most services.
 */
export function productServices<Service extends BuiltService>(services: readonly Service[]): readonly Service[] {
  const withKickoff = services.filter((service) => service.image.kickoff !== null)
  const place = mostCommon(withKickoff.length > 0 ? withKickoff : services, placeOf)
  return services.filter((service) => placeOf(service) === place)
}

function placeOf(service: Pick<BuiltService, 'image'>): string {
  const reference = service.image.reference
  if (reference === null) return ''
  return `${reference.registry} ${reference.repository.slice(0, Math.max(0, reference.repository.lastIndexOf('/')))}`
}

/** The value most services have; ties go to the service that was created last. */
function mostCommon<Value, Service extends Pick<BuiltService, 'container'>>(
  services: readonly Service[],
  valueOf: (service: Service) => Value,
): Value | null {
  let best: { readonly value: Value; readonly count: number } | null = null
  for (const service of newestFirst(services)) {
    const value = valueOf(service)
    const count = services.filter((other) => valueOf(other) === value).length
    if (best === null || count > best.count) best = { value, count }
  }
  return best?.value ?? null
}

function newestFirst<Service extends Pick<BuiltService, 'container'>>(
  services: readonly Service[],
): readonly Service[] {
  return [...services].sort((a, b) => b.container.createdAtMs - a.container.createdAtMs)
}
