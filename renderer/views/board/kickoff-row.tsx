import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { KickoffDate } from '../../components/kickoff-date'
import { StateShape } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { formatShare } from '../../format/size'
import { formatMomentInFull } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import type { SlotColumn } from './slot-column'
import type { KickoffRow, Placement } from './kickoff-rows'
import { versionText } from './service-look'
import { deployBlock, deployToSlot } from './slot-actions'
import { isOld, lastSeenLook, slotLook } from './slot-look'

type KickoffRowProps = {
  readonly row: KickoffRow
  readonly columns: readonly SlotColumn[]
  /** The column that the button of the row means, and where the tab stop is if this row has it. */
  readonly activeColumn: string
  readonly hasStop: boolean
  readonly onFocus: (column: string) => void
}

/** A kickoff and, slot by slot, whether and how it runs there. */
export function KickoffRowView({ row, columns, activeColumn, hasStop, onFocus }: KickoffRowProps): ReactElement {
  return (
    <div className="pr" role="row" data-row="" aria-selected={hasStop}>
      <KickoffHead row={row} />
      <div role="gridcell">
        <Build row={row} />
      </div>
      {columns.map((column) => (
        <PlacementCell
          key={column.key}
          column={column}
          tag={row.tag}
          placement={row.placements.get(column.key)}
          isStop={hasStop && column.key === activeColumn}
          onFocus={() => onFocus(column.key)}
        />
      ))}
      <DeployHere row={row} column={columns.find((column) => column.key === activeColumn)} />
    </div>
  )
}

function KickoffHead({ row }: { readonly row: KickoffRow }): ReactElement {
  const title = row.kickoff?.summary ?? row.tag
  return (
    <div role="rowheader">
      <div className="k1">
        <span className="sum" title={title}>
          {title}
        </span>
        <KickoffDate kickoff={row.kickoff} />
        {row.version !== null && <span className="ver">{versionText(row.version)}</span>}
      </div>
      {row.kickoff !== null && (
        <div className="k2">
          <code className="ell">{row.kickoff.branch}</code>
        </div>
      )}
    </div>
  )
}

function Build({ row }: { readonly row: KickoffRow }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <>
      <div className="svc1">
        <code className="nw">{row.revision?.slice(0, 7)}</code>
        <span className="meta tx2 ell">
          {row.builtAtMs === null ? (
            t('kickoffs.noBuildTime')
          ) : (
            <TimeText atMs={row.builtAtMs} format={formatMomentInFull} />
          )}
        </span>
      </div>
      <div className="svc2">
        <span className="ell">{row.services.join(', ')}</span>
      </div>
    </>
  )
}

type PlacementCellProps = {
  readonly column: SlotColumn
  readonly tag: string
  readonly placement: Placement | undefined
  readonly isStop: boolean
  readonly onFocus: () => void
}

function PlacementCell({ column, tag, placement, isStop, onFocus }: PlacementCellProps): ReactElement {
  const { t } = useTranslation(['board', 'states'])
  const { slot, host } = column
  const old = isOld(host.connection)
  const look = old ? lastSeenLook(slot) : slotLook(slot)
  const word = t(`states:${look.word}`)
  const classes = ['d', placement === undefined ? 'none' : `st-${look.tone}`, column.first && 'hf', old && 'lost']
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="gridcell"
      data-cell=""
      data-host-id={slot.hostId}
      data-slot={slot.name}
      data-tag={tag}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
    >
      {placement === undefined ? (
        <span className="vh">{t('kickoffs.absent', { slot: slot.name })}</span>
      ) : (
        <>
          <StateShape name={look.shape} />
          <span>{old ? t('states:was', { state: word }) : word}</span>
          {slot.activity !== null && !old && <span className="tx3">{formatShare(slot.activity.progress)}</span>}
          {placement.services !== null && <span className="tx3 ell">{placement.services.join(', ')}</span>}
        </>
      )}
    </div>
  )
}

/** Deploys the row's kickoff to the slot of the column in focus; its full name says which. */
function DeployHere({
  row,
  column,
}: {
  readonly row: KickoffRow
  readonly column: SlotColumn | undefined
}): ReactElement | null {
  const { t } = useTranslation(['board', 'readOnly'])
  if (column === undefined) return null
  const { slot, host } = column
  const name = t('kickoffs.deployTo', { kickoff: row.kickoff?.summary ?? row.tag, slot: slot.name })
  const block = deployBlock(slot, host)
  if (block === 'read-only') {
    return (
      <div className="act meta tx3" role="gridcell" title={t('readOnly:because')}>
        {t('readOnly:tag')}
      </div>
    )
  }
  const off = {
    unreachable: t('actions.unreachable'),
    locked: t('actions.lockedBy', { owner: slot.lock?.owner ?? '', time: '' }),
  }
  return (
    <div className="act" role="gridcell">
      <Button
        size="s"
        tabIndex={-1}
        data-cell=""
        aria-label={name}
        title={name}
        offBecause={block === null ? undefined : off[block]}
        onClick={() => deployToSlot({ hostId: slot.hostId, slot: slot.name }, row.tag)}
      >
        {t('actions.deploy')}
      </Button>
    </div>
  )
}
