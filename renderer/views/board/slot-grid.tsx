import { type CSSProperties, type FocusEvent, type ReactElement, type Ref, useEffect, useRef } from 'react'
import type { HostBoard } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { clearFiltersOfferingUndo } from '../../stores/filter-store'
import { focusSlot, type SlotAddress, useNavigationStore } from '../../stores/navigation-store'
import { type BoardFilter, filtersSlots } from './board-filter'
import { HostRows } from './host-rows'
import { columnCount, type ServiceColumns } from './service-columns'
import { rowAddress } from './slot-key'
import { useHostsInPage } from './use-hosts-in-page'

type SlotGridProps = {
  readonly hosts: readonly HostBoard[]
  readonly columns: ServiceColumns
  readonly filter: BoardFilter
  readonly ref: Ref<HTMLDivElement>
}

/** The board by slot: a grid with one tab stop, hosts as groups of rows. */
export function SlotGrid({ hosts, columns, filter, ref }: SlotGridProps): ReactElement {
  const { t } = useTranslation('board')
  const selected = useSelectedSlot(hosts)
  const inPage = useHostsInPage(hosts, selected?.hostId ?? null)
  const inner = useRef<HTMLDivElement>(null)
  useEffect(() => focusFirst(inner.current), [])
  const none = hosts.every((entry) => entry.slots.length === 0)
  return (
    <div className="board" ref={inner} style={{ '--services': columnCount(columns) } as CSSProperties}>
      <div role="grid" aria-label={t('gridLabel')} ref={ref} onFocus={rememberRow}>
        <GridHead columns={columns} />
        {inPage.map((entry) => (
          <HostRows
            key={entry.host.id}
            host={entry.host}
            slots={entry.slots}
            columns={columns}
            selected={selected !== null && selected.hostId === entry.host.id ? selected.slot : null}
            filtered={filtersSlots(filter)}
          />
        ))}
      </div>
      {none && filtersSlots(filter) && (
        <p className="nothing">
          {t('filter.none')} <Button onClick={clearFiltersOfferingUndo}>{t('filter.clear')}</Button>
        </p>
      )}
    </div>
  )
}

/** The slot with the tab stop: the one last worked on, or the first that is shown. */
function useSelectedSlot(hosts: readonly HostBoard[]): SlotAddress | null {
  const focus = useNavigationStore((state) => state.focus)
  const slots = hosts.flatMap((entry) => entry.slots)
  const slot = slots.find(({ hostId, name }) => hostId === focus?.hostId && name === focus.slot) ?? slots[0]
  return slot === undefined ? null : { hostId: slot.hostId, slot: slot.name }
}

function rememberRow(event: FocusEvent<HTMLElement>): void {
  const row = event.target.closest<HTMLElement>('[data-row]')
  const address = row === null ? null : rowAddress(row)
  if (address !== null) focusSlot(address)
}

/** Keys work at once on a board that was just opened: its row takes a focus that nothing else has. */
function focusFirst(board: HTMLElement | null): void {
  if (document.activeElement !== document.body) return
  board?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true })
}

function GridHead({ columns }: { readonly columns: ServiceColumns }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <div className="bhead" role="row">
      <span role="columnheader">{t('head.slot')}</span>
      <span role="columnheader">{t('head.kickoff')}</span>
      {columns.kind === 'named' ? (
        columns.names.map((name) => (
          <span role="columnheader" key={name} className="ell">
            <b>{name}</b>
          </span>
        ))
      ) : (
        <span role="columnheader" style={{ gridColumn: `span ${columns.count}` }}>
          {t('head.services')}
        </span>
      )}
      <span role="columnheader">{t('head.actions')}</span>
    </div>
  )
}
