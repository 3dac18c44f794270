import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { Button, IconButton } from '../../components/button'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { OpenButton } from './open-button'
import { deployToSlot, openHistory, openLogs, rollBackSlot } from './slot-actions'

/** What one can do with a slot of a host that lets nobody change anything; why there is no more stands in the tooltip. */
export function LookingActions({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation(['readOnly', 'board'])
  const address = { hostId: slot.hostId, slot: slot.name }
  return (
    <div className="c-act" role="gridcell" title={t('because')}>
      <OpenButton slot={slot} isCell word={t('open')}>
        <Key name="O" />
      </OpenButton>
      <LogsButton slot={slot} />
      <IconButton icon="hist" label={t('history')} tabIndex={-1} isCell onClick={() => openHistory(address)}>
        <Key name="H" />
      </IconButton>
    </div>
  )
}

/** What one can do with a slot; the keys show under the buttons of the selected row. */
export function RowActions({ slot, old }: { readonly slot: SlotView; readonly old: boolean }): ReactElement {
  const { t } = useTranslation('board')
  const address = { hostId: slot.hostId, slot: slot.name }
  const offBecause = useDeployBlock(slot, old)
  const label = slot.activity !== null && !old ? t('actions.progress') : t('actions.deploy')
  return (
    <div className="c-act" role="gridcell">
      <Button
        className="dp"
        data-cell=""
        tabIndex={-1}
        offBecause={offBecause}
        onClick={() => deployToSlot(address, null)}
      >
        {label}
        <Key name="D" />
      </Button>
      <IconButton
        icon="back"
        label={t('actions.rollBack')}
        tabIndex={-1}
        isCell
        offBecause={slot.activity === null || old ? offBecause : t('actions.underWay')}
        onClick={() => rollBackSlot(address, null)}
      >
        <Key name="R" />
      </IconButton>
      <LogsButton slot={slot} />
      <OpenButton slot={slot} isCell>
        <Key name="O" />
      </OpenButton>
    </div>
  )
}

function LogsButton({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <IconButton
      icon="logs"
      label={t('actions.logs')}
      tabIndex={-1}
      isCell
      offBecause={slot.services.length === 0 ? t('actions.empty') : undefined}
      onClick={() => openLogs({ hostId: slot.hostId, slot: slot.name }, null)}
    >
      <Key name="L" />
    </IconButton>
  )
}

function Key({ name }: { readonly name: string }): ReactElement {
  return (
    <span className="k" aria-hidden="true">
      {name}
    </span>
  )
}

function useDeployBlock(slot: SlotView, old: boolean): string | undefined {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const { lock } = slot
  const since = useClock((nowMs) => (lock === null ? '' : formatMoment(lock.sinceMs, nowMs, language)))
  if (old) return t('actions.unreachable')
  if (lock === null || slot.activity !== null) return undefined
  return t('actions.lockedBy', { owner: lock.owner, time: since })
}
