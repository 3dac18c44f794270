import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { HistorySnapshot } from './history-session'

type ActivityHeadProps = Pick<HistorySnapshot, 'head'> & {
  readonly onSave: (format: 'csv' | 'json') => void
}

/** The title with how much is shown, and the ways out of Berth. */
export function ActivityHead({ head, onSave }: ActivityHeadProps): ReactElement {
  const { t } = useTranslation('activity')
  const language = useLanguage()
  const count = head?.total ?? 0
  const hosts = t('hosts', { count: head?.hosts.length ?? 0 })
  return (
    <div className="viewbar">
      <h1>{t('title')}</h1>
      <span className="meta tx2 nw" role="status">
        {head !== null && t('summary', { count, formatted: formatCount(count, language), hosts })}
      </span>
      <span className="grow" />
      <span className="meta tx3 nw">{t('exportNote')}</span>
      <Button icon="dl" onClick={() => onSave('csv')} title={t('exportCsv')} aria-label={t('exportCsv')}>
        {t('csv')}
      </Button>
      <Button icon="dl" onClick={() => onSave('json')} title={t('exportJson')} aria-label={t('exportJson')}>
        {t('json')}
      </Button>
    </div>
  )
}
