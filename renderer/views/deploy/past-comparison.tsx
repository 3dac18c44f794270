import type { ReactElement } from 'react'
import type { Plan } from '../../../src/domain/plan'
import { ComparisonCard } from './comparison-card'
import { usePastComparison } from './use-comparison'

type PastComparisonProps = { readonly hostId: string; readonly deploymentId: string; readonly plan: Plan | null }

/** What a deployment that is over came from and went to. */
export function PastComparison({ hostId, deploymentId, plan }: PastComparisonProps): ReactElement | null {
  return <ComparisonCard state={usePastComparison(hostId, deploymentId, plan)} />
}
