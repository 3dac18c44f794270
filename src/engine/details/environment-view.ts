import type { ServiceDetails } from '../../contract/slot-details'
import { displayText } from '../../domain/display-text'
import { mayBeSecret } from '../../domain/secret-value'

/**
 * A container's environment with the values that may be secrets left out: for good, not masked. Better a harmless value
 * too few than a password too many.
 */
export function environmentView(entries: readonly string[]): ServiceDetails['environment'] {
  return entries.map((entry) => {
    const equals = entry.indexOf('=')
    const name = equals === -1 ? entry : entry.slice(0, equals)
    const value = equals === -1 ? '' : entry.slice(equals + 1)
    return { name: displayText(name), value: mayBeSecret(name, value) ? null : displayText(value, 2_000) }
  })
}
