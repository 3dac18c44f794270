import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { openDialog } from '../../stores/navigation-store'
import { useReservationWords } from './reservation-chip'

type ReservationCardProps = {
  readonly slot: SlotView
  /** Whether the host lets anything be changed; else only who has it is told. */
  readonly canChange: boolean
  readonly offBecause: string | undefined
}

/** Who has a slot, on its page. */
export function ReservationCard({ slot, canChange, offBecause }: ReservationCardProps): ReactElement {
  const { t } = useTranslation('reserve')
  const { hostId, name, reservation } = slot
  return (
    <section className="card" aria-label={t('card')}>
      <div className="ch">
        <h3>{t('card')}</h3>
        <span className="r" />
        {canChange && (
          <Button
            size="s"
            keyCap="V"
            offBecause={offBecause}
            onClick={() => openDialog({ kind: 'reserve', hostId, slot: name })}
          >
            {reservation === null ? t('open') : t('openTaken')}
          </Button>
        )}
      </div>
      <p className="cb meta tx2">{reservation === null ? t('none') : <ReservationWords reservation={reservation} />}</p>
    </section>
  )
}

function ReservationWords({
  reservation,
}: {
  readonly reservation: NonNullable<SlotView['reservation']>
}): ReactElement {
  const { head, rest } = useReservationWords(reservation)
  return (
    <>
      <b>{head}</b>
      {rest.map((part) => ` · ${part}`)}
    </>
  )
}
