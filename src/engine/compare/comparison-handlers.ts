import type { PlanComparison } from '../../contract/plan-comparison'
import type { PlanRequest } from '../deployments'
import type { PlannedOperation } from '../deploy/plan-operation'
import type { KickoffReader } from '../../domain/kickoff'
import type { RequestHandlers } from '../request-router'
import { compareDeployment, type PastParts } from './compare-deployment'
import { comparePlan, type CompareParts } from './compare-plan'

/** What comparing needs of the rest of the engine. */
export type ComparisonParts = Pick<CompareParts, 'repositories' | 'clock'> & {
  readonly hostAccess: PastParts['hostAccess']
  readonly ledger: PastParts['ledger']
  readonly readKickoff: (hostId: string) => KickoffReader
  /** Plans, or takes the plan of a moment ago. */
  readonly planned: (request: PlanRequest, signal: AbortSignal) => Promise<PlannedOperation>
  readonly personName: (asked: string) => string
  /** Told before a comparison that names a page is answered. */
  readonly tellPages: (pages: readonly string[]) => void
}

/** So many pages may be opened at a time: those of the last comparisons. */
const mostPages = 64

/** The requests about comparisons, carried out. Remembers the pages that were named last. */
export function comparisonHandlers(
  parts: ComparisonParts,
): Pick<RequestHandlers, 'compare-operation' | 'compare-deployment'> {
  const { hostAccess, repositories, clock, planned, personName, tellPages } = parts
  let pages: readonly string[] = []
  const tell = (comparison: PlanComparison): PlanComparison => {
    const named = comparison.services.flatMap((service) => service.comparePage ?? [])
    if (named.some((page) => !pages.includes(page))) {
      pages = [...new Set([...pages, ...named])].slice(-mostPages)
      tellPages(pages)
    }
    return comparison
  }
  return {
    'compare-deployment': async ({ hostId, deploymentId }, signal) =>
      tell(await compareDeployment(parts, hostId, deploymentId, signal)),
    'compare-operation': async ({ by, ...request }, signal) => {
      const found = await planned({ ...request, by: personName(by) }, signal)
      const readKickoff = parts.readKickoff(request.hostId)
      const client = hostAccess.client(request.hostId)
      return tell(await comparePlan({ client, repositories, readKickoff, clock }, found, signal))
    },
  }
}
