import type { PlanRequest } from '../deployments'
import type { PlannedOperation } from '../deploy/plan-operation'
import type { HostAccess } from '../host-access'
import type { KickoffReader } from '../../domain/kickoff'
import type { RequestHandlers } from '../request-router'
import { comparePlan, type CompareParts } from './compare-plan'

/** What comparing needs of the rest of the engine. */
export type ComparisonParts = Pick<CompareParts, 'repositories' | 'clock'> & {
  readonly hostAccess: Pick<HostAccess, 'client'>
  readonly readKickoff: (hostId: string) => KickoffReader
  /** Plans, or takes the plan of a moment ago. */
  readonly planned: (request: PlanRequest, signal: AbortSignal) => Promise<PlannedOperation>
  readonly personName: (asked: string) => string
  /** Told before a comparison that names a page is answered. */
  readonly tellPages: (pages: readonly string[]) => void
}

/** So many pages may be opened at a time: those of the last comparisons. */
const mostPages = 64

/** The request about comparisons, carried out. Remembers the pages that were named last. */
export function comparisonHandlers(parts: ComparisonParts): Pick<RequestHandlers, 'compare-operation'> {
  const { hostAccess, repositories, clock, planned, personName, tellPages } = parts
  let pages: readonly string[] = []
  return {
    'compare-operation': async ({ by, ...request }, signal) => {
      const found = await planned({ ...request, by: personName(by) }, signal)
      const readKickoff = parts.readKickoff(request.hostId)
      const client = hostAccess.client(request.hostId)
      const comparison = await comparePlan({ client, repositories, readKickoff, clock }, found, signal)
      const named = comparison.services.flatMap((service) => service.comparePage ?? [])
      if (named.some((page) => !pages.includes(page))) {
        pages = [...new Set([...pages, ...named])].slice(-mostPages)
        tellPages(pages)
      }
      return comparison
    },
  }
}
