import type { ReactElement } from 'react'
import { type KeyHint, StatusBar } from '../../components/status-bar'
import { useClient } from '../../client-context'
import { formatClock } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { reportError } from '../../stores/notice-store'

type BoardStatusBarProps = {
  readonly pivot: 'slots' | 'kickoffs' | 'none'
  /** No host of the board can be changed from here: keys that change something are not named. */
  readonly readOnly: boolean
}

/** The board's keys, and how fresh it is. */
export function BoardStatusBar({ pivot, readOnly }: BoardStatusBarProps): ReactElement {
  const { t } = useTranslation(['app', 'board', 'notices'])
  const all: KeyHint = { chords: ['?'], word: t('keys.all') }
  const changing: readonly KeyHint[] = [
    { chords: ['D'], word: t('keys.deployTo') },
    { chords: ['R'], word: t('keys.rollBack') },
    { chords: ['V'], word: t('keys.reserve') },
  ]
  const slots: readonly KeyHint[] = [
    { chords: ['ArrowUp', 'ArrowDown'], word: t('keys.move') },
    { chords: ['Enter'], word: t('keys.openSlot') },
    ...(readOnly ? [] : changing),
    { chords: ['L'], word: t('keys.openLogs') },
    { chords: ['O'], word: t('keys.openUrl') },
    { chords: ['F'], word: t('notices:keyFollow') },
    { chords: ['H'], word: t('keys.history') },
    { chords: ['G'], word: t('keys.byKickoff') },
    { chords: ['/'], word: t('keys.searchLog') },
    all,
  ]
  const kickoffs: readonly KeyHint[] = [
    { chords: ['ArrowUp', 'ArrowDown'], word: t('keys.kickoff') },
    { chords: ['ArrowLeft', 'ArrowRight'], word: t('keys.slotColumn') },
    { chords: ['Enter'], word: t('keys.openSlot') },
    ...(readOnly ? [] : [{ chords: ['D'], word: t('keys.deployHere') }]),
    { chords: ['G'], word: t('keys.bySlot') },
    all,
  ]
  if (pivot === 'kickoffs') return <StatusBar hints={kickoffs}>{t('board:kickoffs.legend')}</StatusBar>
  return (
    <StatusBar hints={pivot === 'slots' ? slots : [all]}>
      {pivot === 'slots' ? <Freshness /> : <LanguageSwitch />}
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

/** On a board that has nothing to show yet: the other language, for who can't read this one. */
function LanguageSwitch(): ReactElement {
  const { t } = useTranslation('app')
  const client = useClient()
  const other = useLanguage() === 'ko' ? 'en' : 'ko'
  const change = (): void => void client.request('update-settings', { language: other }).catch(reportError)
  return (
    <>
      {t('language')} ·
      <button type="button" className="link" lang={other} onClick={change}>
        {t('otherLanguage')}
      </button>
    </>
  )
}
