import { type ReactElement, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../../../src/domain/board'
import type { Deployment } from '../../../src/domain/deployment'
import { Button } from '../../components/button'
import { StateWord } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { useClock } from '../../format/clock'
import { formatMomentInFull, formatRunning } from '../../format/time'
import { useDeploymentsStore } from '../../stores/deployments-store'
import { openDialog } from '../../stores/navigation-store'

/** The deployments of this slot that this engine knows of, newest first. */
export function DeploymentList({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('slot')
  const all = useDeploymentsStore((state) => state.deployments)
  const { hostId, name } = slot
  const own = useMemo(
    () => [...all.values()].filter(({ plan }) => plan.hostId === hostId && plan.slot === name).reverse(),
    [all, hostId, name],
  )
  return (
    <section className="card clip">
      <div className="ch">
        <h2>{t('deployments', { slot: name })}</h2>
        <span className="meta tx3">{own.length === 0 ? t('noDeployments') : t('deploymentsNote')}</span>
      </div>
      {own.length > 0 && (
        <table className="tbl" aria-label={t('deployments', { slot: name })}>
          <thead>
            <tr>
              <th className="col-result">{t('result')}</th>
              <th>{t('what')}</th>
              <th className="col-by">{t('by')}</th>
              <th className="col-when">{t('when')}</th>
              <th className="col-num">{t('took')}</th>
              <th className="col-act">
                <span className="vh">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {own.map((deployment) => (
              <DeploymentRow key={deployment.id} deployment={deployment} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function DeploymentRow({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('slot')
  const { plan, startedAtMs, endedAtMs } = deployment
  const { operation } = plan
  const took = useClock((nowMs) => formatRunning((endedAtMs ?? nowMs) - startedAtMs))
  const face = faceOf(deployment)
  return (
    <tr className="tight">
      <td>
        <StateWord tone={face.tone} shape={face.shape} quiet={face.tone === 'ok'}>
          {t(face.text)}
        </StateWord>
      </td>
      <td className="ell">
        {operation.kind === 'deploy' ? <code>{operation.tag}</code> : t(operationWords[operation.kind])}
      </td>
      <td className="ell">{deployment.by}</td>
      <td className="nw tx2">
        <TimeText atMs={startedAtMs} format={formatMomentInFull} />
      </td>
      <td className="nw tx2">{took}</td>
      <td className="to-end">
        <Button size="s" onClick={() => openDialog({ kind: 'deployment', deploymentId: deployment.id })}>
          {t('open')}
        </Button>
      </td>
    </tr>
  )
}

const operationWords = { stop: 'whatStop', start: 'whatStart', restart: 'whatRestart' } as const

function faceOf({ result, plan }: Deployment) {
  switch (result?.kind) {
    case 'succeeded': {
      const text = plan.operation.kind === 'deploy' ? 'resultSucceeded' : 'resultDone'
      return { tone: 'ok', shape: 'ok', text } as const
    }
    case 'put-back':
      return { tone: 'bad', shape: 'fail', text: 'resultPutBack' } as const
    case 'down':
      return { tone: 'bad', shape: 'bad', text: 'resultDown' } as const
    case 'cancelled':
      return { tone: 'idle', shape: 'back', text: 'resultCancelled' } as const
    case 'refused':
      return { tone: 'warn', shape: 'lock', text: 'resultRefused' } as const
    case undefined:
      return { tone: 'busy', shape: 'deploy', text: 'resultRunning' } as const
  }
}
