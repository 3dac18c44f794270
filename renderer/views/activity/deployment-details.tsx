import type { ReactElement } from 'react'
import type { HistoryDetails, HistoryEntry } from '../../../src/contract/history'
import { describeError } from '../../../src/domain/berth-error'
import { Button } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { formatList } from '../../format/list'
import { formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useDeploymentsStore } from '../../stores/deployments-store'
import { openDialog } from '../../stores/navigation-store'
import { deploymentReport } from '../deploy/deployment-report'
import { ErrorNote } from '../deploy/error-note'
import { PastComparison } from '../deploy/past-comparison'
import { StepList } from '../deploy/step-list'
import { asDeployment } from './as-deployment'
import { EntryActions } from './entry-actions'
import { FailingOutput } from './failing-output'
import { LastLogs } from './last-logs'
import { outcomeText } from './outcome-text'
import { useEntryDetails } from './use-entry-details'

type DeploymentDetailsProps = {
  readonly entry: HistoryEntry
  readonly deploymentId: string
  readonly hostName: string
}

/** A deployment unfolded: its steps, how it ended, the output that failed, the last lines that were kept. */
export function DeploymentDetails({ entry, deploymentId, hostName }: DeploymentDetailsProps): ReactElement {
  const { t } = useTranslation('activity')
  const { details, error, retry } = useEntryDetails(entry, deploymentId)
  if (error !== null) return <ErrorNote error={error} onRetry={retry} />
  if (details === null) {
    return (
      <p className="tx2 adet-wait" role="status">
        {t('detailsLoading')}
      </p>
    )
  }
  const deployment = asDeployment(details)
  return (
    <div className="adet-two">
      <div className="asteps">
        {deployment === null ? <p className="tx2">{t('noPlan')}</p> : <StepList deployment={deployment} />}
      </div>
      <div className="ao">
        <Outcome details={details} />
        {details.result !== null && (
          <PastComparison hostId={entry.hostId} deploymentId={deploymentId} plan={details.plan} />
        )}
        <FailingOutput result={details.result} atMs={entry.atMs} />
        <EntryActions entry={entry}>
          <ProgressButton deploymentId={deploymentId} />
          {deployment !== null && <CopyButton label={t('copyReport')} text={deploymentReport(deployment, hostName)} />}
        </EntryActions>
        <LastLogs hostId={entry.hostId} deploymentId={deploymentId} services={details.logs} />
      </div>
    </div>
  )
}

/** While this engine carries it out, the dialog that can cancel it is one press away. */
function ProgressButton({ deploymentId }: { readonly deploymentId: string }): ReactElement | null {
  const { t } = useTranslation('activity')
  const runs = useDeploymentsStore(({ deployments }) => {
    const own = deployments.get(deploymentId)
    return own !== undefined && own.phase !== 'ended'
  })
  if (!runs) return null
  return (
    <Button size="s" onClick={() => openDialog({ kind: 'deployment', deploymentId })}>
      {t('openProgress')}
    </Button>
  )
}

function Outcome({ details }: { readonly details: HistoryDetails }): ReactElement {
  const { t } = useTranslation('activity')
  const language = useLanguage()
  const { event } = details.entry
  const error = event.kind === 'deployment' && event.error !== null ? describeError(event.error, language) : null
  const downtimes = Object.entries(details.downtimesMs)
    .filter(([, ms]) => ms > 0)
    .map(([service, ms]) => t('downtimeOf', { service, time: formatStepTime(ms, language) }))
  return (
    <div className="outcome">
      <p>
        <b>{outcomeText(details.entry, t)}</b> {error !== null && <span className="tx2">{error.message}</span>}
      </p>
      {error !== null && <p className="meta tx2">{error.hint}</p>}
      {event.kind === 'deployment' && event.reason !== '' && (
        <p className="meta tx2">
          {t('reason')}: {event.reason}
        </p>
      )}
      {downtimes.length > 0 && (
        <p className="meta tx2">
          {t('downtime')}: {formatList(downtimes, language)}
        </p>
      )}
    </div>
  )
}
