import type { RequestHandlers } from '../request-router'
import type { Health } from './health'

type Handlers = Pick<RequestHandlers, 'read-health' | 'read-check-output' | 'explain-health'>

/** The requests about health over time. */
export function healthHandlers(health: Health): Handlers {
  return {
    'read-health': (asked, signal) => health.read(asked, signal),
    'read-check-output': async (asked, signal) => ({ output: await health.output(asked, signal) }),
    'explain-health': async ({ hostId, slot, service }, signal) => ({
      reason: await health.explain(hostId, slot, service, signal),
    }),
  }
}
