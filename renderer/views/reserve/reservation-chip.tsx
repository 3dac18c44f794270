import type { ReactElement } from 'react'
import type { Reservation } from '../../../src/domain/reservation'
import { Icon } from '../../components/icon'
import { useClock } from '../../format/clock'
import { formatUpcoming } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type ReservationChipProps = { readonly reservation: Pick<Reservation, 'by' | 'forWhom' | 'why' | 'untilMs'> }

/** A reservation in one line: for whom, who made it, until when and why. */
export function ReservationChip({ reservation }: ReservationChipProps): ReactElement {
  const { head, rest } = useReservationWords(reservation)
  return (
    <span className="chip res" title={[head, ...rest].join(' · ')}>
      <Icon name="cal" />
      <span className="ell">
        <b>{head}</b>
        {rest.map((part) => ` · ${part}`)}
      </span>
    </span>
  )
}

/** Who has it first, then the rest of what there is to say. */
export function useReservationWords(reservation: ReservationChipProps['reservation']): {
  readonly head: string
  readonly rest: readonly string[]
} {
  const { t } = useTranslation('reserve')
  const language = useLanguage()
  const { by, forWhom, why, untilMs } = reservation
  const until = useClock((nowMs) => t('until', { time: formatUpcoming(untilMs, nowMs, language) }))
  const hasOther = forWhom !== '' && forWhom !== by
  return {
    head: hasOther ? forWhom : by,
    rest: [hasOther ? by : '', until, why].filter((part) => part !== ''),
  }
}
