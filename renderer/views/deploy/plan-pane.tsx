import { type ReactElement, type ReactNode, useState } from 'react'
import type { PlanComparison } from '../../../src/contract/plan-comparison'
import { describedPlan } from '../../../src/domain/described-plan'
import type { Plan } from '../../../src/domain/plan'
import { scrollable } from '../../components/scrollable'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatDuration } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { versionText } from '../board/service-look'
import { ErrorNote } from './error-note'
import { PlanTable } from './plan-table'
import { imageAfter, summarizePlan } from './plan-view'
import { PlanWarnings } from './plan-warnings'
import type { PlanState } from './use-plan'
import type { PlanRun } from './use-run-plan'
import { WarningNote } from './warning-note'

type PlanPaneProps = {
  readonly hostName: string
  readonly slot: string
  readonly state: PlanState
  readonly run: PlanRun
  readonly onReplan: () => void
  readonly onToggle?: (service: string) => void
  readonly nothingAction?: ReactNode
  /** What was learnt of the new images; null: nothing (yet). */
  readonly comparison?: PlanComparison | null
  /** What else changes, between the services and the warnings. */
  readonly children?: ReactNode
}

/** The plan in its place: asked for, there, or why there is none. */
export function PlanPane(props: PlanPaneProps): ReactElement {
  const { hostName, slot, state, run, onReplan } = props
  const { t } = useTranslation('deploy')
  return (
    <section className="plan" aria-label={t('plan')} aria-busy={state.kind === 'planning'} {...scrollable}>
      <div className="flex">
        <h2>
          {t('whatChanges')}{' '}
          <span className="slot-id">
            {hostName}
            <span className="sep">/</span>
            {slot}
          </span>
        </h2>
        <span className="grow" />
        {state.kind === 'ready' && <VersionChange plan={state.plan} />}
      </div>
      <div role="status">
        {run.isOutdated && state.kind === 'ready' && <WarningNote>{t('newPlan', { slot })}</WarningNote>}
        {state.kind === 'none' && <p className="tx2">{t('choose')}</p>}
        {state.kind === 'planning' && <Planning />}
      </div>
      {run.error !== null && <ErrorNote error={run.error} />}
      {state.kind === 'failed' && <ErrorNote error={state.error} onRetry={onReplan} />}
      {state.kind === 'ready' && <ReadyPlan {...props} plan={state.plan} />}
    </section>
  )
}

function ReadyPlan(props: PlanPaneProps & { readonly plan: Plan }): ReactElement {
  const { plan, run, onToggle, nothingAction, comparison = null, children } = props
  const { t } = useTranslation('deploy')
  return (
    <>
      <PlanTable
        plan={describedPlan(plan, comparison?.services ?? [])}
        {...(onToggle === undefined ? {} : { onToggle })}
      />
      {children}
      {hasNotes(plan) && (
        <>
          <h2>{t(beforeTexts[plan.operation.kind])}</h2>
          <PlanWarnings plan={plan} run={run} nothingAction={nothingAction} />
        </>
      )}
    </>
  )
}

const beforeTexts = {
  deploy: 'before',
  rollback: 'beforeRollback',
  stop: 'beforeOther',
  start: 'beforeOther',
  restart: 'beforeOther',
  repair: 'beforeOther',
} as const

function hasNotes(plan: Plan): boolean {
  return plan.warnings.length > 0 || plan.services.some((service) => imageAfter(service) !== null)
}

function VersionChange({ plan }: { readonly plan: Plan }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const { version } = summarizePlan(plan)
  if (version === null) return null
  return (
    <span className="meta tx2 nw">
      {t('platform')} <span className="ver">{versionText(version.from)}</span> →{' '}
      <span className="ver to">{versionText(version.to)}</span>{' '}
      {version.older && <span className="chip">{t('older')}</span>}
    </span>
  )
}

function Planning(): ReactElement {
  const [sinceMs] = useState(() => Date.now())
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const text = useClock((nowMs) => {
    const elapsedMs = nowMs - sinceMs
    return elapsedMs < 2_000 ? t('planning') : t('planningSince', { time: formatDuration(elapsedMs, language) })
  })
  return (
    <p className="plan-wait tx2">
      <span className="st st-idle">
        <StateShape name="wait" />
      </span>
      {text}
    </p>
  )
}
