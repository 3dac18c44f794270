import type { RequestHandlers } from '../request-router'
import type { Metrics } from './metrics'

/** The requests about metrics. */
export function metricsHandlers(
  metrics: Metrics,
): Pick<RequestHandlers, 'watch-metrics' | 'watch-host-metrics' | 'read-disk-use'> {
  return {
    'watch-metrics': ({ viewId, ...slot }, signal) => metrics.watchSlot(viewId, slot, signal),
    'watch-host-metrics': ({ viewId, hostId }, signal) => metrics.watchHost(viewId, hostId, signal),
    'read-disk-use': ({ hostId }, signal) => metrics.diskUse(hostId, signal),
  }
}
