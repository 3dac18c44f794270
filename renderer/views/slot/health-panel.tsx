import type { ReactElement } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import type { ServiceView } from '../../../src/domain/board'
import { Segments } from '../../components/segments'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { type CheckPlace, checksInOrder, findCheck } from './check-place'
import { HealthAxis } from './health-axis'
import { HealthCheckOutput } from './health-check-output'
import { HealthNotes } from './health-notes'
import { HealthStrip } from './health-strip'
import { cellMarks } from './health-words'
import { type HealthSpan, healthSpans, type SlotHealthState } from './use-slot-health'

type HealthPanelProps = {
  readonly address: { readonly hostId: string; readonly slot: string }
  readonly services: readonly ServiceView[]
  readonly state: SlotHealthState
  readonly span: HealthSpan
  readonly onSpan: (span: HealthSpan) => void
  readonly shown: CheckPlace | null
  readonly onChoose: (place: CheckPlace) => void
}

const titles = { '30m': 'title30m', '6h': 'title6h', '24h': 'title24h' } as const

/** Each service's checks as a strip over time, what happened beside them, and the output of the chosen check. */
export function HealthPanel(props: HealthPanelProps): ReactElement {
  const { state, span, onSpan } = props
  const { t } = useTranslation('health')
  return (
    <section className="card" aria-label={t('health')}>
      <div className="ch">
        <h2>{t(titles[span])}</h2>
        <div className="legend r" aria-hidden="true">
          {legend.map((kind) => (
            <span key={kind}>
              <i className={cellMarks[kind]} />
              {t(`legend.${kind}`)}
            </span>
          ))}
        </div>
        <Segments
          label={t('span')}
          value={span}
          choices={spans.map((value) => ({ value, word: t(`spans.${value}`) }))}
          onChoose={onSpan}
        />
      </div>
      <div className="cb health">
        {state.health === null ? <HealthPending state={state} /> : <HealthStrips {...props} health={state.health} />}
      </div>
    </section>
  )
}

const spans = Object.keys(healthSpans) as readonly HealthSpan[]
const legend = ['passed', 'failed', 'timed-out', 'starting', 'not-known'] as const

function HealthPending({ state }: Pick<HealthPanelProps, 'state'>): ReactElement {
  const { t } = useTranslation('health')
  const language = useLanguage()
  return (
    <p className="meta tx3">{state.error === null ? t('reading') : describeError(state.error, language).message}</p>
  )
}

type HealthStripsProps = HealthPanelProps & { readonly health: NonNullable<SlotHealthState['health']> }

function HealthStrips({ address, services, health, span, shown, onChoose }: HealthStripsProps): ReactElement {
  const time = { fromMs: health.nowMs - healthSpans[span], untilMs: health.nowMs }
  const check = findCheck(checksInOrder(health.services), shown)
  return (
    <>
      {health.services.flatMap((service) => {
        const view = services.find(({ name }) => name === service.service)
        const strip = { service, view, time, shown, onChoose }
        return [
          <HealthStrip key={service.service} source="docker" {...strip} />,
          ...(service.probe === null ? [] : [<HealthStrip key={`${service.service} http`} source="http" {...strip} />]),
        ]
      })}
      <HealthAxis time={time} />
      <HealthNotes services={health.services} />
      {check !== null && (
        <HealthCheckOutput
          address={address}
          check={check}
          probe={health.services.find(({ service }) => service === check.service)?.probe ?? null}
        />
      )}
    </>
  )
}
