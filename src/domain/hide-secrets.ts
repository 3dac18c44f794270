import { hiddenValue, mayBeSecret } from './secret-value'

/** Shorter ones are words of any text. */
const shortest = 4
const passwordInAddress = /:\/\/[^/\s:@]*:([^/\s@]+)@/g

/**
 * A text of a container's without the secrets that its own environment (`NAME=value`) names, nor passwords in addresses. A
 * secret that it has from elsewhere can't be told from other words.
 */
export function hideSecrets(text: string, environment: readonly string[]): string {
  const known = secretsOf(environment).reduce((rest, secret) => rest.replaceAll(secret, hiddenValue), text)
  return known.replaceAll(passwordInAddress, (address, password: string) =>
    address.replace(`:${password}@`, `:${hiddenValue}@`),
  )
}

/** Longest first: one may be part of another. */
function secretsOf(environment: readonly string[]): readonly string[] {
  const secrets = environment.flatMap((entry) => {
    const equals = entry.indexOf('=')
    const [name, value] = [entry.slice(0, equals), entry.slice(equals + 1)]
    if (equals === -1 || !mayBeSecret(name, value)) return []
    // A key of several lines is printed line by line, with something before each.
    return [
      value,
      ...value.split('\n'),
      ...[...value.matchAll(passwordInAddress)].flatMap(([, password]) => password ?? []),
    ]
  })
  return [...new Set(secrets)].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
}
