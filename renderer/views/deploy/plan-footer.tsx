import type { ReactElement } from 'react'
import type { Plan } from '../../../src/domain/plan'
import { Button } from '../../components/button'
import { focusFirst } from '../../components/focus-first'
import { FilledText, gapMark } from '../../components/filled-text'
import { formatList } from '../../format/list'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import { closeDialog } from '../../stores/navigation-store'
import { summarizePlan } from './plan-view'
import type { PlanState } from './use-plan'
import type { PlanRun } from './use-run-plan'

type PlanFooterProps = {
  readonly state: PlanState
  readonly run: PlanRun
  readonly label: string
  readonly focusesCancel?: boolean
}

/** What the plan comes to, and the two ways out: leave it, or carry it out. */
export function PlanFooter({ state, run, label, focusesCancel = false }: PlanFooterProps): ReactElement {
  const { t } = useTranslation('deploy')
  const platform = platformOfDocument()
  const plan = state.kind === 'ready' ? state.plan : null
  const touches = plan !== null && summarizePlan(plan).touched.length > 0
  const whyNot = (): string | undefined => {
    if (run.isStarting) return t('deployGoing')
    if (state.kind === 'none') return t('nothingChosen')
    if (state.kind === 'planning') return t('waitForPlan')
    if (state.kind === 'failed') return t('planFailed')
    if (!touches) return t('nothing')
    return run.missing === null ? undefined : t(missingTexts[run.missing])
  }
  const go = (): void => {
    if (plan !== null && touches && whyNot() === undefined) run.run(plan)
  }
  useKeys({ 'Ctrl+Enter': go })
  return (
    <footer>
      <p>{plan !== null && <Summary plan={plan} />}</p>
      <Button {...(focusesCancel ? { ref: focusFirst } : {})} size="l" keyCap="Esc" onClick={closeDialog}>
        {t('cancel')}
      </Button>
      <Button size="l" kind="primary" keyCap={keyCapOf('Ctrl+Enter', platform)} offBecause={whyNot()} onClick={go}>
        {run.isStarting ? t('deployGoing') : label}
      </Button>
    </footer>
  )
}

const missingTexts = { tick: 'needsTick', reason: 'needsReason', lift: 'needsLift' } as const

const sentences = {
  deploy: 'replaces',
  rollback: 'replaces',
  stop: 'stops',
  start: 'starts',
  restart: 'restarts',
  repair: 'repairs',
} as const

function Summary({ plan }: { readonly plan: Plan }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { touched } = summarizePlan(plan)
  if (touched.length === 0) return <>{t('nothing')}</>
  const createsAll = plan.services.every(({ change }) => change.kind === 'create')
  return (
    <FilledText text={t(createsAll ? 'creates' : sentences[plan.operation.kind], { services: gapMark })}>
      <b>{formatList(touched, language)}</b>
    </FilledText>
  )
}
