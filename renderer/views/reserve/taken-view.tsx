import { type ReactElement, type ReactNode, useId, useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Reservation } from '../../../src/domain/reservation'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { DialogTitle } from '../../components/dialog'
import { useClock } from '../../format/clock'
import { formatMomentInFull, formatUpcoming, formatUptime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import { closeDialog } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'
import { offerUndo } from '../../stores/undo-store'
import { CloseButton } from '../deploy/close-button'
import { ErrorNote } from '../deploy/error-note'
import type { SlotPlace } from '../deploy/use-slot-place'

type TakenViewProps = {
  readonly hostId: string
  readonly slot: string
  readonly place: SlotPlace
  readonly reservation: Reservation
  /** Whether the person here made it, or it was made for them. */
  readonly isOwn: boolean
  readonly onChange: () => void
}

/** Who has the slot, and what can be done about it. */
export function TakenView(props: TakenViewProps): ReactElement {
  const { slot, place, reservation, isOwn, onChange } = props
  const { t } = useTranslation('reserve')
  const [way, setWay] = useState<Way>(isOwn ? 'change' : 'overrule')
  const ending = useEnding(props)
  const go = way === 'end' ? ending.end : onChange
  useKeys({ 'Ctrl+Enter': go })
  return (
    <>
      <header>
        <DialogTitle>{t(isOwn ? 'titleOwn' : 'titleTaken', { place: place.name })}</DialogTitle>
        {!isOwn && <span className="meta tx2">{t('bySomeone')}</span>}
        <span className="grow" />
        <CloseButton />
      </header>
      <div className="body pbody">
        {ending.error !== null && <ErrorNote error={ending.error} />}
        <Facts reservation={reservation} />
        <Ways slot={slot} isOwn={isOwn} way={way} onChoose={setWay} />
        {!isOwn && <p className="meta tx2">{t('deployAnyway', { slot })}</p>}
      </div>
      <footer>
        <span className="meta tx3 ell note">{!isOwn && t('onlyOwner', { names: ownersOf(reservation) })}</span>
        <span className="grow" />
        <Button keyCap="Esc" onClick={closeDialog}>
          {t('cancel')}
        </Button>
        <Button
          kind="primary"
          keyCap={keyCapOf('Ctrl+Enter', platformOfDocument())}
          offBecause={ending.isEnding ? t('saving') : undefined}
          onClick={go}
        >
          {t(goTexts[way])}
        </Button>
      </footer>
    </>
  )
}

type Way = 'change' | 'end' | 'overrule'

const goTexts = { change: 'goChange', end: 'goEnd', overrule: 'goOverrule' } as const
const wayTexts = { change: 'changeText', end: 'endText', overrule: 'overruleText' } as const

function ownersOf({ by, forWhom }: Reservation): string {
  return forWhom === '' || forWhom === by ? by : `${by}, ${forWhom}`
}

function useEnding({ hostId, slot, reservation }: TakenViewProps) {
  const client = useClient()
  const by = useSettingsStore((state) => state.settings.personName)
  const [isEnding, setEnding] = useState(false)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const end = (): void => {
    if (isEnding) return
    setEnding(true)
    setError(null)
    const { reservationId, untilMs, why, forWhom } = reservation
    client
      .request('unreserve-slot', { hostId, slot, reservationId, by })
      .then(() => {
        closeDialog()
        // What was recorded stays: the way back is another reservation.
        offerUndo({ word: 'reservationEnded', names: { slot } }, () =>
          client.request('reserve-slot', { hostId, slot, untilMs, why, forWhom, by, over: null }),
        )
      })
      .catch((thrown: unknown) => setError(toErrorData(thrown)))
      .finally(() => setEnding(false))
  }
  return { isEnding, error, end }
}

function Facts({ reservation }: { readonly reservation: Reservation }): ReactElement {
  const { t } = useTranslation('reserve')
  const language = useLanguage()
  const { by, forWhom, why, sinceMs, untilMs } = reservation
  const until = useClock((nowMs) => formatUpcoming(untilMs, nowMs, language))
  const left = useClock((nowMs) => t('left', { time: formatUptime(untilMs - nowMs, language) }))
  const made = useClock((nowMs) => t('made', { when: formatMomentInFull(sinceMs, nowMs, language), by }))
  return (
    <dl className="kv facts">
      <Fact name={t('factFor')}>
        <b>{forWhom === '' || forWhom === by ? by : `${forWhom} · ${by}`}</b>
      </Fact>
      <Fact name={t('factUntil')}>
        <b>{until}</b>, {left}
      </Fact>
      <Fact name={t('factPurpose')}>{why === '' ? t('noPurpose') : why}</Fact>
      <Fact name={t('factMade')}>{made}</Fact>
      <Fact name={t('factAfter')}>{t('after', { time: until })}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type WaysProps = {
  readonly slot: string
  readonly isOwn: boolean
  readonly way: Way
  readonly onChoose: (way: Way) => void
}

function Ways({ slot, isOwn, way, onChoose }: WaysProps): ReactElement {
  const { t } = useTranslation('reserve')
  const labelId = useId()
  const ways: readonly Way[] = isOwn ? ['change', 'end'] : ['overrule']
  return (
    <div className="field">
      <span className="lab" id={labelId}>
        {t('need')}
      </span>
      <div className="choices" role="radiogroup" aria-labelledby={labelId}>
        {ways.map((one) => (
          <label key={one}>
            <input
              type="radio"
              className="vh"
              name={labelId}
              checked={one === way}
              ref={one === way ? focusOnce : undefined}
              onChange={() => onChoose(one)}
            />
            <span className={one === way ? 'radio on' : 'radio'} />
            <b>{t(one)}</b>
            <p>{t(wayTexts[one], { slot })}</p>
          </label>
        ))}
      </div>
    </div>
  )
}

/** The first choice has the focus when the dialog opens; later ones get it from the keys. */
function focusOnce(element: HTMLInputElement | null): void {
  if (element !== null && element.closest('[role="radiogroup"]')?.contains(document.activeElement) === false) {
    element.focus()
  }
}
