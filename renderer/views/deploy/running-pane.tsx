import type { ReactElement } from 'react'
import type { Deployment } from '../../../src/domain/deployment'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { openView } from '../../stores/navigation-store'
import { LogPeek } from '../logs/log-peek'
import { summarizePlan } from './plan-view'
import { GateCard } from './gate-card'
import { NotChecked } from './not-checked'

/** What is waited for, and what the container in question writes. */
export function RunningPane({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('deploy')
  const { hostId, slot } = deployment.plan
  const service = serviceAtWork(deployment)
  return (
    <div className="runr">
      <NotChecked deployment={deployment} />
      {deployment.gate !== null && <GateCard gate={deployment.gate} />}
      {service !== null && (
        <section className="card peek-card">
          <div className="ch">
            <h2>{t('liveLog', { service })}</h2>
            <span className="r">
              <Button
                size="s"
                icon="open"
                onClick={() => openView({ kind: 'logs', target: { hostId, slot, services: [service], sinceMs: null } })}
              >
                {t('openLogs')}
              </Button>
            </span>
          </div>
          <LogPeek key={service} hostId={hostId} slot={slot} service={service} />
        </section>
      )}
    </div>
  )
}

/** The service whose log matters now: the gate's, else that of the step that runs, else the first to be changed. */
function serviceAtWork({ gate, plan, steps }: Deployment): string | null {
  if (gate !== null) return gate.service
  const running = plan.steps.find((step, index) => steps[index]?.state === 'running' && step.kind !== 'pull')
  if (running !== undefined && 'service' in running) return running.service
  return summarizePlan(plan).touched[0] ?? null
}
