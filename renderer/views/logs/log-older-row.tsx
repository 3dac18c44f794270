import type { ReactElement } from 'react'
import type { LogViewState } from '../../../src/contract/log-contract'
import { Button } from '../../components/button'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

/** What lies before the oldest row shown. */
export type OlderRows = 'dropped' | 'filtered' | LogViewState['older']

/** See `OlderRows`. `fromMs`: the beginning of the time range; null: there is none. */
export function olderRows({ older, dropped, oldestMs }: LogViewState, fromMs: number | null): OlderRows {
  if (older === 'reading') return 'reading'
  if (fromMs !== null && oldestMs !== null && oldestMs < fromMs) return 'filtered'
  if (older === 'none' && dropped > 0) return 'dropped'
  return older
}

type LogOlderRowProps = { readonly state: LogViewState; readonly fromMs: number | null; readonly onRead: () => void }

/** The row over the oldest one: where the log begins, or how to read what came before. */
export function LogOlderRow({ state, fromMs, onRead }: LogOlderRowProps): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const rows = olderRows(state, fromMs)
  const texts = {
    more: t('older'),
    reading: t('olderReading'),
    none: t('olderNone'),
    dropped: t('olderDropped', { formatted: formatCount(state.dropped, language) }),
    filtered: t('olderRange'),
  } as const satisfies Record<OlderRows, string>
  return (
    <div className="mark-gap log-older" data-older={rows}>
      <span role="status">{texts[rows]}</span>
      {rows === 'more' && (
        <Button size="s" kind="ghost" icon="up" onClick={onRead}>
          {t('olderRead')}
        </Button>
      )}
    </div>
  )
}
