import type { Deployment } from '../../../src/domain/deployment'

/** A deployment as text for a colleague or a ticket: what was tried, how it ended, and the raw output. In English, as logs are. */
export function deploymentReport(deployment: Deployment, hostName: string): string {
  const { plan, result, by } = deployment
  const { operation } = plan
  const lines = [
    `${operation.kind} ${operation.kind === 'deploy' ? `${operation.tag} ` : ''}on ${hostName}/${plan.slot}`,
    `by ${by}, ${new Date(deployment.startedAtMs).toISOString()}${endOf(deployment)}`,
    `result: ${result?.kind ?? 'under way'}`,
  ]
  if (result !== null && 'error' in result) lines.push(result.error.message, result.error.hint)
  plan.steps.forEach((step, index) => {
    const service = 'service' in step ? ` ${step.service}` : ''
    lines.push(`- ${step.kind}${service}: ${deployment.steps[index]?.state ?? 'waiting'}`)
  })
  if (result?.kind === 'put-back' || result?.kind === 'down') {
    lines.push('', 'failing check:', result.failingOutput, '', 'last lines:', result.log)
  }
  return lines.join('\n')
}

function endOf({ endedAtMs }: Deployment): string {
  return endedAtMs === null ? '' : ` to ${new Date(endedAtMs).toISOString()}`
}
