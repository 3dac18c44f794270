import { type ReactElement, useState } from 'react'
import type { SlotDetails } from '../../../src/contract/slot-details'
import type { HostView, SlotView } from '../../../src/domain/board'
import { scrollable } from '../../components/scrollable'
import { useTranslation } from '../../i18n/use-translation'
import { isReadOnly } from '../board/slot-actions'
import { isOld } from '../board/slot-look'
import { ErrorNote } from '../deploy/error-note'
import { HoldCard } from '../hold/hold-card'
import { ReservationCard } from '../reserve/reservation-card'
import { AddressesCard, ContainerCard, EnvironmentCard, MountsCard, ProjectCard } from './detail-cards'
import { DriftCard } from './drift-card'
import { slotBlock } from './slot-block'
import { useSlotDetails } from './use-slot-details'

/** A slot's settings beside its services: ports, environment, mounts, project. */
export function SlotSide({ host, slot }: { readonly host: HostView; readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('slot')
  const { details, error, retry } = useSlotDetails(slot)
  const canChange = !isReadOnly(host)
  return (
    <aside className="r" aria-label={t('details')} {...scrollable}>
      <DriftCard slot={slot} canChange={canChange} offBecause={slotBlock(slot, host, t)} />
      <HoldCard slot={slot} canChange={canChange} offBecause={isOld(host.connection) ? t('unreachable') : undefined} />
      <ReservationCard
        slot={slot}
        canChange={canChange}
        offBecause={isOld(host.connection) ? t('unreachable') : undefined}
      />
      {error !== null && <ErrorNote error={error} onRetry={retry} />}
      {details === null && error === null && slot.services.length > 0 && (
        <p className="tx2" role="status">
          {t('detailsLoading')}
        </p>
      )}
      {details !== null && <Details details={details} slot={slot} />}
    </aside>
  )
}

type DetailsProps = { readonly details: SlotDetails; readonly slot: SlotView }

function Details({ details, slot }: DetailsProps): ReactElement {
  const [chosen, choose] = useState<string | null>(null)
  // What is wrong is looked at first.
  const worst = slot.services.find((service) => service.state.kind === 'unhealthy')?.name
  const { services } = details
  const shown = services.find(({ name }) => name === (chosen ?? worst)) ?? services[0]
  return (
    <>
      <AddressesCard services={services} />
      {shown !== undefined && (
        <>
          <ServiceChoice names={services.map(({ name }) => name)} shown={shown.name} onChoose={choose} />
          <EnvironmentCard service={shown} />
          <MountsCard service={shown} />
          <ContainerCard service={shown} />
        </>
      )}
      <ProjectCard details={details} />
    </>
  )
}

type ServiceChoiceProps = {
  readonly names: readonly string[]
  readonly shown: string
  readonly onChoose: (name: string) => void
}

function ServiceChoice({ names, shown, onChoose }: ServiceChoiceProps): ReactElement {
  const { t } = useTranslation('slot')
  return (
    <div className="seg side-seg" role="group" aria-label={t('of')}>
      {names.map((name) => (
        <button key={name} type="button" aria-pressed={name === shown} onClick={() => onChoose(name)}>
          <span className="ell">{name}</span>
        </button>
      ))}
    </div>
  )
}
