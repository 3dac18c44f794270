import { type ReactElement, useState } from 'react'
import { longestMatched } from '../../../src/domain/line-matcher'
import { type KeyHint, StatusBar } from '../../components/status-bar'
import { useClock } from '../../format/clock'
import { formatCount } from '../../format/count'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { timeZoneName } from './log-time'
import type { LogPageModel } from './use-log-page'

/** The page's keys, and how much of the log is held and shown. */
export function LogStatusBar({ model, said }: { readonly model: LogPageModel; readonly said: string }): ReactElement {
  return (
    <StatusBar hints={useHints(model)}>
      <span role="status">{said}</span>
      <Filtering model={model} />
      <FilteredPartly model={model} />
      <Held model={model} />
    </StatusBar>
  )
}

function useHints({ choice }: LogPageModel): readonly KeyHint[] {
  const { t } = useTranslation('logs')
  const { services } = choice
  const toggles = services.slice(0, 9).map((_, index) => String(index + 1))
  const hints = [
    { chords: ['Ctrl+F'], word: t('keySearch') },
    { chords: ['Enter'], word: t('keyMatch') },
    { chords: ['J', 'K'], word: t('keyLine') },
    { chords: ['ArrowRight', 'ArrowLeft'], word: t('keyOpen') },
    { chords: toggles, word: services.slice(0, 3).join(', ') },
    { chords: ['E'], word: t('keyError') },
    { chords: ['[', ']'], word: t('keyMarker') },
    { chords: ['M'], word: t('keyMenu') },
    { chords: ['F'], word: t('keyFollow') },
    { chords: ['End'], word: t('keyNewest') },
  ]
  return hints.filter((hint) => hint.chords.length > 0)
}

function Filtering({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const filtering = model.snapshot.state?.filtering ?? null
  const searchedToMs = filtering?.searchedToMs ?? null
  const time = useClock((nowMs) => (searchedToMs === null ? '' : formatMoment(searchedToMs, nowMs, language)))
  if (filtering === null) return null
  return <span className="log-filtering">{time === '' ? t('filteringNow') : t('filtering', { time })}</span>
}

/** Lines that may have been left out, or shown, by what stands beyond the part an expression sees. */
function FilteredPartly({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  if (model.snapshot.state?.filterIsPartial !== true) return null
  return <span>{t('filteredPartly', { longest: formatCount(longestMatched, language) })}</span>
}

function Held({ model }: { readonly model: LogPageModel }): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const [zone] = useState(() => timeZoneName(Date.now()))
  const { state } = model.snapshot
  const held = state?.held ?? 0
  const dropped = state?.dropped ?? 0
  const isPart = state !== null && state.count !== held
  const parts = [
    isPart ? t('shownLines', { formatted: formatCount(state.count, language) }) : '',
    t('heldLines', { count: held, formatted: formatCount(held, language) }),
    t('dropped', { formatted: formatCount(dropped, language) }),
    t('clock', { zone: model.look.times === 'utc' ? 'UTC' : zone }),
  ]
  return <span>{parts.filter((part) => part !== '').join(' · ')}</span>
}
