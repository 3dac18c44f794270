import type { TakeoverProgress } from '../../../contract/interruption-requests'
import { BerthError } from '../../../domain/berth-error'
import type { RequestHandlers } from '../../request-router'
import type { Interruptions } from './interruptions'

type Parts = {
  readonly interruptions: Interruptions
  /** Who asks: as the request says, else this installation's person. */
  readonly personName: (asked: string) => string
  readonly tellTakeover: (progress: TakeoverProgress) => void
}

/** See `interruptionRequests`. */
export function interruptionHandlers({
  interruptions,
  personName,
  tellTakeover,
}: Parts): Pick<RequestHandlers, 'read-interruption' | 'resolve-interruption'> {
  return {
    'read-interruption': async ({ hostId, slot }, signal) => {
      const view = await interruptions.read({ hostId, slot }, signal)
      if (view === null) throw new BerthError('not-interrupted', { slot })
      return view
    },
    'resolve-interruption': async (request, signal) => {
      const { hostId, slot } = request
      const resolution = { ...request, by: personName(request.by) }
      const tell: Parameters<Interruptions['resolve']>[1] = (progress) => tellTakeover({ hostId, slot, ...progress })
      return { deploymentId: await interruptions.resolve(resolution, tell, signal) }
    },
  }
}
