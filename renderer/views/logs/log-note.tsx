import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { everything } from './log-filter-choice'
import type { LogPageModel } from './use-log-page'

/** What there is to say where no row shows. */
export function LogNote({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const { snapshot, filter, choice, rows } = model
  const { state, error } = snapshot
  if (rows.end > rows.first) return null
  const isFiltered = state !== null && state.held > 0
  const noneChosen = choice.services.length > 0 && choice.services.every((name) => filter.hiddenServices.includes(name))
  const words = (): string => {
    if (noneChosen) return t('noService')
    if (state === null) return error === null ? t('opening') : ''
    if (state.filtering !== null) return t('filteringNow')
    if (isFiltered) return t('nothingPasses', { formatted: formatCount(state.held, language) })
    return state.following ? t('empty') : t('emptyEnded')
  }
  return (
    <div className="log-note">
      <p role="status">{words()}</p>
      {isFiltered && state.filtering === null && (
        <div className="flex">
          <Button onClick={() => model.setFilter(everything)}>{t('clearFilter')}</Button>
          {state.older === 'more' && <Button onClick={model.readOlder}>{t('olderRead')}</Button>}
        </div>
      )}
    </div>
  )
}
