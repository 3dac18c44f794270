import type { ReactElement, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/button'
import { Icon } from '../../components/icon'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-language'
import type { LogSearch } from './use-log-search'

type LogSearchFieldProps = {
  readonly search: LogSearch
  readonly input: RefObject<HTMLInputElement | null>
  readonly onStep: (step: 1 | -1) => void
  readonly onLeave: () => void
}

/** The field that searches the lines held: Enter goes to the next match, Shift Enter to the previous, Esc leaves. */
export function LogSearchField({ search, input, onStep, onLeave }: LogSearchFieldProps): ReactElement {
  const { t } = useTranslation('logs')
  return (
    <div className="input log-search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        value={search.text}
        maxLength={500}
        placeholder={t('search')}
        aria-label={t('searchLabel')}
        onChange={(event) => search.setText(event.target.value)}
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
    </div>
  )
}

function MatchCount({ search }: { readonly search: LogSearch }): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const { total, ordinal } = search
  const current = ordinal === null ? '–' : formatCount(ordinal, language)
  const found = total === 0 ? t('noMatch') : t('matchOf', { current, total: formatCount(total ?? 0, language) })
  return (
    <span className="meta nw tx2" role="status">
      {search.text !== '' && total !== null ? found : ''}
    </span>
  )
}
