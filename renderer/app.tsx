import type { ReactElement } from 'react'
import { Announcer } from './components/announcer'
import { AppFrame } from './components/app-frame'
import { FaultBoundary } from './components/fault-boundary'
import { Notices } from './components/notices'
import {
  ActivityView,
  AddHost,
  DeployDialog,
  DeploymentDialog,
  EditHost,
  HostKeyDialog,
  HostsView,
  KeysDialog,
  LiftDialog,
  LogsView,
  MetricsDialog,
  OperationDialog,
  PaletteDialog,
  RegistryLoginDialog,
  ReserveDialog,
  RollbackDialog,
  SettingsView,
  SlotsFileView,
  SlotView,
  WallView,
} from './deferred-views'
import { type DialogState, useNavigationStore, type View } from './stores/navigation-store'
import { useAppKeys } from './use-app-keys'
import { useAttendBuilds } from './use-attend-builds'
import { useSight } from './use-sight'
import { BoardView } from './views/board/board-view'
import { SecretPrompt } from './views/questions/secret-prompt'

/** The whole window. */
export function App(): ReactElement {
  const view = useNavigationStore((state) => state.view)
  const dialog = useNavigationStore((state) => state.dialog)
  useAppKeys()
  useAttendBuilds()
  useSight()
  return (
    <>
      {view.kind === 'wall' ? (
        <FaultBoundary key="wall">
          <WallView />
        </FaultBoundary>
      ) : (
        <AppFrame>
          <FaultBoundary key={JSON.stringify(view)}>
            <Page view={view} />
          </FaultBoundary>
        </AppFrame>
      )}
      <FaultBoundary key={JSON.stringify(dialog)}>
        <OpenDialog dialog={dialog} />
      </FaultBoundary>
      <SecretPrompt />
      <Notices />
      <Announcer />
    </>
  )
}

function Page({ view }: { readonly view: Exclude<View, { kind: 'wall' }> }): ReactElement {
  switch (view.kind) {
    case 'board':
      return <BoardView />
    case 'slot':
      return <SlotView key={`${view.hostId}/${view.slot}`} hostId={view.hostId} slot={view.slot} />
    case 'logs':
      return <LogsView key={JSON.stringify(view.target)} target={view.target} />
    case 'activity':
      return <ActivityView />
    case 'hosts':
      return <HostsView />
    case 'add-host':
      return <AddHost key={view.way} way={view.way} />
    case 'edit-host':
      return <EditHost key={view.hostId} hostId={view.hostId} testsAtOnce={view.testsAtOnce} />
    case 'slots-file':
      return <SlotsFileView key={view.hostId} hostId={view.hostId} />
    case 'settings':
      return <SettingsView />
  }
}

function OpenDialog({ dialog }: { readonly dialog: DialogState }): ReactElement | null {
  switch (dialog.kind) {
    case 'none':
      return null
    case 'deploy':
      return <DeployDialog hostId={dialog.hostId} slot={dialog.slot} tag={dialog.tag} />
    case 'operation':
      return (
        <OperationDialog
          hostId={dialog.hostId}
          slot={dialog.slot}
          operation={dialog.operation}
          services={dialog.services}
        />
      )
    case 'rollback':
      return <RollbackDialog hostId={dialog.hostId} slot={dialog.slot} releaseId={dialog.releaseId} />
    case 'reserve':
      return <ReserveDialog hostId={dialog.hostId} slot={dialog.slot} />
    case 'lift':
      return <LiftDialog hostId={dialog.hostId} slot={dialog.slot} />
    case 'metrics':
      return <MetricsDialog hostId={dialog.hostId} slot={dialog.slot} service={dialog.service} />
    case 'deployment':
      return <DeploymentDialog key={dialog.deploymentId} deploymentId={dialog.deploymentId} />
    case 'host-key':
      return <HostKeyDialog questionId={dialog.questionId} />
    case 'registry-login':
      return <RegistryLoginDialog registry={dialog.registry} next={dialog.next} />
    case 'palette':
      return <PaletteDialog />
    case 'keys':
      return <KeysDialog />
  }
}
