import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { deployNewBuild } from './slot-actions'

/** Says that the registry has a newer build of what runs, and leads to its plan. Not a stop of the keyboard: that is `N`. */
export function NewBuildChip({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const { newBuild } = slot
  const builtAtMs = newBuild?.builtAtMs ?? null
  const time = useClock((nowMs) => (builtAtMs === null ? '' : formatMoment(builtAtMs, nowMs, language)))
  if (newBuild === null) return null
  const services = newBuild.services.join(', ')
  return (
    <button
      type="button"
      tabIndex={-1}
      className="chip new"
      title={t('newBuildTitle', { services })}
      onClick={(event) => {
        event.stopPropagation()
        deployNewBuild({ hostId: slot.hostId, slot: slot.name })
      }}
    >
      <StateShape name="new" />
      <span className="full">{time === '' ? t('newBuild') : t('newBuildAt', { time })}</span>
    </button>
  )
}
