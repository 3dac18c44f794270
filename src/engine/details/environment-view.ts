import type { ServiceDetails } from '../../contract/slot-details'
import { displayText } from '../../domain/display-text'

/**
 * A container's environment with the values that may be secrets left out: for good, not masked. Better a harmless value
 * too few than a password too many.
 */
export function environmentView(entries: readonly string[]): ServiceDetails['environment'] {
  return entries.map((entry) => {
    const equals = entry.indexOf('=')
    const name = equals === -1 ? entry : entry.slice(0, equals)
    const value = equals === -1 ? '' : entry.slice(equals + 1)
    return { name: displayText(name), value: isSecret(name, value) ? null : displayText(value, 2_000) }
  })
}

function isSecret(name: string, value: string): boolean {
  return secretName.test(name) || secretValue.test(value)
}

const secretName =
  /PASS(?!IVE|ENGER)|PWD$|SECRET|TOKEN|KEY|CREDENTIAL|AUTH(?!OR)|DSN|PRIVATE|CERT|SALT|SIGNATURE|COOKIE|WEBHOOK|CONNECTION_?STRING|LICEN[CS]E/i

/** A user's name and password in an address, a password in a connection string, a token by its form, a key in text. */
const secretValue =
  /:\/\/[^/\s@]*:[^/\s@]*@|:\/\/[^/\s:@]{16,}@|(password|pwd|secret|token|sig|key)\s*=|^(Bearer|Basic)\s|^eyJ[\w-]+\.|^gh[pousr]_|^xox[abprs]-|^AKIA|-----BEGIN /i
