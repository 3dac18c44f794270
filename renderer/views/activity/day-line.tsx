import type { ReactElement } from 'react'
import type { HistoryPage } from '../../../src/contract/history'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatDay, formatMomentInFull, formatWallDay } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type Freshness = HistoryPage['hosts'][number]
type DayLineProps = {
  /** `YYYY-MM-DD` in this machine's time zone. */
  readonly day: string
  readonly count: number
  /** The hosts whose part may be old: told on the newest day. */
  readonly stale: readonly Freshness[]
  readonly hostName: (hostId: string) => string
}

/** The heading of a day, and on the newest which hosts could not be read up to now. */
export function DayLine({ day, count, stale, hostName }: DayLineProps): ReactElement {
  const { t } = useTranslation('activity')
  return (
    <div className="ad" role="row">
      <span role="gridcell" aria-colspan={8}>
        <b>
          <DayName day={day} />
        </b>
        <span>{t('entries', { count })}</span>
        <StaleHosts hosts={stale} hostName={hostName} />
      </span>
    </div>
  )
}

/** Says of which hosts the history is not up to now. */
export function StaleHosts({
  hosts,
  hostName,
}: {
  readonly hosts: readonly Freshness[]
  readonly hostName: DayLineProps['hostName']
}): ReactElement {
  const old = hosts.filter(({ readAtMs, problem }) => problem !== null || readAtMs === null)
  return (
    <span className="stale">
      {old.map((host) => (
        <span key={host.hostId} className="st st-lost" title={host.problem?.message}>
          <StateShape name="lost" />
          <ReadUpTo host={hostName(host.hostId)} readAtMs={host.readAtMs} />
        </span>
      ))}
    </span>
  )
}

function ReadUpTo({ host, readAtMs }: { readonly host: string; readonly readAtMs: number | null }): ReactElement {
  const { t } = useTranslation('activity')
  const language = useLanguage()
  const when = useClock((nowMs) => (readAtMs === null ? '' : formatMomentInFull(readAtMs, nowMs, language)))
  return <>{readAtMs === null ? t('neverRead', { host }) : t('readUpTo', { host, when })}</>
}

function DayName({ day }: { readonly day: string }): ReactElement {
  const { t } = useTranslation('activity')
  const language = useLanguage()
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const atMs = new Date(year, month - 1, date).getTime()
  const name = useClock((nowMs) => {
    const text = formatWallDay(atMs, language)
    const now = new Date(nowMs)
    const ago = Math.round((new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime() - atMs) / 86_400_000)
    if (ago === 0) return t('today', { day: text })
    if (ago === 1) return t('yesterday', { day: text })
    // Another year is said, which the short day leaves out.
    return year === now.getFullYear() ? text : formatDay(atMs, nowMs, language)
  })
  return <>{name}</>
}
