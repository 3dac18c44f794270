import type { ReactElement } from 'react'
import { type MetricName, metricNames } from '../../../src/domain/metrics-usage'
import { formatClock } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { metricText } from './metric-text'
import type { ServiceFigures } from './metrics-session'
import { summarize } from './summarize'

type MetricsTableProps = { readonly figures: ServiceFigures; readonly minutes: number }

/** What the charts show, in numbers: for those who can't see them, and for those who copy one. */
export function MetricsTable({ figures, minutes }: MetricsTableProps): ReactElement {
  const { t } = useTranslation('metrics')
  return (
    <table className="tbl mtable">
      <caption>{t('table', { count: minutes })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('head.metric')}</th>
          <th scope="col">{t('head.now')}</th>
          <th scope="col">{t('head.mean')}</th>
          <th scope="col">{t('head.lowest')}</th>
          <th scope="col">{t('head.highest')}</th>
          <th scope="col">{t('head.when')}</th>
        </tr>
      </thead>
      <tbody>
        {metricNames.map((name) => (
          <MetricRow key={name} name={name} figures={figures} minutes={minutes} />
        ))}
      </tbody>
    </table>
  )
}

function MetricRow({ name, figures, minutes }: MetricsTableProps & { readonly name: MetricName }): ReactElement {
  const { t } = useTranslation('metrics')
  const { series, cores, now } = figures
  const sum = summarize(series.points(name), series.lastAtMs - minutes * 60_000)
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? t('notKnown') : metricText(name, value, cores)
  return (
    <tr className="tight">
      <th scope="row">{t(`names.${name}`)}</th>
      <td>
        <b>{text(now[name])}</b>
      </td>
      <td>{text(sum?.mean)}</td>
      <td>{text(sum?.lowest)}</td>
      <td>{text(sum?.highest)}</td>
      <td>{sum === null ? '' : formatClock(sum.highestAtMs, true)}</td>
    </tr>
  )
}
