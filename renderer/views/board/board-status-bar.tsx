import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { type KeyHint, StatusBar } from '../../components/status-bar'
import { formatClock } from '../../format/time'
import { useBoardStore } from '../../stores/board-store'

/** The board's keys, and how fresh it is. */
export function BoardStatusBar({ pivot }: { readonly pivot: 'slots' | 'kickoffs' | 'none' }): ReactElement {
  const { t } = useTranslation(['app', 'board'])
  const all: KeyHint = { chords: ['?'], word: t('keys.all') }
  const slots: readonly KeyHint[] = [
    { chords: ['ArrowUp', 'ArrowDown'], word: t('keys.move') },
    { chords: ['Enter'], word: t('keys.openSlot') },
    { chords: ['D'], word: t('keys.deployTo') },
    { chords: ['L'], word: t('keys.openLogs') },
    { chords: ['G'], word: t('keys.byKickoff') },
    { chords: ['/'], word: t('keys.searchLog') },
    all,
  ]
  const kickoffs: readonly KeyHint[] = [
    { chords: ['ArrowUp', 'ArrowDown'], word: t('keys.kickoff') },
    { chords: ['ArrowLeft', 'ArrowRight'], word: t('keys.slotColumn') },
    { chords: ['Enter'], word: t('keys.openSlot') },
    { chords: ['D'], word: t('keys.deployHere') },
    { chords: ['G'], word: t('keys.bySlot') },
    all,
  ]
  if (pivot === 'kickoffs') return <StatusBar hints={kickoffs}>{t('board:kickoffs.legend')}</StatusBar>
  return (
    <StatusBar hints={pivot === 'slots' ? slots : [all]}>
      <Freshness />
    </StatusBar>
  )
}

function Freshness(): ReactElement {
  const { t } = useTranslation('board')
  const source = useBoardStore((state) => state.source)
  const lastChangeAtMs = useBoardStore((state) => state.lastChangeAtMs)
  if (source === 'none') return <>{t('starting')}</>
  if (source === 'snapshot') return <>{t('snapshot')}</>
  return <>{lastChangeAtMs === null ? t('liveSoFar') : t('live', { time: formatClock(lastChangeAtMs, true) })}</>
}
