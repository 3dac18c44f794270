import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { parseImageReference } from '../../domain/image-reference'

/**
 * What a registry's refusal means. Docker passes it on as text alone (HTTP 500, or an error in the middle of a pull),
 * so this is the one place where words have to be read. The reference itself is taken out first: it may hold any of them.
 * `isTyped`: see `RegistryCredentials`.
 */
export function registryFailure(text: string, reference: string, isTyped = false): BerthError {
  const parsed = parseImageReference(reference)
  const registry = displayText(parsed?.registry ?? reference, 100)
  const named = { reference: displayText(reference), registry }
  const words = [reference, parsed?.repository ?? '', parsed?.tag ?? ''].reduce(
    (rest, part) => (part === '' ? rest : rest.replaceAll(part, ' ')),
    text.slice(0, 4_096),
  )
  const reason = displayText(text)
  if (unreachable.test(words)) return new BerthError('registry-unreachable', { registry, reason })
  if (refused.test(words)) return new BerthError(isTyped ? 'typed-login-refused' : 'registry-refused', named)
  if (missing.test(words)) return new BerthError('image-not-found', { reference: named.reference })
  return new BerthError('pull-failed', { reference: named.reference, reason })
}

const unreachable =
  /connection (?:refused|reset|timed out)|no such host|i\/o timeout|no route to host|network is unreachable|TLS handshake|deadline exceeded|request canceled while waiting|Client\.Timeout|server misbehaving|x509:|tls: |HTTP response to HTTPS client|unexpected EOF|: EOF|50[234] (?:Bad Gateway|Service Unavailable|Gateway Time)/i
const refused =
  /unauthorized|no basic auth credentials|authentication required|authorization failed|access (?:to the resource is )?denied|\bdenied\b|forbidden|incorrect username or password|\b40[13]\b/i
const missing = /manifest unknown|name unknown|manifest for\s.*not found|repository name not known|not found|\b404\b/i
