import { type ReactElement, useId } from 'react'
import { Button } from '../../components/button'
import { DialogTitle } from '../../components/dialog'
import { focusFirst } from '../../components/focus-first'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import { closeDialog, type SlotAddress } from '../../stores/navigation-store'
import { CloseButton } from '../deploy/close-button'
import { ErrorNote } from '../deploy/error-note'
import { useSlotPlace } from '../deploy/use-slot-place'
import { Popover } from '../reserve/popover'
import { HoldList } from './hold-list'
import { type Lift, useLift } from './use-lift'

/** Asks before what a rollback holds is lifted: all that is shown, and nothing that comes meanwhile unseen. */
export function LiftDialog({ hostId, slot }: SlotAddress): ReactElement {
  const { t } = useTranslation('hold')
  const place = useSlotPlace({ hostId, slot })
  const holds = place.view?.holds ?? []
  const lift = useLift({ hostId, slot }, holds)
  return (
    <Popover hostId={hostId} slot={slot}>
      <header>
        <DialogTitle>{t('title', { place: place.name })}</DialogTitle>
        <span className="grow" />
        <CloseButton />
      </header>
      <div className="body pbody">
        {lift.error !== null && <ErrorNote error={lift.error} />}
        {holds.length === 0 ? (
          <p role="status">{t('gone', { slot })}</p>
        ) : (
          <>
            <p>{t('lead', { slot })}</p>
            <HoldList holds={holds} />
            <p className="meta tx2">{t('after')}</p>
            <ReasonField lift={lift} />
          </>
        )}
      </div>
      <LiftFooter lift={lift} offBecause={holds.length === 0 ? t('gone', { slot }) : undefined} />
    </Popover>
  )
}

function ReasonField({ lift }: { readonly lift: Lift }): ReactElement {
  const { t } = useTranslation('hold')
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('reason')}</label>
      <div className="input">
        <input
          id={id}
          ref={focusFirst}
          value={lift.reason}
          maxLength={200}
          placeholder={t('reasonHint')}
          autoComplete="off"
          onChange={(event) => lift.setReason(event.currentTarget.value)}
        />
      </div>
      <span className="help">{t('reasonHelp')}</span>
    </div>
  )
}

function LiftFooter({
  lift,
  offBecause,
}: {
  readonly lift: Lift
  readonly offBecause: string | undefined
}): ReactElement {
  const { t } = useTranslation('hold')
  const off = lift.isLifting ? t('lifting') : offBecause
  const go = (): void => {
    if (off === undefined) lift.go()
  }
  useKeys({ 'Ctrl+Enter': go })
  return (
    <footer>
      <span className="grow" />
      <Button keyCap="Esc" onClick={closeDialog}>
        {t('cancel')}
      </Button>
      <Button kind="primary" keyCap={keyCapOf('Ctrl+Enter', platformOfDocument())} offBecause={off} onClick={go}>
        {t('go')}
      </Button>
    </footer>
  )
}
