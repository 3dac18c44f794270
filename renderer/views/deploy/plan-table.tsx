import type { ReactElement } from 'react'
import type { Plan, PlannedImage, PlannedService } from '../../../src/domain/plan'
import { CheckBox } from '../../components/check-box'
import { StateShape } from '../../components/state-shape'
import { formatDuration } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { imageAfter, imageName, imageNow, isTouched } from './plan-view'

type PlanTableProps = {
  readonly plan: Plan
  /** Leaves a service out or takes it in; without it services can't be chosen here. */
  readonly onToggle?: (service: string) => void
}

/** What happens to each service: from which image to which, how, and for how long nobody answers. */
export function PlanTable({ plan, onToggle }: PlanTableProps): ReactElement {
  const { t } = useTranslation('deploy')
  const makesNew = plan.operation.kind === 'deploy' || plan.operation.kind === 'rollback'
  return (
    <div className="ptable" role="table" aria-label={t('plan')}>
      <div className="pt h" role="row">
        <span role="columnheader">{t('service')}</span>
        <span role="columnheader">{t(makesNew ? 'image' : 'imageNow')}</span>
        <span role="columnheader">{t('how')}</span>
        <span role="columnheader">{t('downtime')}</span>
      </div>
      {plan.services.map((service) => (
        <PlanRow key={service.name} service={service} onToggle={onToggle} />
      ))}
    </div>
  )
}

type PlanRowProps = { readonly service: PlannedService; readonly onToggle: PlanTableProps['onToggle'] }

function PlanRow({ service, onToggle }: PlanRowProps): ReactElement {
  const { t } = useTranslation('deploy')
  const { change, name } = service
  const canChoose = onToggle !== undefined && (change.kind === 'replace' || change.kind === 'not-selected')
  return (
    <div className={isTouched(service) ? 'pt' : 'pt same'} role="row">
      <span role="rowheader" className="ell">
        {canChoose ? (
          <CheckBox
            checked={change.kind === 'replace'}
            label={t('include', { service: name })}
            onToggle={() => onToggle(name)}
          >
            <b className="ell">{name}</b>
          </CheckBox>
        ) : (
          <b>{name}</b>
        )}
      </span>
      <span role="cell">
        <Images service={service} />
        {change.kind === 'lead-back' && <FromWhereToWhere change={change} />}
      </span>
      <How service={service} />
      <Downtime service={service} />
    </div>
  )
}

function Images({ service }: { readonly service: PlannedService }): ReactElement | null {
  const from = imageNow(service)
  const to = imageAfter(service)
  if (to !== null) return <FromTo from={from} to={to} />
  return from === null ? null : <ImageText image={from} />
}

function FromTo({ from, to }: { readonly from: PlannedImage | null; readonly to: PlannedImage }): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <span className="ft">
      <span className="lab">{t('from')}</span>
      {from === null ? <span className="tx3">{t('fromNothing')}</span> : <ImageText image={from} />}
      <span className="lab">{t('to')}</span>
      <ImageText image={to} className="to" />
    </span>
  )
}

function ImageText({
  image,
  className = '',
}: {
  readonly image: PlannedImage
  readonly className?: string
}): ReactElement {
  const revision = image.revision ?? image.identity.replace(/^sha256:/, '')
  return (
    <code className={`meta image-text ${className}`} title={`${image.reference} ${image.identity}`}>
      <span className="ell">{imageName(image)}</span>
      <span className={className === '' ? 'tx3' : ''}>{revision.slice(0, 7)}</span>
    </code>
  )
}

const hows = {
  replace: 'recreate',
  create: 'create',
  stop: 'stop',
  start: 'start',
  restart: 'restart',
  'lead-back': 'leadBack',
} as const
const reasons = {
  unchanged: 'unchanged',
  'no-image': 'noImage',
  'not-selected': 'leftAlone',
  'not-in-source': 'leftAlone',
} as const

function How({ service }: { readonly service: PlannedService }): ReactElement {
  const { t } = useTranslation('deploy')
  const { change, strategy } = service
  if (
    change.kind === 'unchanged' ||
    change.kind === 'no-image' ||
    change.kind === 'not-selected' ||
    change.kind === 'not-in-source'
  ) {
    return (
      <span role="cell" className="meta flex same-word">
        <StateShape name="same" />
        {t(reasons[change.kind])}
      </span>
    )
  }
  return (
    <span role="cell" className="meta">
      {change.kind === 'replace' && strategy.kind === 'blue-green' ? (
        <BlueGreen color={strategy.color} />
      ) : (
        t(hows[change.kind])
      )}
      {(change.kind === 'replace' || change.kind === 'create') && change.source === 'host' && (
        <span className="micro tx3 line">{t('onlyOnHost')}</span>
      )}
    </span>
  )
}

function FromWhereToWhere({
  change: { proxy, leads, should },
}: {
  readonly change: Extract<PlannedService['change'], { kind: 'lead-back' }>
}): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <span className="micro tx3 line">
      {proxy}: {leads === '' ? t('leadsNowhere') : <code>{leads}</code>} → <code>{should}</code>
    </span>
  )
}

function BlueGreen({ color }: { readonly color: PlannedService['strategy']['color'] }): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <>
      {t('blueGreen')}
      {color !== null && <span className="micro tx3 line">{t('toColor', { color: t(color) })}</span>}
    </>
  )
}

function Downtime({ service }: { readonly service: PlannedService }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { downtimeMs, downtimeIsMeasured, change } = service
  const text = (): string => {
    if (change.kind === 'stop') return t('downUntilStart')
    if (downtimeMs === null) return t('downUnknown')
    return downtimeMs === 0 ? t('downNone') : t('downAbout', { time: formatDuration(downtimeMs, language) })
  }
  return (
    <span role="cell" className="meta">
      {isTouched(service) ? <b>{text()}</b> : t('downNone')}
      {isTouched(service) && downtimeIsMeasured && <span className="micro tx3 line">{t('downMeasured')}</span>}
    </span>
  )
}
