import type { ReactElement, ReactNode } from 'react'
import type { HistoryEntry } from '../../../src/contract/history'
import { Button } from '../../components/button'
import { formatClock } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { focusSlot, openView } from '../../stores/navigation-store'
import { findSlot, showLogs } from '../logs/slot-chooser'

/** The ways on from an entry: its slot, the slot's logs, and what the entry itself offers. */
export function EntryActions({
  entry,
  children,
}: {
  readonly entry: HistoryEntry
  readonly children?: ReactNode
}): ReactElement {
  const { t } = useTranslation('activity')
  const { hostId, slot, atMs } = entry
  const isThere = useBoardStore(({ board }) => slot !== null && findSlot(board, hostId, slot) !== undefined)
  if (slot === null) return <div className="flex wrap-line">{children}</div>
  const offBecause = isThere ? undefined : t('slotGone', { slot })
  return (
    <div className="flex wrap-line">
      <Button size="s" icon="logs" keyCap="L" offBecause={offBecause} onClick={() => showLogs(hostId, slot, atMs)}>
        {t('logsAt', { time: formatClock(atMs) })}
      </Button>
      <Button size="s" keyCap="↵" offBecause={offBecause} onClick={() => showSlot(hostId, slot)}>
        {t('openSlot', { slot })}
      </Button>
      {children}
    </div>
  )
}

/** Opens a slot's page. */
export function showSlot(hostId: string, slot: string): void {
  focusSlot({ hostId, slot })
  openView({ kind: 'slot', hostId, slot })
}
