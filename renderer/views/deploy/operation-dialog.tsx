import { type ReactElement, useMemo } from 'react'
import { Dialog, DialogTitle } from '../../components/dialog'
import { formatList } from '../../format/list'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { closeDialog } from '../../stores/navigation-store'
import { CloseButton } from './close-button'
import { PlanFooter } from './plan-footer'
import { PlanPane } from './plan-pane'
import { usePlan } from './use-plan'
import { useRunPlan } from './use-run-plan'
import { useSlotPlace } from './use-slot-place'

type OperationDialogProps = {
  readonly hostId: string
  readonly slot: string
  readonly operation: 'stop' | 'start' | 'restart' | 'repair'
  readonly services: readonly string[] | null
}

const titles = {
  stop: 'askTitleStop',
  start: 'askTitleStart',
  restart: 'askTitleRestart',
  repair: 'askTitleRepair',
} as const
const buttons = { stop: 'goStop', start: 'goStart', restart: 'goRestart', repair: 'goRepair' } as const

/** Asks before services are stopped, started or restarted, or their proxies led back, with what exactly would be done. */
export function OperationDialog({ hostId, slot, operation, services }: OperationDialogProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const place = useSlotPlace({ hostId, slot })
  const asked = useMemo(
    () => ({ kind: operation, services: services === null ? null : [...services] }),
    [operation, services],
  )
  const { state, replan } = usePlan({ hostId, slot }, asked)
  const run = useRunPlan(asked, state, replan)
  const names = services === null ? null : formatList(services, language)
  const what = names === null ? place.name : t('someServices', { services: names, place: place.name })
  return (
    <Dialog size="plan-only" onClose={closeDialog} closesOutside={false}>
      <header>
        <DialogTitle>{t(titles[operation], { what })}</DialogTitle>
        <span className="grow" />
        <CloseButton />
      </header>
      <div className="body">
        <PlanPane hostName={place.hostName} slot={slot} state={state} run={run} onReplan={replan} />
      </div>
      <PlanFooter focusesCancel state={state} run={run} label={t(buttons[operation], { what: names ?? slot })} />
    </Dialog>
  )
}
