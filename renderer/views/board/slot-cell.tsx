import type { ReactElement } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatShare } from '../../format/size'
import { formatDay, formatDuration, formatRunning, formatWeekday } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { FollowMark } from './follow-mark'
import { openSlot } from './slot-actions'
import type { Look } from './slot-look'

type SlotCellProps = { readonly slot: SlotView; readonly look: Look; readonly old: boolean }

/** The head of a row: shape, name, word, and how long. */
export function SlotCell({ slot, look, old }: SlotCellProps): ReactElement {
  const { t } = useTranslation('states')
  const word = t(look.word)
  return (
    <div className="c-slot" role="rowheader" data-cell="" tabIndex={-1}>
      <StateShape name={look.shape} />
      <div>
        <span className="flex">
          <SlotName hostId={slot.hostId} name={slot.name} />
          <FollowMark address={{ hostId: slot.hostId, slot: slot.name }} />
        </span>
        <div className="word">
          {old ? t('was', { state: word }) : word} {!old && <HowLong slot={slot} />}
        </div>
      </div>
    </div>
  )
}

/** A slot's name; a click opens its page, as Enter does. */
export function SlotName({ hostId, name }: { readonly hostId: string; readonly name: string }): ReactElement {
  return (
    <button type="button" className="name" tabIndex={-1} onClick={() => openSlot({ hostId, slot: name })} title={name}>
      {name}
    </button>
  )
}

function HowLong({ slot }: { readonly slot: SlotView }): ReactElement | null {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const { sinceMs } = slot
  const text = useClock((nowMs) => {
    if (slot.activity !== null) return formatShare(slot.activity.progress)
    if (sinceMs === null || slot.state === 'empty') return ''
    const elapsedMs = nowMs - sinceMs
    if (slot.state === 'starting') return formatRunning(elapsedMs)
    if (slot.state !== 'stopped' || elapsedMs < dayMs) return formatDuration(elapsedMs, language)
    const day = elapsedMs < 7 * dayMs ? dayName(sinceMs, language) : formatDay(sinceMs, nowMs, language)
    return t('stoppedSince', { day })
  })
  return text === '' ? null : <i>{text}</i>
}

const dayMs = 86_400_000

function dayName(atMs: number, language: 'en' | 'ko'): string {
  const name = formatWeekday(atMs, language)
  return language === 'ko' ? `${name}요일` : name
}
