import { type ReactElement, useState } from 'react'
import type { SlotAddress } from '../../stores/navigation-store'
import { isOwnReservation } from '../../../src/domain/reservation'
import { useSlotPlace } from '../deploy/use-slot-place'
import { Popover } from './popover'
import { ReserveForm } from './reserve-form'
import { TakenView } from './taken-view'
import { usePerson } from './use-person'

/** Reserving a slot; where somebody has it, who that is and what can be done. */
export function ReserveDialog({ hostId, slot }: SlotAddress): ReactElement {
  const place = useSlotPlace({ hostId, slot })
  const person = usePerson()
  // Which reservation is to give way: another one that comes meanwhile is looked at first.
  const [leaving, setLeaving] = useState<string | null>(null)
  const present = place.view?.reservation ?? null
  const common = { hostId, slot, place }
  if (present === null) {
    return (
      <Popover hostId={hostId} slot={slot}>
        <ReserveForm {...common} key="new" person={person} purpose={{ kind: 'new' }} onBack={null} />
      </Popover>
    )
  }
  const isOwn = isOwnReservation(present, person)
  return (
    <Popover hostId={hostId} slot={slot}>
      {leaving === present.reservationId ? (
        <ReserveForm
          {...common}
          key={leaving}
          person={person}
          purpose={{ kind: isOwn ? 'change' : 'overrule', present }}
          onBack={() => setLeaving(null)}
        />
      ) : (
        <TakenView
          {...common}
          key={present.reservationId}
          reservation={present}
          isOwn={isOwn}
          onChange={() => setLeaving(present.reservationId)}
        />
      )}
    </Popover>
  )
}
