import { deferredView } from './components/deferred-view'

/** The wall. */
export const WallView = deferredView(async () => (await import('./views/board/wall-view')).WallView)
/** The page of one slot. */
export const SlotView = deferredView(async () => (await import('./views/slot/slot-view')).SlotView)
/** Logs. */
export const LogsView = deferredView(async () => (await import('./views/logs/logs-view')).LogsView)
/** What happened. */
export const ActivityView = deferredView(async () => (await import('./views/activity/activity-view')).ActivityView)
/** Hosts. */
export const HostsView = deferredView(async () => (await import('./views/hosts/hosts-view')).HostsView)
/** Adding a host. */
export const AddHost = deferredView(async () => (await import('./views/hosts/add-host')).AddHost)
/** How a host is reached. */
export const EditHost = deferredView(async () => (await import('./views/hosts/edit-host')).EditHost)
/** An unknown host key. */
export const HostKeyDialog = deferredView(async () => (await import('./views/questions/host-key-dialog')).HostKeyDialog)
/** The slots file of a host. */
export const SlotsFileView = deferredView(
  async () => (await import('./views/slots-file/slots-file-view')).SlotsFileView,
)
/** Settings. */
export const SettingsView = deferredView(async () => (await import('./views/settings/settings-view')).SettingsView)
/** Who one is at a registry. */
export const RegistryLoginDialog = deferredView(
  async () => (await import('./views/registries/registry-login-dialog')).RegistryLoginDialog,
)
/** All keys. */
export const KeysDialog = deferredView(async () => (await import('./views/keys/keys-dialog')).KeysDialog)
/** Everything that can be found and done. */
export const PaletteDialog = deferredView(async () => (await import('./views/palette/palette-dialog')).PaletteDialog)
/** Choosing a release for a slot. */
export const DeployDialog = deferredView(async () => (await import('./views/deploy/deploy-dialog')).DeployDialog)
/** Asks before a stop, start or restart. */
export const OperationDialog = deferredView(
  async () => (await import('./views/deploy/operation-dialog')).OperationDialog,
)
/** Going back to a kept release. */
export const RollbackDialog = deferredView(
  async () => (await import('./views/rollback/rollback-dialog')).RollbackDialog,
)
/** Who has a slot, and reserving it. */
export const ReserveDialog = deferredView(async () => (await import('./views/reserve/reserve-dialog')).ReserveDialog)
/** Lifting what holds a slot since a rollback. */
export const LiftDialog = deferredView(async () => (await import('./views/hold/lift-dialog')).LiftDialog)
/** What a service uses, in charts. */
export const MetricsDialog = deferredView(async () => (await import('./views/metrics/metrics-dialog')).MetricsDialog)
/** A deployment's progress and end. */
export const DeploymentDialog = deferredView(
  async () => (await import('./views/deploy/deployment-dialog')).DeploymentDialog,
)

/** Loads what the first paint did without, so that it opens at once. */
export async function preloadViews(): Promise<void> {
  const views = [
    ReserveDialog,
    LiftDialog,
    RollbackDialog,
    DeployDialog,
    SlotView,
    ActivityView,
    LogsView,
    WallView,
    HostsView,
    AddHost,
    EditHost,
    HostKeyDialog,
    SlotsFileView,
    SettingsView,
    KeysDialog,
    PaletteDialog,
    RegistryLoginDialog,
    OperationDialog,
    MetricsDialog,
  ]
  await Promise.all([...views.map((view) => view.preload()), DeploymentDialog.preload()])
}
