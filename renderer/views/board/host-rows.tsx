import { type CSSProperties, memo, type ReactElement } from 'react'
import type { HostView, SlotView } from '../../../src/domain/board'
import { useTranslation } from '../../i18n/use-translation'
import { HostBar } from './host-bar'
import type { ServiceColumns } from './service-columns'
import { SlimRow } from './slim-row'
import { isReadOnly } from './slot-actions'
import { isOld } from './slot-look'
import { SlotRow } from './slot-row'

type HostRowsProps = {
  readonly host: HostView
  readonly slots: readonly SlotView[]
  readonly columns: ServiceColumns
  /** The name of the slot with the tab stop, where it is one of this host. */
  readonly selected: string | null
  readonly filtered: boolean
}

/** A host and its slots. Rows of a host out of reach are slim; those of one that is being asked keep their height, so that nothing jumps when it answers. */
export const HostRows = memo(function HostRows({
  host,
  slots,
  columns,
  selected,
  filtered,
}: HostRowsProps): ReactElement {
  const { t } = useTranslation('board')
  const Row = host.connection.kind === 'unreachable' ? SlimRow : SlotRow
  return (
    <div
      role="rowgroup"
      aria-label={host.name}
      className="hostrows"
      style={{ '--rows': slots.length } as CSSProperties}
    >
      <HostBar host={host} hasRows={slots.length > 0} />
      {slots.map((slot) => (
        <Row
          key={slot.name}
          slot={slot}
          old={isOld(host.connection)}
          readOnly={isReadOnly(host)}
          columns={columns}
          selected={selected === slot.name}
        />
      ))}
      {slots.length === 0 && host.connection.kind === 'connected' && (
        <div role="row" className="noslots">
          <span role="gridcell">{filtered ? t('host.noMatch') : t('host.noSlots')}</span>
        </div>
      )}
    </div>
  )
})
