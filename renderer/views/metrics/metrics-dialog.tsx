import { type ReactElement, useState } from 'react'
import type { MetricName } from '../../../src/domain/metrics-usage'
import { Button } from '../../components/button'
import { Dialog, DialogTitle } from '../../components/dialog'
import { scrollable } from '../../components/scrollable'
import { Segments } from '../../components/segments'
import { formatClock } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { closeDialog } from '../../stores/navigation-store'
import { coresText, metricText } from './metric-text'
import { type ChartLine, type ChartScale, MetricsChart } from './metrics-chart'
import type { ServiceFigures } from './metrics-session'
import { MetricsTable } from './metrics-table'
import { summarize } from './summarize'
import { useSlotMetrics } from './use-slot-metrics'

const spans = ['5', '15', '30'] as const
type Span = (typeof spans)[number]

type MetricsDialogProps = { readonly hostId: string; readonly slot: string; readonly service: string }

/** What one service uses: charts over the time one chooses, and the same in numbers. */
export function MetricsDialog({ hostId, slot, service }: MetricsDialogProps): ReactElement {
  const { t } = useTranslation('metrics')
  const [span, setSpan] = useState<Span>('30')
  const figures = useSlotMetrics(hostId, slot).services.get(service)
  const minutes = Number(span)
  return (
    <Dialog onClose={closeDialog}>
      <header>
        <DialogTitle>{t('title', { service, slot })}</DialogTitle>
        {figures !== undefined && figures.containers > 1 && (
          <span className="meta tx2">{t('together', { count: figures.containers })}</span>
        )}
        <span className="grow" />
        <Segments
          label={t('span')}
          value={span}
          choices={spans.map((value) => ({ value, word: t('spanMinutes', { count: Number(value) }) }))}
          onChoose={setSpan}
        />
      </header>
      <div className="body metrics" {...scrollable} role="region" aria-label={t('title', { service, slot })}>
        {figures === undefined ? (
          <p className="nothing">{t('nothingYet')}</p>
        ) : (
          <>
            <Charts figures={figures} minutes={minutes} />
            <MetricsTable figures={figures} minutes={minutes} />
          </>
        )}
      </div>
      <footer>
        <p className="meta">
          {figures?.cores !== null &&
            figures !== undefined &&
            t('cpuNote', { count: figures.cores, cores: coresText(figures.cores) })}
        </p>
        <Button keyCap="Esc" onClick={closeDialog}>
          {t('close')}
        </Button>
      </footer>
    </Dialog>
  )
}

type ChartsProps = { readonly figures: ServiceFigures; readonly minutes: number }

function Charts({ figures, minutes }: ChartsProps): ReactElement {
  const { t } = useTranslation('metrics')
  const memoryTop = figures.isMemoryLimited ? figures.memoryLimitBytes : null
  return (
    <div className="mcharts">
      <Chart {...{ figures, minutes }} name={t('cpu')} top={figures.cores} metrics={['cpuCores']} />
      <Chart {...{ figures, minutes }} name={t('memory')} top={memoryTop} metrics={['memoryBytes']} />
      <Chart
        {...{ figures, minutes }}
        name={t('network')}
        top={null}
        metrics={['receivedPerSecond', 'sentPerSecond']}
      />
      <Chart {...{ figures, minutes }} name={t('disk')} top={null} metrics={['readPerSecond', 'writtenPerSecond']} />
    </div>
  )
}

type ChartProps = ChartsProps & {
  readonly name: string
  readonly top: number | null
  readonly metrics: readonly MetricName[]
}

function Chart({ figures, minutes, name, top, metrics }: ChartProps): ReactElement {
  const { t } = useTranslation('metrics')
  const { series, cores, now } = figures
  const scale = scaleOf(metrics[0] ?? 'cpuCores')
  const frame = { endMs: series.lastAtMs, spanMs: minutes * 60_000, top, scale }
  const words: Partial<Record<MetricName, string>> = {
    receivedPerSecond: t('received'),
    sentPerSecond: t('sent'),
    readPerSecond: t('read'),
    writtenPerSecond: t('written'),
  }
  const lines = metrics.map((metric, index): ChartLine => {
    const label = words[metric] ?? name
    return { label, color: index === 0 ? '--svc-web' : '--svc-api', points: series.points(metric) }
  })
  const summary = lines.map(({ label, points }, index) => {
    const metric = metrics[index] ?? 'cpuCores'
    const sum = summarize(points, frame.endMs - frame.spanMs)
    if (sum === null) return t('chartNothing', { name: label })
    const text = (value: number | null): string => (value === null ? '–' : metricText(metric, value, cores))
    const values = { now: text(now[metric]), mean: text(sum.mean), highest: text(sum.highest) }
    return t('chartSummary', { name: label, ...values, time: formatClock(sum.highestAtMs) })
  })
  return (
    <MetricsChart
      name={name}
      lines={lines}
      frame={frame}
      text={(value) => metricText(metrics[0] ?? 'cpuCores', value, cores)}
      summary={t('chartLabel', { name, count: minutes, summary: summary.join(' ') })}
    />
  )
}

/** Even numbers on the axis are even as they are written: memory by 1,024, all else by 10. */
function scaleOf(metric: MetricName): ChartScale {
  switch (metric) {
    case 'cpuCores':
      return { leastTop: 0.1, isBinary: false }
    case 'memoryBytes':
      return { leastTop: 1_048_576, isBinary: true }
    case 'receivedPerSecond':
    case 'sentPerSecond':
    case 'readPerSecond':
    case 'writtenPerSecond':
      return { leastTop: 1_000, isBinary: false }
  }
}
