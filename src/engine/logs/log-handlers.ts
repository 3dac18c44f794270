import type { logRequests } from '../../contract/log-requests'
import type { RequestHandlers } from '../request-router'
import type { LogViews } from './log-views'

/** The requests about open logs. */
export function logHandlers(logViews: LogViews): Pick<RequestHandlers, keyof typeof logRequests> {
  return {
    'open-log': ({ source, ...beginning }) => ({ viewId: logViews.open(source, beginning) }),
    'close-log': ({ viewId }) => {
      logViews.close(viewId)
      return {}
    },
    'read-log-rows': ({ viewId, first, count, maxLength }) => logViews.read(viewId, first, count, maxLength),
    'read-log-line': ({ viewId, number }) => ({ text: logViews.readLine(viewId, number) }),
    'filter-log': ({ viewId, filter }) => ({ layout: logViews.filter(viewId, filter) }),
    'fold-log-group': ({ viewId, number, open }) => ({ layout: logViews.fold(viewId, number, open) }),
    'read-older-log': async ({ viewId }, signal) => {
      await logViews.readOlder(viewId, signal)
      return {}
    },
    'search-log': ({ viewId, ...search }, signal) => logViews.search(viewId, search, signal),
    'find-log-row': async ({ viewId, from, direction, kind }, signal) => ({
      position: await logViews.find(viewId, from, direction === 'down' ? 1 : -1, kind, signal),
    }),
    'locate-log-row': ({ viewId, ...place }) => ({ position: logViews.locate(viewId, place) }),
    'log-marks': ({ viewId, buckets }, signal) => logViews.marks(viewId, buckets, signal),
    'save-log': ({ viewId, target, what }, signal) => logViews.save(viewId, target, what, signal),
  }
}
