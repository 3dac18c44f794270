import type { ReactElement, RefObject } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import { longestMatched } from '../../../src/domain/line-matcher'
import { IconButton } from '../../components/button'
import { Icon } from '../../components/icon'
import { useClock } from '../../format/clock'
import { formatCount } from '../../format/count'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { PatternToggles } from './pattern-toggles'
import type { LogSearch } from './use-log-search'

type LogSearchFieldProps = {
  readonly search: LogSearch
  readonly input: RefObject<HTMLInputElement | null>
  readonly onStep: (step: 1 | -1) => void
  readonly onLeave: () => void
}

/** The field that searches the lines shown: Enter goes to the next match, Shift Enter to the previous, Esc leaves. */
export function LogSearchField({ search, input, onStep, onLeave }: LogSearchFieldProps): ReactElement {
  const { t } = useTranslation('logs')
  const isRefused = search.refused !== null
  return (
    <div className={isRefused ? 'input log-search bad' : 'input log-search'} role="search">
      <Icon name="search" />
      <input
        ref={input}
        value={search.pattern.text}
        maxLength={500}
        placeholder={t('search')}
        aria-label={t('searchLabel')}
        aria-invalid={isRefused}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => search.change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') onLeave()
          else return
          event.preventDefault()
        }}
      />
      <MatchCount search={search} />
      <IconButton className="s" icon="up" label={t('previousMatch')} onClick={() => onStep(-1)} />
      <IconButton className="s" icon="down" label={t('nextMatch')} onClick={() => onStep(1)} />
      <PatternToggles pattern={search.pattern} onChange={search.change} />
      <SearchNote search={search} />
    </div>
  )
}

function MatchCount({ search }: { readonly search: LogSearch }): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const { found, matches, ordinal } = search
  const current = ordinal === null ? '–' : formatCount(ordinal, language)
  const total = formatCount(matches.length, language)
  const isNone = matches.length === 0 && found?.searchedToMs === null
  const words = found?.isFull === true ? t('matchOfMore', { current, total }) : t('matchOf', { current, total })
  return (
    <span className="meta nw tx2" role="status">
      {found !== null && (isNone ? t('noMatch') : words)}
    </span>
  )
}

/** Under the field: how far the search has come and what it did not look at, or why there is none. */
function SearchNote({ search }: { readonly search: LogSearch }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const searchedToMs = search.found?.searchedToMs ?? null
  const time = useClock((nowMs) => (searchedToMs === null ? '' : formatMoment(searchedToMs, nowMs, language)))
  if (search.refused !== null) {
    const { message, hint } = describeError(search.refused, language)
    return (
      <p className="search-note refused" role="alert">
        {message} {hint}
      </p>
    )
  }
  const isPartial = search.found?.isPartial === true
  const longest = formatCount(longestMatched, language)
  const sentences = [
    searchedToMs === null ? '' : t('searchedTo', { time }),
    isPartial ? t('searchedPartly', { longest }) : '',
  ].filter((sentence) => sentence !== '')
  return sentences.length === 0 ? null : <p className="search-note">{sentences.join(' · ')}</p>
}
