import type { ReactElement } from 'react'
import { StatusBar } from '../../components/status-bar'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { SlotChooser } from './slot-chooser'

/** The log page before a slot is chosen. */
export function ChooseLog(): ReactElement {
  const { t } = useTranslation('logs')
  const hasSlots = useBoardStore((state) => state.board.hosts.some(({ slots }) => slots.length > 0))
  return (
    <>
      <div className="viewbar">
        <h1>{t('title')}</h1>
      </div>
      <div className="log-body">
        <div className="log-note">
          <p>{hasSlots ? t('chooseLead') : t('chooseNone')}</p>
          {hasSlots && <SlotChooser target={null} name={t('chooseSlot')} />}
        </div>
      </div>
      <StatusBar hints={[]} />
    </>
  )
}
