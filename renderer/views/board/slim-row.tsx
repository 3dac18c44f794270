import { type CSSProperties, memo, type ReactElement } from 'react'
import { KickoffDate } from '../../components/kickoff-date'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { lineCount, slotCells } from './service-columns'
import { lastSeenServiceLook, shortRevision, versionText } from './service-look'
import { FollowMark } from './follow-mark'
import { SlotName } from './slot-cell'
import { lastSeenLook } from './slot-look'
import type { SlotRowProps } from './slot-row'

/** The row of a slot whose host is out of reach: hatched, with what was last seen. */
export const SlimRow = memo(function SlimRow({ slot, columns, selected }: SlotRowProps): ReactElement {
  const { t } = useTranslation(['states', 'board'])
  const look = lastSeenLook(slot)
  return (
    <div
      className="row slim st-lost"
      role="row"
      data-row=""
      data-host-id={slot.hostId}
      data-slot={slot.name}
      data-tone="lost"
      data-state={slot.state}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      style={{ '--lines': lineCount(slot.services.length, columns) } as CSSProperties}
    >
      <div className="c-slot" role="rowheader" data-cell="" tabIndex={-1}>
        <StateShape name={look.shape} />
        <div className="flex">
          <SlotName hostId={slot.hostId} name={slot.name} />
          <FollowMark address={{ hostId: slot.hostId, slot: slot.name }} />
          <span className="meta">{t('was', { state: t(look.word) })}</span>
        </div>
      </div>
      <div className="c-kick" role="gridcell" data-cell="" tabIndex={-1}>
        <b className="ell">{slot.kickoff?.summary ?? slot.tag}</b>
        <KickoffDate kickoff={slot.kickoff} />
        {slot.version !== null && (
          <span className="ver" title={slot.platform ?? undefined}>
            {versionText(slot.version)}
          </span>
        )}
      </div>
      {slotCells(slot.services, columns).map(({ key, service, column }) => (
        <div
          className="c-svc meta"
          role="gridcell"
          key={key}
          style={{ gridColumn: column + 3 }}
          data-cell=""
          tabIndex={-1}
        >
          {service !== null && (
            <>
              <StateShape name={lastSeenServiceLook(service).shape} />
              {columns.kind === 'listed' && <b className="ell">{service.name}</b>}
              <code className="ell">{shortRevision(service)}</code>
              <span className="vh">{t('was', { state: t(lastSeenServiceLook(service).word) })}</span>
            </>
          )}
        </div>
      ))}
      <div className="c-act" role="gridcell" aria-label={t('board:actions.unreachable')} />
    </div>
  )
})
