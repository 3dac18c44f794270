import type { Interruption } from '../../../domain/interruption'
import { parseImageReference } from '../../../domain/image-reference'
import type { Plan } from '../../../domain/plan'
import type { SlotAddress } from './observe-interruption'

/**
 * A plan for people to see where the ledger has lost the one that was carried out: what the containers that were left say
 * of it, and no step.
 */
export function leftoversPlan({ hostId, slot }: SlotAddress, { services }: Interruption): Plan {
  const touched = services.filter(({ fresh }) => fresh !== null)
  const tags = touched.flatMap(({ fresh }) => parseImageReference(fresh?.imageReference ?? '')?.tag ?? [])
  return {
    hostId,
    slot,
    operation: {
      kind: 'deploy',
      tag: tags[0] ?? '',
      services: touched.map(({ service }) => service),
      recreate: 'changed',
    },
    services: [],
    steps: [],
    warnings: [],
    fingerprint: '',
  }
}
