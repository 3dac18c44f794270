import { BerthError } from '../../../domain/berth-error'
import type { RequestHandlers } from '../../request-router'
import type { Interruptions } from './interruptions'

/** See `interruptionRequests`. `personName`: who asks, as the request says, else this installation's person. */
export function interruptionHandlers(
  interruptions: Interruptions,
  personName: (asked: string) => string,
): Pick<RequestHandlers, 'read-interruption' | 'resolve-interruption'> {
  return {
    'read-interruption': async ({ hostId, slot }, signal) => {
      const view = await interruptions.read({ hostId, slot }, signal)
      if (view === null) throw new BerthError('not-interrupted', { slot })
      return view
    },
    'resolve-interruption': async (request, signal) => {
      const resolution = { ...request, by: personName(request.by) }
      return { deploymentId: await interruptions.resolve(resolution, () => undefined, signal) }
    },
  }
}
