/** What stands where a value that may be secret was: the same whatever its length. */
export const hiddenValue = '••••••••'

/**
 * Whether a variable's value may be a secret, by its name or by its own form. Better a harmless value hidden than a
 * password shown. Only the first 4,096 characters count: nobody is shown more.
 */
export function mayBeSecret(name: string, value: string): boolean {
  return secretName.test(name.slice(0, lookedAt)) || secretForm.test(value.slice(0, lookedAt))
}

const lookedAt = 4_096

const secretName =
  /PASS(?!IVE|ENGER)|PWD$|SECRET|TOKEN|KEY|CREDENTIAL|AUTH(?!OR)|DSN|PRIVATE|CERT|SALT|SIGNATURE|COOKIE|WEBHOOK|CONNECTION_?STRING|LICEN[CS]E/i

/** A user's name and password in an address, a password in a connection string, a token by its form, a key in text. */
const secretForm =
  /:\/\/[^/\s@]*:[^/\s@]*@|:\/\/[^/\s:@]{16,}@|(password|pwd|secret|token|sig|key)\s*=|^(Bearer|Basic)\s|^eyJ[\w-]+\.|^gh[pousr]_|^xox[abprs]-|^AKIA|-----BEGIN /i
