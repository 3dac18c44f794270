import { type ReactElement, useId } from 'react'
import type { PlanWarning } from '../../../src/domain/plan'
import { CheckBox } from '../../components/check-box'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatUpcoming } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { PlanRun } from './use-run-plan'

type ReservedWarningProps = { readonly warning: Extract<PlanWarning, { kind: 'reserved' }>; readonly run: PlanRun }

/** Somebody else has the slot: the one warning that has to be ticked, with a reason that everybody can read later. */
export function ReservedWarning({ warning, run }: ReservedWarningProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { by, forWhom, why, untilMs } = warning
  const time = useClock((nowMs) => formatUpcoming(untilMs, nowMs, language))
  const { consent, setConsent } = run
  const agree = t('reservedAgree', { by })
  return (
    <li>
      <span className="st st-warn">
        <StateShape name="warn" />
      </span>
      <b className="wrap">{t('reserved', { who: forWhom === '' ? by : forWhom, time })}</b>
      <span className="meta tx2">{t('mustConfirm')}</span>
      <p>{why === '' ? t('reservedBy', { by }) : t('reservedText', { by, why })}</p>
      <CheckBox
        checked={consent.ticked}
        label={agree}
        onToggle={() => setConsent({ ...consent, ticked: !consent.ticked })}
      >
        <span>{agree}</span>
      </CheckBox>
      {consent.ticked && <ReasonField run={run} />}
    </li>
  )
}

function ReasonField({ run }: { readonly run: PlanRun }): ReactElement {
  const { t } = useTranslation('deploy')
  const id = useId()
  const { consent, setConsent } = run
  return (
    <div className="field note-field">
      <label htmlFor={id}>{t('reservedReason')}</label>
      <div className="input">
        <input
          id={id}
          value={consent.reason}
          maxLength={200}
          required
          autoComplete="off"
          onChange={(event) => setConsent({ ...consent, reason: event.currentTarget.value })}
        />
      </div>
    </div>
  )
}
