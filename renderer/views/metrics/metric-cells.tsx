import type { ReactElement } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import { memorySize } from '../../../src/domain/memory-size'
import type { SeriesPoint } from '../../../src/domain/metrics-series'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { openDialog, type SlotAddress } from '../../stores/navigation-store'
import { metricText, coresText } from './metric-text'
import type { ServiceFigures } from './metrics-session'
import { Sparkline } from './sparkline'

type MetricCellProps = {
  readonly address: SlotAddress
  readonly service: string
  /** Undefined: nothing was told yet. */
  readonly figures: ServiceFigures | undefined
  readonly color: string
}

/** Processors of a service: now, of how many, and over the last half hour. */
export function CpuCell(props: MetricCellProps): ReactElement {
  const { t } = useTranslation('metrics')
  const { figures } = props
  const value = figures?.now.cpuCores ?? null
  const cores = figures?.cores ?? null
  const points = figures?.series.points('cpuCores') ?? []
  const of = cores === null ? '' : t('ofCores', { count: cores, cores: coresText(cores) })
  return (
    <MetricCell
      {...props}
      name={t('cpu')}
      value={value === null ? null : metricText('cpuCores', value, cores)}
      of={of}
      points={points}
      top={cores ?? highest(points)}
      isLimited={false}
    />
  )
}

/** Memory of a service: now, of how much, and over the last half hour. */
export function MemoryCell(props: MetricCellProps): ReactElement {
  const { t } = useTranslation('metrics')
  const { figures } = props
  const value = figures?.now.memoryBytes ?? null
  const limit = figures?.memoryLimitBytes ?? null
  const isLimited = figures?.isMemoryLimited === true && limit !== null
  const points = figures?.series.points('memoryBytes') ?? []
  return (
    <MetricCell
      {...props}
      name={t('memory')}
      value={value === null ? null : memorySize(value)}
      of={isLimited ? t('ofBytes', { bytes: memorySize(limit) }) : t('noLimit')}
      points={points}
      // Against the memory of a whole host every line would lie on the ground.
      top={isLimited ? limit : highest(points) * 1.5}
      isLimited={isLimited}
    />
  )
}

type FilledCellProps = MetricCellProps & {
  readonly name: string
  readonly value: string | null
  readonly of: string
  readonly points: readonly SeriesPoint[]
  readonly top: number
  readonly isLimited: boolean
}

function MetricCell(props: FilledCellProps): ReactElement {
  const { address, service, figures, color, name, value, of, points, top, isLimited } = props
  const { t } = useTranslation('metrics')
  const why = useReason(figures)
  const word = wordOf(figures, value)
  return (
    <button
      type="button"
      className="spark"
      aria-label={t('openChart', { service, name, value: value === null ? t(word) : `${value} ${of}` })}
      title={why ?? t('openChartTitle')}
      onClick={() => openDialog({ kind: 'metrics', ...address, service })}
    >
      <Sparkline points={points} color={color} top={top} isLimited={isLimited} />
      {value === null ? (
        <small>{t(word)}</small>
      ) : (
        <span>
          <b>{value}</b>
          <small>{of}</small>
        </span>
      )}
    </button>
  )
}

function wordOf(figures: ServiceFigures | undefined, value: string | null): 'measuring' | 'notRunning' | 'notKnown' {
  switch (figures?.state) {
    case undefined:
    case 'measuring':
      return 'measuring'
    case 'stopped':
      return 'notRunning'
    case 'unknown':
      return 'notKnown'
    case 'live':
    case 'polled':
      // The first reading tells no processors yet: only two of them do.
      return value === null && figures.series.length === 0 ? 'measuring' : 'notKnown'
  }
}

/** Why a number is not known, or comes slowly; null: there is nothing to explain. */
function useReason(figures: ServiceFigures | undefined): string | null {
  const { t } = useTranslation('metrics')
  const language = useLanguage()
  if (figures?.state === 'polled') return t('polled')
  if (figures?.problem === null || figures?.problem === undefined) return null
  return t('notKnownBecause', { reason: describeError(figures.problem, language).message })
}

function highest(points: readonly SeriesPoint[]): number {
  return Math.max(0, ...points.map(({ value }) => value ?? 0))
}
