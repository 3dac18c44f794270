import { type ReactElement, useId } from 'react'
import { Button } from '../../components/button'
import { DialogTitle } from '../../components/dialog'
import { focusFirst } from '../../components/focus-first'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatUpcoming } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import { closeDialog } from '../../stores/navigation-store'
import { slotLook } from '../board/slot-look'
import { CloseButton } from '../deploy/close-button'
import { ErrorNote } from '../deploy/error-note'
import type { SlotPlace } from '../deploy/use-slot-place'
import { ReservationChip } from './reservation-chip'
import { UntilChoice } from './until-choice'
import { type ReserveForm as Form, type ReservePurpose, useReserveForm } from './use-reserve-form'
import { forWhomOf, WhomChoice } from './whom-choice'

type ReserveFormProps = {
  readonly hostId: string
  readonly slot: string
  readonly place: SlotPlace
  readonly person: string
  readonly purpose: ReservePurpose
  /** Back to what was asked before; without it the form closes. */
  readonly onBack: (() => void) | null
}

const titles = { new: 'title', change: 'titleChange', overrule: 'titleOverrule' } as const
const purposeLimit = 40

/** Until when, why and for whom, with what others will see of it. */
export function ReserveForm({ hostId, slot, place, person, purpose, onBack }: ReserveFormProps): ReactElement {
  const { t } = useTranslation('reserve')
  const form = useReserveForm({ hostId, slot }, purpose)
  const whyId = useId()
  return (
    <>
      <header>
        <DialogTitle>{t(titles[purpose.kind], { place: place.name })}</DialogTitle>
        <span className="meta tx2 ell">
          {place.view === undefined ? t('gone') : (place.view.kickoff?.summary ?? place.view.tag ?? '')}{' '}
          <code>{place.view?.revision?.slice(0, 7)}</code>
        </span>
        <span className="grow" />
        <CloseButton />
      </header>
      <div className="body pbody">
        {form.error !== null && <ErrorNote error={form.error} />}
        {purpose.kind === 'overrule' && <ReasonField form={form} />}
        <UntilChoice presets={form.presets} choice={form.until} onChoose={form.setUntil} />
        <div className="field">
          <label htmlFor={whyId}>{t('purpose')}</label>
          <div className="input">
            <input
              id={whyId}
              {...(purpose.kind === 'overrule' ? {} : { ref: focusFirst })}
              value={form.why}
              maxLength={purposeLimit}
              placeholder={t('purposeHint')}
              autoComplete="off"
              onChange={(event) => form.setWhy(event.currentTarget.value)}
            />
            <span className="meta tx3 nw">{t('length', { length: form.why.length, limit: purposeLimit })}</span>
          </div>
        </div>
        <WhomChoice choice={form.whom} onChoose={form.setWhom} />
        <Preview slot={slot} place={place} person={person} form={form} />
      </div>
      <FormFooter slot={slot} form={form} purpose={purpose} onBack={onBack} />
    </>
  )
}

function ReasonField({ form }: { readonly form: Form }): ReactElement {
  const { t } = useTranslation('reserve')
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('reason')}</label>
      <div className="input">
        <input
          id={id}
          ref={focusFirst}
          value={form.reason}
          maxLength={300}
          required
          autoComplete="off"
          onChange={(event) => form.setReason(event.currentTarget.value)}
        />
      </div>
      <span className="help">{t('reasonHelp')}</span>
    </div>
  )
}

type PreviewProps = Pick<ReserveFormProps, 'slot' | 'place' | 'person'> & { readonly form: Form }

function Preview({ slot, place, person, form }: PreviewProps): ReactElement {
  const { t } = useTranslation('reserve')
  const look = place.view === undefined ? null : slotLook(place.view)
  const { untilMs } = form.until
  return (
    <div className="seen">
      <span className="lab">{t('seen')}</span>
      <div className="sv">
        <div className="flex">
          {look !== null && <StateWord tone={look.tone} shape={look.shape} />}
          <b className="sv-slot">{slot}</b>
          {untilMs !== null && (
            <ReservationChip
              reservation={{ by: person, forWhom: forWhomOf(form.whom), why: form.why.trim(), untilMs }}
            />
          )}
        </div>
        <p>{t('seenText')}</p>
      </div>
    </div>
  )
}

type FormFooterProps = Pick<ReserveFormProps, 'slot' | 'purpose' | 'onBack'> & { readonly form: Form }

function FormFooter({ slot, form, purpose, onBack }: FormFooterProps): ReactElement {
  const { t } = useTranslation('reserve')
  const language = useLanguage()
  const { untilMs } = form.until
  const time = useClock((nowMs) => (untilMs === null ? '' : formatUpcoming(untilMs, nowMs, language)))
  useKeys({ 'Ctrl+Enter': form.save })
  const whyNot = (): string | undefined => {
    if (form.isSaving) return t('saving')
    if (form.missing === null) return undefined
    return t(form.missing === 'time' ? 'needsTime' : 'needsReason')
  }
  const label = purpose.kind === 'overrule' ? t('overruleUntil', { time }) : t('reserveUntil', { slot, time })
  return (
    <footer>
      <span className="meta tx2 ell note">
        {purpose.kind === 'new' ? (
          <StateWord tone="ok" shape="ok" quiet>
            {t('free')}
          </StateWord>
        ) : (
          t('replaces', { by: purpose.present.by })
        )}
      </span>
      <span className="grow" />
      <Button {...(onBack === null ? { keyCap: 'Esc' } : {})} onClick={onBack ?? closeDialog}>
        {t(onBack === null ? 'cancel' : 'back')}
      </Button>
      <Button
        kind="primary"
        keyCap={keyCapOf('Ctrl+Enter', platformOfDocument())}
        offBecause={whyNot()}
        onClick={form.save}
      >
        {form.isSaving ? t('saving') : label}
      </Button>
    </footer>
  )
}
