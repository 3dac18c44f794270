import type { ReactElement } from 'react'
import type { ServiceHealthView } from '../../../src/contract/health-contract'
import { describeError } from '../../../src/domain/berth-error'
import type { ServiceView } from '../../../src/domain/board'
import type { HealthCheckSource } from '../../../src/domain/health-check'
import { countChecks, type StripCell, stripCells } from '../../../src/domain/health-strip'
import type { TimeSpan } from '../../../src/domain/service-health'
import { formatClock } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { CheckPlace } from './check-place'
import { cellMarks } from './health-words'

type HealthStripProps = {
  readonly service: ServiceHealthView
  /** Null where the slots file knows a service that the slot does not have. */
  readonly view: ServiceView | undefined
  readonly source: HealthCheckSource
  readonly time: TimeSpan
  readonly shown: CheckPlace | null
  readonly onChoose: (place: CheckPlace) => void
}

const mostCells = 60

/** One service's checks of one source over time; a cell with several shows the worst of them. */
export function HealthStrip({ service, view, source, time, shown, onChoose }: HealthStripProps): ReactElement {
  const { t } = useTranslation('health')
  const name = source === 'docker' ? service.service : t('probeName', { path: service.probe?.path ?? '' })
  const cells = stripCells({ ...service, source }, time, mostCells)
  return (
    <div className="hstrip">
      {source === 'docker' ? (
        <b className="ell">{name}</b>
      ) : (
        <code className="ell tx2" title={name}>
          {name}
        </code>
      )}
      <div className="bars" role="group" aria-label={`${service.service} ${source === 'http' ? name : ''}`.trim()}>
        {cells.map((cell) => (
          <Cell key={cell.fromMs} cell={cell} service={service} shown={shown} onChoose={onChoose} />
        ))}
      </div>
      <StripEnd service={service} view={view} source={source} />
    </div>
  )
}

type CellProps = Pick<HealthStripProps, 'service' | 'shown' | 'onChoose'> & { readonly cell: StripCell }

function Cell({ cell, service, shown, onChoose }: CellProps): ReactElement {
  const { t } = useTranslation('health')
  const checks = cell.checks.flatMap((place) => service.checks[place] ?? [])
  const worst = checks.filter(({ kind }) => kind === cell.kind).at(-1)
  const at = formatClock(cell.fromMs, true)
  const until = formatClock(cell.untilMs, true)
  const facts = {
    service: service.service,
    at,
    until,
    result: t(`legend.${cell.kind}`),
    passed: cell.passed,
    total: cell.total,
  }
  const label = t(cell.total > 1 ? 'cellOfMany' : 'cell', facts)
  if (worst === undefined) return <i className={cellMarks[cell.kind]} title={label} />
  const isShown = checks.some((check) => shown?.service === service.service && isSame(check, shown))
  return (
    <button
      type="button"
      className={`${cellMarks[cell.kind]}${isShown ? ' on' : ''}`}
      // Hundreds of stops between two sections: the arrow keys go from check to check.
      tabIndex={isShown ? 0 : -1}
      aria-pressed={isShown}
      aria-label={label}
      title={label}
      onClick={() => onChoose({ ...worst, service: service.service })}
    />
  )
}

function isSame(check: Omit<CheckPlace, 'service'>, shown: CheckPlace): boolean {
  const isOwn = check.containerId === shown.containerId && check.source === shown.source
  return isOwn && check.startedAtMs === shown.startedAtMs
}

type StripEndProps = Pick<HealthStripProps, 'service' | 'view' | 'source'>

function StripEnd({ service, view, source }: StripEndProps): ReactElement {
  const { t } = useTranslation('health')
  const language = useLanguage()
  const problem = source === 'http' ? service.probe?.problem : null
  const { passed, total } = countChecks({ ...service, source })
  if (problem !== null && problem !== undefined) {
    const { message } = describeError(problem, language)
    return (
      <span className="end ell" title={message}>
        {t('notAsked')}
        <span className="vh">{message}</span>
      </span>
    )
  }
  if (total > 0) return <span className="end">{t('passedOf', { passed, total })}</span>
  return <span className="end">{source === 'docker' && view?.health === 'none' ? t('noCheck') : t('noResults')}</span>
}
