import { lazy, Suspense, type ReactElement } from 'react'
import { Announcer } from './components/announcer'
import { AppFrame } from './components/app-frame'
import { Notices } from './components/notices'
import { type DialogState, useNavigationStore, type View } from './stores/navigation-store'
import { useAppKeys } from './use-app-keys'
import { BoardView } from './views/board/board-view'

const WallView = lazy(async () => ({ default: (await import('./views/board/wall-view')).WallView }))
const SlotView = lazy(async () => ({ default: (await import('./views/slot/slot-view')).SlotView }))
const LogsView = lazy(async () => ({ default: (await import('./views/logs/logs-view')).LogsView }))
const HostsView = lazy(async () => ({ default: (await import('./views/hosts/hosts-view')).HostsView }))
const SettingsView = lazy(async () => ({ default: (await import('./views/settings/settings-view')).SettingsView }))
const KeysDialog = lazy(async () => ({ default: (await import('./views/keys/keys-dialog')).KeysDialog }))
const DeployDialog = lazy(async () => ({ default: (await import('./views/deploy/deploy-dialog')).DeployDialog }))
const OperationDialog = lazy(async () => ({
  default: (await import('./views/deploy/operation-dialog')).OperationDialog,
}))
const DeploymentDialog = lazy(async () => ({
  default: (await import('./views/deploy/deployment-dialog')).DeploymentDialog,
}))

/** The whole window. */
export function App(): ReactElement {
  const view = useNavigationStore((state) => state.view)
  const dialog = useNavigationStore((state) => state.dialog)
  useAppKeys()
  return (
    <>
      {view.kind === 'wall' ? (
        <Suspense>
          <WallView />
        </Suspense>
      ) : (
        <AppFrame>
          <Suspense>
            <Page view={view} />
          </Suspense>
        </AppFrame>
      )}
      <Suspense>
        <OpenDialog dialog={dialog} />
      </Suspense>
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
    case 'hosts':
      return <HostsView />
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
    case 'deployment':
      return <DeploymentDialog key={dialog.deploymentId} deploymentId={dialog.deploymentId} />
    case 'keys':
      return <KeysDialog />
  }
}
