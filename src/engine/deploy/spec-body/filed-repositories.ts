import { parseImageReference } from '../../../domain/image-reference'
import { slotServices } from '../../../domain/slots-file/slot-services'
import type { LedgerAccess } from '../../ledger-access'
import { publishedFiles } from './published-files'

/**
 * The repositories that the published slots file takes a slot's own images from, by service: those whose tag is the one
 * that is deployed. Null: the file does not name the slot, or can't be read for it. Throws `slots-file-gone`, `slots-file-invalid` and the host's errors.
 */
export type FiledRepositories = (
  hostId: string,
  slot: string,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, string> | null>

/** Stands for the tag that is deployed. */
const tag = 'berth-any-tag'

/** See `FiledRepositories`. */
export function createFiledRepositories(ledger: LedgerAccess): FiledRepositories {
  const files = publishedFiles(ledger)
  return async (hostId, slot, signal) => {
    const published = await files(hostId, slot, signal)
    const read = published === null ? null : slotServices(published.file, slot, { tag, color: 'blue' })
    if (read?.kind !== 'read') return null
    return new Map(
      read.slot.services.flatMap(({ service, image }) => {
        const reference = parseImageReference(image)
        return reference?.tag === tag ? [[service, reference.repository] as const] : []
      }),
    )
  }
}
