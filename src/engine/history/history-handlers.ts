import type { RequestHandlers } from '../request-router'
import type { History } from './history'

type Handlers = Pick<RequestHandlers, 'read-history' | 'read-history-entry' | 'export-history' | 'read-last-log'>

/** The requests about what happened. */
export function historyHandlers(history: History): Handlers {
  return {
    'read-history': ({ filter, first, count }, signal) => history.read(filter, first, count, signal),
    'read-history-entry': ({ hostId, deploymentId }, signal) => history.readEntry(hostId, deploymentId, signal),
    'export-history': ({ filter, format, target }, signal) => history.save(filter, format, target, signal),
    'read-last-log': async ({ hostId, deploymentId, service }, signal) => ({
      text: await history.readLastLog(hostId, deploymentId, service, signal),
    }),
  }
}
