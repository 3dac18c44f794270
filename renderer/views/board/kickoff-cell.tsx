import { memo, type ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import type { SlotActivity } from '../../../src/domain/slot-activity'
import { KickoffDate } from '../../components/kickoff-date'
import { StateShape } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { useClock } from '../../format/clock'
import { formatAgo, formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { HoldChip } from '../hold/hold-chip'
import { ReservationChip } from '../reserve/reservation-chip'
import { NewBuildChip } from './new-build-chip'
import { versionText } from './service-look'

type KickoffCellProps = { readonly slot: SlotView; readonly activity: SlotActivity | null }

/** What a slot runs: kickoff, date and version; branch, who and when; what holds it. */
export const KickoffCell = memo(function KickoffCell({ slot, activity }: KickoffCellProps): ReactElement {
  const { t } = useTranslation('board')
  if (slot.services.length === 0) {
    return (
      <div className="c-kick" role="gridcell" data-cell="" tabIndex={-1}>
        <div className="k2 nothing-here">{t('nothingDeployed')}</div>
        <HolderLine slot={slot} activity={activity} />
      </div>
    )
  }
  return (
    <div className="c-kick" role="gridcell" data-cell="" tabIndex={-1}>
      <KickoffLine slot={slot} />
      <BranchLine slot={slot} hidesWho={activity !== null} />
      <HolderLine slot={slot} activity={activity} />
    </div>
  )
})

/** Summary, date and version, with the one badge there may be. */
export function KickoffLine({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation(['board', 'states'])
  const title = slot.kickoff?.summary ?? slot.tag ?? t('noTag')
  return (
    <div className="k1">
      <span className="sum" title={title}>
        {title}
      </span>
      <KickoffDate kickoff={slot.kickoff} />
      {slot.version !== null && (
        <span className="ver" title={slot.platform ?? undefined}>
          {versionText(slot.version)}
        </span>
      )}
      {slot.mixed && (
        <span className="chip warn" title={t('states:mixed')}>
          <StateShape name="mixed" />
          <span className="full">{t('states:mixed')}</span>
        </span>
      )}
      {!slot.mixed && <NewBuildChip slot={slot} />}
      {!slot.mixed && slot.newBuild === null && slot.drift.length > 0 && (
        <span className="chip warn" title={t('driftTitle')}>
          <StateShape name="warn" />
          <span className="full">{t('states:drift')}</span>
        </span>
      )}
    </div>
  )
}

function BranchLine({ slot, hidesWho }: { readonly slot: SlotView; readonly hidesWho: boolean }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <div className="k2">
      {slot.kickoff === null ? <span>{t('noKickoff')}</span> : <code className="ell">{slot.kickoff.branch}</code>}
      {!hidesWho && slot.deployedAtMs !== null && (
        <span className="who ell">
          · {slot.deployedBy !== null && `${slot.deployedBy}, `}
          <TimeText atMs={slot.deployedAtMs} format={formatAgo} />
        </span>
      )}
    </div>
  )
}

function HolderLine({ slot, activity }: KickoffCellProps): ReactElement | null {
  const { t } = useTranslation('board')
  const sinceMs = activity?.startedAtMs ?? slot.lock?.sinceMs ?? 0
  const language = useLanguage()
  const time = useClock((nowMs) => formatMoment(sinceMs, nowMs, language))
  if (activity !== null) {
    return (
      <div className="k2">
        <span>{activity.by === '' ? t('startedAt', { time }) : t('startedBy', { by: activity.by, time })}</span>
        {activity.tag !== null && activity.tag !== slot.tag && <code className="ell">→ {activity.tag}</code>}
      </div>
    )
  }
  if (slot.lock === null) return <KeptLine slot={slot} />
  const { alive, owner, reason } = slot.lock
  const text = alive ? t('lock', { owner, time }) : t('interrupted', { owner, time })
  return (
    <div className="k2">
      <span className="ell" title={reason}>
        {text}
        {reason !== '' && ` · ${reason}`}
      </span>
    </div>
  )
}

/** Who has it, and what a rollback holds. */
function KeptLine({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const { reservation, holds } = slot
  if (reservation === null && holds.length === 0) return null
  return (
    <div className="k3">
      {reservation !== null && <ReservationChip reservation={reservation} />}
      <HoldChip holds={holds} />
    </div>
  )
}
