import type { ReactElement } from 'react'
import type { PlanWarning } from '../../../src/domain/plan'
import { CheckBox } from '../../components/check-box'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { PlanRun } from './use-run-plan'

type HeldWarningProps = { readonly warning: Extract<PlanWarning, { kind: 'held' }>; readonly run: PlanRun }

/** The slot was rolled back from what is to be deployed: to be ticked, as whoever rolled back had a reason. */
export function HeldWarning({ warning, run }: HeldWarningProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { by, held, sinceMs } = warning
  const when = useClock((nowMs) => formatMomentInFull(sinceMs, nowMs, language))
  const { isLifting, setLifting } = run
  const agree = t('heldAgree')
  return (
    <li>
      <span className="st st-warn">
        <StateShape name="warn" />
      </span>
      <b className="wrap">{t('heldTitle', { by, tag: held })}</b>
      <span className="meta tx2">{t('mustConfirm')}</span>
      <p>{t('heldText', { when })}</p>
      <CheckBox checked={isLifting} label={agree} onToggle={() => setLifting(!isLifting)}>
        <span>{agree}</span>
      </CheckBox>
    </li>
  )
}
