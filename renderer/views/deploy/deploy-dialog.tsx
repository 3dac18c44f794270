import { type ReactElement, useMemo, useState } from 'react'
import type { Operation } from '../../../src/domain/operation'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useTranslation } from '../../i18n/use-translation'
import { closeDialog } from '../../stores/navigation-store'
import { ComparisonCard } from './comparison-card'
import { comparisonIn, useComparison } from './use-comparison'
import { PlanFooter } from './plan-footer'
import { PlanPane } from './plan-pane'
import { keepChosen, releaseChoices } from './release-filter'
import { ReleaseList } from './release-list'
import { type ReleaseShelf, shelveReleases } from './release-shelves'
import { SlotDialogHead } from './slot-dialog-head'
import { usePlan } from './use-plan'
import { useReleaseName } from './use-release-name'
import { useReleaseOrder } from './use-release-order'
import { useReleases } from './use-releases'
import { useRunPlan } from './use-run-plan'
import { useSlotPlace } from './use-slot-place'

type DeployDialogProps = { readonly hostId: string; readonly slot: string; readonly tag: string | null }

/** Choosing a release for a slot, its plan, and the go. */
export function DeployDialog({ hostId, slot, tag }: DeployDialogProps): ReactElement {
  const { t } = useTranslation('deploy')
  const place = useSlotPlace({ hostId, slot })
  const picked = useReleaseChoice({ hostId, slot }, tag)
  const { operation, toggle, recreate } = useDeployOperation(picked.chosen, place.services)
  const { state, replan } = usePlan({ hostId, slot }, operation)
  const comparison = useComparison(operation, state)
  const run = useRunPlan(operation, state, replan)
  const what = useReleaseName(picked.chosen)
  return (
    <Dialog onClose={closeDialog} closesOutside={false}>
      <SlotDialogHead title={t('title', { place: place.name })} slot={place.view} />
      <div className="body deploy-body">
        <ReleaseList {...picked} hostId={hostId} hostName={place.hostName} slot={slot} />
        <PlanPane
          hostName={place.hostName}
          slot={slot}
          state={state}
          run={run}
          onReplan={replan}
          onToggle={toggle}
          comparison={comparisonIn(comparison)}
          nothingAction={
            <Button size="s" icon="rst" onClick={recreate}>
              {t('recreateAnyway')}
            </Button>
          }
        >
          <ComparisonCard state={comparison} />
        </PlanPane>
      </div>
      <PlanFooter state={state} run={run} label={what === '' ? t('recreate') : t('deployTo', { what, slot })} />
    </Dialog>
  )
}

function useReleaseChoice(address: { readonly hostId: string; readonly slot: string }, tag: string | null) {
  const { order, onOrder } = useReleaseOrder()
  const releases = useReleases(address, order)
  const [filter, setFilter] = useState('')
  const [asked, setAsked] = useState(tag)
  const [shelf, setShelf] = useState<ReleaseShelf>('branches')
  const shelved = useMemo(
    () => shelveReleases(releaseChoices(releases.kind === 'found' ? releases.releases : [], filter), shelf),
    [releases, filter, shelf],
  )
  // A tag that was asked for from outside stays chosen before the list is there, and when no host has it.
  const chosen = asked !== null && filter === '' && asked === tag ? tag : keepChosen(shelved.choices, asked)
  return {
    releases,
    shelved,
    filter,
    chosen,
    order,
    onOrder,
    onFilter: setFilter,
    onShelf: setShelf,
    onChoose: setAsked,
  }
}

type OperationDetails = { readonly leftOut: readonly string[]; readonly always: boolean }

const nothingSaid: OperationDetails = { leftOut: [], always: false }

/** The operation for a tag: which services are left out, and whether containers are made anew, belong to that tag alone. */
function useDeployOperation(tag: string | null, services: readonly string[]) {
  const [details, setDetails] = useState<OperationDetails & { readonly tag: string | null }>({ tag, ...nothingSaid })
  const { leftOut, always } = details.tag === tag ? details : nothingSaid
  const operation = useMemo<Operation | null>(() => {
    if (tag === null) return null
    const chosen = services.filter((name) => !leftOut.includes(name))
    return {
      kind: 'deploy',
      tag,
      services: leftOut.length === 0 ? null : chosen,
      recreate: always ? 'always' : 'changed',
    }
  }, [tag, services, leftOut, always])
  const toggle = (service: string): void => {
    const next = leftOut.includes(service) ? leftOut.filter((name) => name !== service) : [...leftOut, service]
    if (services.some((name) => !next.includes(name))) setDetails({ tag, leftOut: next, always })
  }
  return { operation, toggle, recreate: () => setDetails({ tag, leftOut, always: true }) }
}
