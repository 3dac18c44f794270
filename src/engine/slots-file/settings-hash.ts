import { createHash } from 'node:crypto'
import type { ServiceSpec } from '../../domain/slots-file/service-spec'
import { settingsText } from '../../domain/slots-file/settings-text'

/** A service's settings without its image as 64 hex digits: equal settings, equal hash. */
export function settingsHash(spec: ServiceSpec): string {
  return createHash('sha256').update(settingsText(spec)).digest('hex')
}
