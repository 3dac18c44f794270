import { type ReactElement, useState } from 'react'
import type { HostView, SlotView as Slot } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { scrollable } from '../../components/scrollable'
import { StatusBar } from '../../components/status-bar'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { openView } from '../../stores/navigation-store'
import { isReadOnly } from '../board/slot-actions'
import { InterruptedPage } from '../interrupted/interrupted-page'
import { ReadOnlyBar } from '../read-only/read-only-bar'
import { DeploymentList } from './deployment-list'
import { HealthPanel } from './health-panel'
import { HealthReasons } from './health-reason-card'
import { ServiceTable } from './service-table'
import { SlotHeader } from './slot-header'
import { SlotSide } from './slot-side'
import { useShownCheck } from './use-shown-check'
import { type HealthSpan, useSlotHealth } from './use-slot-health'
import { useSlotKeys } from './use-slot-keys'

/** The page of one slot. */
export function SlotView({ hostId, slot }: { readonly hostId: string; readonly slot: string }): ReactElement {
  const entry = useBoardStore((state) => state.board.hosts.find(({ host }) => host.id === hostId))
  const view = entry?.slots.find(({ name }) => name === slot)
  if (entry === undefined || view === undefined) return <GoneSlot name={slot} />
  if (view.state === 'interrupted') return <InterruptedPage host={entry.host} slot={view} />
  return <KnownSlot host={entry.host} slot={view} />
}

function KnownSlot({ host, slot }: { readonly host: HostView; readonly slot: Slot }): ReactElement {
  const { t } = useTranslation(['slot', 'readOnly', 'notices'])
  const readOnly = isReadOnly(host)
  const [span, setSpan] = useState<HealthSpan>('30m')
  const health = useSlotHealth(slot.hostId, slot.name, span)
  const recorded = health.health?.services ?? noServices
  const { shown, choose, step, nextFailed } = useShownCheck(recorded)
  useSlotKeys(slot, { step, nextFailed })
  return (
    <>
      <SlotHeader host={host} slot={slot} />
      {readOnly && <ReadOnlyBar wanted={{ host, slot }}>{t('readOnly:slot', { host: host.name })}</ReadOnlyBar>}
      <div className="page">
        <div className="l" {...scrollable} role="region" aria-label={t('services')}>
          <ServiceTable host={host} slot={slot} />
          <HealthReasons slot={slot} services={recorded} />
          <HealthPanel
            address={{ hostId: slot.hostId, slot: slot.name }}
            services={slot.services}
            state={health}
            span={span}
            onSpan={setSpan}
            shown={shown}
            onChoose={choose}
          />
          <DeploymentList slot={slot} />
        </div>
        <SlotSide host={host} slot={slot} />
      </div>
      <StatusBar
        hints={[
          { chords: ['Tab'], word: t('keySection') },
          { chords: ['ArrowLeft', 'ArrowRight'], word: t('keyCheck') },
          { chords: ['F'], word: t('keyFailed') },
          ...(readOnly
            ? []
            : [
                { chords: ['D'], word: t('keyDeploy') },
                { chords: ['R'], word: t('keyRollBack') },
                { chords: ['V'], word: t('keyReserve') },
                ...(slot.holds.length > 0 ? [{ chords: ['U'], word: t('keyLift') }] : []),
              ]),
          { chords: ['L'], word: t('keyLogs') },
          { chords: ['O'], word: t('keyOpen') },
          { chords: ['B'], word: t('notices:keyFollow') },
          { chords: ['H'], word: t('keyHistory') },
          { chords: ['Escape'], word: t('keyBack') },
        ]}
      />
    </>
  )
}

const noServices: readonly never[] = []

function GoneSlot({ name }: { readonly name: string }): ReactElement {
  const { t } = useTranslation('slot')
  return (
    <>
      <div className="viewbar">
        <h1>{t('gone', { slot: name })}</h1>
      </div>
      <div className="log-note">
        <p>{t('goneText')}</p>
        <Button onClick={() => openView({ kind: 'board' })}>{t('toBoard')}</Button>
      </div>
    </>
  )
}
