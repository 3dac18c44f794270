import { type CSSProperties, memo, type ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { formatShare } from '../../format/size'
import { KickoffCell } from './kickoff-cell'
import { LookingActions, RowActions } from './row-actions'
import { ServiceCell } from './service-cell'
import { lineCount, type ServiceColumns, slotCells } from './service-columns'
import { SlotCell } from './slot-cell'
import { lastSeenLook, slotLook } from './slot-look'

/** What every kind of row is made from. `old`: the host doesn't answer, and this is what was last seen. */
export type SlotRowProps = {
  readonly slot: SlotView
  readonly old: boolean
  /** The host lets one look and change nothing. */
  readonly readOnly: boolean
  readonly columns: ServiceColumns
  readonly selected: boolean
}

/** A slot's row. Renders only when the slot itself changed, or the row was selected. */
export const SlotRow = memo(function SlotRow({ slot, old, readOnly, columns, selected }: SlotRowProps): ReactElement {
  const look = old ? lastSeenLook(slot) : slotLook(slot)
  const activity = old ? null : slot.activity
  return (
    <div
      className={`row st-${look.tone}${old ? ' old' : ''}`}
      role="row"
      data-row=""
      data-host-id={slot.hostId}
      data-slot={slot.name}
      data-tone={look.tone}
      data-state={slot.state}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      style={{ '--lines': lineCount(slot.services.length, columns) } as CSSProperties}
    >
      <SlotCell slot={slot} look={look} old={old} />
      <KickoffCell slot={slot} activity={activity} />
      {slotCells(slot.services, columns).map(({ key, service, column }) => (
        <ServiceCell
          key={key}
          service={service}
          slotTag={slot.tag}
          activity={service === null ? undefined : activity?.services[service.name]}
          old={old}
          named={columns.kind === 'listed'}
          column={column}
          hostId={slot.hostId}
          slot={slot.name}
        />
      ))}
      {readOnly ? <LookingActions slot={slot} /> : <RowActions slot={slot} old={old} />}
      {activity !== null && (
        <div className="prog" aria-hidden="true" style={{ '--v': formatShare(activity.progress) } as CSSProperties}>
          <i />
        </div>
      )}
    </div>
  )
})
