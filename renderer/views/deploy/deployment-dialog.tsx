import { type ReactElement, useEffect, useState } from 'react'
import type { Deployment } from '../../../src/domain/deployment'
import { Button } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatClock, formatRunning } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { useDeploymentsStore } from '../../stores/deployments-store'
import { closeDialog } from '../../stores/navigation-store'
import { CloseButton } from './close-button'
import { EndedFooter, RunningFooter } from './deployment-footer'
import { deploymentTitle } from './deployment-title'
import { ResultPane } from './result-pane'
import { RunningPane } from './running-pane'
import { StepList } from './step-list'
import { rollbackTarget } from './plan-view'
import { useReleaseName } from './use-release-name'
import { useSlotPlace } from './use-slot-place'

/** A deployment that runs or has ended. */
export function DeploymentDialog({ deploymentId }: { readonly deploymentId: string }): ReactElement {
  const deployment = useDeploymentsStore((state) => state.deployments.get(deploymentId))
  return deployment === undefined ? <UnknownDeployment /> : <KnownDeployment deployment={deployment} />
}

function KnownDeployment({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { hostName } = useSlotPlace(deployment.plan)
  const { result } = deployment
  return (
    <Dialog size="mid" onClose={closeDialog} closesOutside={false}>
      <DeploymentHeader deployment={deployment} />
      <div className={result === null ? 'body run-body' : 'body end-body'}>
        <StepList deployment={deployment} />
        {result === null ? (
          <RunningPane deployment={deployment} />
        ) : (
          <ResultPane deployment={deployment} result={result} hostName={hostName} />
        )}
      </div>
      {result === null ? (
        <RunningFooter deployment={deployment} />
      ) : (
        <EndedFooter deployment={deployment} hostName={hostName} />
      )}
    </Dialog>
  )
}

function DeploymentHeader({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('deploy')
  const { plan, result } = deployment
  const place = useSlotPlace(plan)
  const tag = plan.operation.kind === 'deploy' ? plan.operation.tag : null
  const name = useReleaseName(tag)
  const what = plan.operation.kind === 'rollback' ? rollbackTarget(plan) : name
  const { tone, shape, text } = deploymentTitle(deployment)
  const title = t(text, { what, place: place.name, slot: plan.slot })
  const isBad = result?.kind === 'put-back' || result?.kind === 'down'
  return (
    <header>
      <span className={`hs st-${tone}`}>
        <StateShape name={shape} className="st" />
      </span>
      <DialogTitle>{title}</DialogTitle>
      <span className="meta tx2 slot-now">
        {tag !== null && <code className="ell">{tag}</code>}
        {tag !== null && '·'} <Elapsed deployment={deployment} />
      </span>
      <span className="vh" role={isBad ? 'alert' : 'status'}>
        {title}
      </span>
      <span className="grow" />
      <CloseButton />
    </header>
  )
}

function Elapsed({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('deploy')
  const { startedAtMs, endedAtMs } = deployment
  const text = useClock((nowMs) => {
    if (endedAtMs === null) return t('soFar', { time: formatRunning(nowMs - startedAtMs) })
    return t('endedAt', { at: formatClock(endedAtMs, true), time: formatRunning(endedAtMs - startedAtMs) })
  })
  return <span className="nw">{text}</span>
}

const waitForWordMs = 5_000

/** The deployment has an id but no word of it has come: it comes in a moment, or the engine has forgotten it. */
function UnknownDeployment(): ReactElement {
  const { t } = useTranslation('deploy')
  const [isGone, setGone] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setGone(true), waitForWordMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Dialog size="small" onClose={closeDialog}>
      <header>
        <DialogTitle>{isGone ? t('gone') : t('waitForWord')}</DialogTitle>
        <span className="grow" />
        <CloseButton />
      </header>
      <div className="body">
        <p className="blist-note">{isGone ? t('goneText') : ''}</p>
      </div>
      <footer>
        <p />
        <Button size="l" kind="primary" keyCap="Esc" onClick={closeDialog}>
          {t('close')}
        </Button>
      </footer>
    </Dialog>
  )
}
