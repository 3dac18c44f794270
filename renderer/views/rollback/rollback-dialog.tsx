import { type ReactElement, useMemo, useState } from 'react'
import type { KeptRelease } from '../../../src/contract/kept-release'
import type { Operation } from '../../../src/domain/operation'
import { Dialog } from '../../components/dialog'
import { useTranslation } from '../../i18n/use-translation'
import { closeDialog } from '../../stores/navigation-store'
import { ComparisonCard } from '../deploy/comparison-card'
import { PlanFooter } from '../deploy/plan-footer'
import { PlanPane } from '../deploy/plan-pane'
import { SlotDialogHead } from '../deploy/slot-dialog-head'
import { comparisonIn, useComparison } from '../deploy/use-comparison'
import { usePlan } from '../deploy/use-plan'
import { useRunPlan } from '../deploy/use-run-plan'
import { useSlotPlace } from '../deploy/use-slot-place'
import { filterKept, keepKept, type KeptFilter, lostRelease } from './kept-filter'
import { KeptList } from './kept-list'
import { SettingsTable } from './settings-table'
import { useComparisons, useKeptReleases } from './use-kept-releases'

type RollbackDialogProps = {
  readonly hostId: string
  readonly slot: string
  /** Preselected. */
  readonly releaseId: string | null
}

const none: readonly KeptRelease[] = []

/** Choosing what to go back to, with what would change: images, settings, and what stays as it is. */
export function RollbackDialog({ hostId, slot, releaseId }: RollbackDialogProps): ReactElement {
  const { t } = useTranslation('rollback')
  const place = useSlotPlace({ hostId, slot })
  const kept = useKeptReleases({ hostId, slot })
  const [filter, setFilter] = useState<KeptFilter>({ text: '', only: 'all' })
  const [asked, setAsked] = useState(releaseId)
  const releases = kept.kind === 'found' ? kept.releases : none
  const listed = useMemo(() => filterKept(releases, filter), [releases, filter])
  const lost = kept.kind === 'found' ? lostRelease(releases, asked) : null
  // Another release than the one that was asked for is for the person to choose.
  const chosen = lost === null ? keepKept(listed, asked) : null
  const operation = useMemo<Operation | null>(
    () => (chosen === null ? null : { kind: 'rollback', releaseId: chosen, services: null }),
    [chosen],
  )
  const { state, replan } = usePlan({ hostId, slot }, operation)
  const comparison = useComparison(operation, state)
  const run = useRunPlan(operation, state, replan)
  const comparisons = useComparisons({ hostId, slot }, releases)
  const what = targetName(releases.find((release) => release.releaseId === chosen))
  return (
    <Dialog onClose={closeDialog} closesOutside={false}>
      <SlotDialogHead title={t('title', { place: place.name })} slot={place.view} />
      <div className="body deploy-body">
        <KeptList
          hostName={place.hostName}
          slotName={slot}
          slot={place.view}
          kept={kept}
          lost={lost}
          comparisons={comparisons}
          listed={listed}
          filter={filter}
          chosen={chosen}
          onFilter={setFilter}
          onChoose={setAsked}
        />
        <PlanPane
          hostName={place.hostName}
          slot={slot}
          state={state}
          run={run}
          onReplan={replan}
          comparison={comparisonIn(comparison)}
        >
          <ComparisonCard state={comparison} tellsSettings={false} />
          <SettingsTable state={chosen === null ? null : (comparisons.get(chosen) ?? null)} />
        </PlanPane>
      </div>
      <PlanFooter state={state} run={run} label={what === '' ? t('goPlain', { slot }) : t('go', { slot, what })} />
    </Dialog>
  )
}

function targetName(release: KeptRelease | undefined): string {
  return release?.name.revision?.slice(0, 7) ?? release?.name.kickoff?.summary ?? release?.name.tag ?? ''
}
