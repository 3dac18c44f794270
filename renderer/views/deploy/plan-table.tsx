import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlannedImage, PlannedService } from '../../../src/domain/plan'
import { CheckBox } from '../../components/check-box'
import { StateShape } from '../../components/state-shape'
import { formatDuration } from '../../format/time'
import { useLanguage } from '../../i18n/use-language'
import { imageName, imageNow, isTouched } from './plan-view'

type PlanTableProps = {
  readonly plan: Plan
  /** Leaves a service out or takes it in; without it services can't be chosen here. */
  readonly onToggle?: (service: string) => void
}

/** What happens to each service: from which image to which, how, and for how long nobody answers. */
export function PlanTable({ plan, onToggle }: PlanTableProps): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <div className="ptable" role="table" aria-label={t('plan')}>
      <div className="pt h" role="row">
        <span role="columnheader">{t('service')}</span>
        <span role="columnheader">{t(plan.operation.kind === 'deploy' ? 'image' : 'imageNow')}</span>
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
        {change.kind === 'replace' ? (
          <FromTo from={change.from} to={change.to} />
        ) : (
          <ImageText image={imageNow(service)} />
        )}
      </span>
      <How change={change} />
      <Downtime service={service} />
    </div>
  )
}

function FromTo({ from, to }: { readonly from: PlannedImage; readonly to: PlannedImage }): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <span className="ft">
      <span className="lab">{t('from')}</span>
      <ImageText image={from} />
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

const hows = { replace: 'recreate', stop: 'stop', start: 'start', restart: 'restart' } as const
const reasons = { unchanged: 'unchanged', 'no-image': 'noImage', 'not-selected': 'leftAlone' } as const

function How({ change }: { readonly change: PlannedService['change'] }): ReactElement {
  const { t } = useTranslation('deploy')
  if (change.kind === 'unchanged' || change.kind === 'no-image' || change.kind === 'not-selected') {
    return (
      <span role="cell" className="meta flex same-word">
        <StateShape name="same" />
        {t(reasons[change.kind])}
      </span>
    )
  }
  return (
    <span role="cell" className="meta">
      {t(hows[change.kind])}
      {change.kind === 'replace' && change.source === 'host' && (
        <span className="micro tx3 line">{t('onlyOnHost')}</span>
      )}
    </span>
  )
}

function Downtime({ service }: { readonly service: PlannedService }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { downtimeMs, change } = service
  const text = (): string => {
    if (change.kind === 'stop') return t('downUntilStart')
    if (downtimeMs === null) return t('downUnknown')
    return downtimeMs === 0 ? t('downNone') : t('downAbout', { time: formatDuration(downtimeMs, language) })
  }
  return (
    <span role="cell" className="meta">
      {isTouched(service) ? <b>{text()}</b> : t('downNone')}
    </span>
  )
}
