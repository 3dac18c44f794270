import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { useActivityStore, widenActivity } from '../../stores/activity-store'
import { StaleHosts } from './day-line'
import type { HistorySnapshot } from './history-session'

type NoHistoryProps = Pick<HistorySnapshot, 'head'> & { readonly hostName: (hostId: string) => string }

/** In the place of the list: it is being read, nothing has happened, or nothing is like what was asked for. */
export function NoHistory({ head, hostName }: NoHistoryProps): ReactElement {
  const { t } = useTranslation('activity')
  const narrowed = useActivityStore(({ filter }) =>
    Object.values({ ...filter, since: filter.since === 'all' ? null : filter.since }).some(Boolean),
  )
  if (head === null) {
    return (
      <div className="log-note">
        <p role="status">{t('loading')}</p>
      </div>
    )
  }
  return (
    <div className="log-note">
      <h2>{narrowed ? t('noMatch') : t('nothing')}</h2>
      <p>{narrowed ? t('noMatchText') : t('nothingText')}</p>
      <StaleHosts hosts={head.hosts} hostName={hostName} />
      {narrowed && <Button onClick={widenActivity}>{t('showAll')}</Button>}
    </div>
  )
}
