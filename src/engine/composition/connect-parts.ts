import type { EventHub } from '../event-hub'
import { boardHosts } from '../hosts/host-settings'
import { logBudgetOf } from '../logs/log-memory'
import type { Metrics } from '../metrics/metrics'
import type { Parts } from './engine-parts'

/** Who follows whom: settings → hosts and rows, deployments → rows, and all of it → the subscribers. */
export function connectParts(parts: Parts, hub: EventHub): void {
  const { settings, keeper, hosts, deployments, logViews, strayWatch } = parts
  const showHosts = (): void => {
    const shown = boardHosts(settings.state().settings, parts.hostSources)
    keeper.setHosts(shown)
    hosts.setHosts(shown)
  }
  settings.onChange((state) => {
    hub.tell({ event: 'settings-changed', payload: state })
    parts.setKickoffPattern(state.settings.kickoffPattern)
    logViews.setBudget(logBudgetOf(state.settings.logMemoryMegabytes))
    showHosts()
    keeper.refresh(null)
  })
  deployments.onChange((change) => {
    if (change.kind === 'changed') {
      keeper.refresh(change.deployment.plan.hostId)
      strayWatch.changed(change.deployment.plan.hostId)
      hub.tell({ event: 'deployment-changed', payload: { deployment: change.deployment } })
    } else {
      keeper.refresh(change.hostId)
      hub.tell({ event: 'deployment-dismissed', payload: { deploymentId: change.deploymentId } })
    }
  })
  followLedger(parts, hub)
  followMetrics(parts.metrics, hub)
  logViews.onChange((state) => hub.tell({ event: 'log-view-changed', payload: state }))
  showHosts()
}

function followMetrics(metrics: Metrics, hub: EventHub): void {
  metrics.onSlot((payload) => hub.tell({ event: 'metrics-changed', payload }))
  metrics.onHost((payload) => hub.tell({ event: 'host-metrics-changed', payload }))
}

/** Rows show reservations, the history shows all of it: both are told of every change. */
function followLedger({ ledger, keeper, reservationEnds, strayWatch }: Parts, hub: EventHub): void {
  const revisions = new Map<string, number>()
  ledger.onChange((hostId) => {
    const revision = (revisions.get(hostId) ?? 0) + 1
    revisions.set(hostId, revision)
    keeper.refresh(hostId)
    reservationEnds.changed(hostId)
    strayWatch.changed(hostId)
    hub.tell({ event: 'ledger-changed', payload: { hostId, revision } })
  })
}
