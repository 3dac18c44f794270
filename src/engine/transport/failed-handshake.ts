import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'

/**
 * What TLS found wrong, by OpenSSL's codes as Node passes them on; null: it was not TLS. With TLS 1.3 a refused client
 * certificate shows only when the first answer is read.
 */
export function failedHandshake(code: string, thrown: unknown, address: string): BerthError | null {
  const fail = (what: HandshakeCode): BerthError => certainError(what, thrown, address)
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return fail('certificate-expired')
    case 'CERT_NOT_YET_VALID':
      return fail('certificate-not-yet-valid')
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return fail('certificate-wrong-name')
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
    case 'INVALID_CA':
    case 'CERT_UNTRUSTED':
      return fail('certificate-unknown-authority')
    case 'CERT_REVOKED':
      return fail('certificate-revoked')
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_HTTP_REQUEST':
      return fail('not-tls')
    default:
      return clientRefusal(code, thrown, address) ?? otherTrouble(code, thrown, address)
  }
}

const alerts =
  /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_(BAD_CERTIFICATE|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)$/

/** Alerts that the host sends about what this side showed, or did not show: told by their names, as OpenSSL's text names its own files. */
function clientRefusal(code: string, thrown: unknown, address: string): BerthError | null {
  const alert = alerts.exec(code)?.[1]
  if (alert === undefined) return null
  const reason = alert.toLowerCase().replaceAll('_', ' ')
  return new BerthError('client-certificate-refused', { address, reason }, { cause: thrown })
}

function otherTrouble(code: string, thrown: unknown, address: string): BerthError | null {
  if (!code.startsWith('ERR_SSL_') && !code.startsWith('ERR_TLS_')) return null
  return new BerthError('host-unreachable', { address, reason: `TLS: ${displayText(code)}` }, { cause: thrown })
}

type HandshakeCode =
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-wrong-name'
  | 'certificate-unknown-authority'
  | 'certificate-revoked'
  | 'not-tls'

function certainError(code: HandshakeCode, thrown: unknown, address: string): BerthError {
  const reason = namesIn(thrown) ?? (thrown instanceof Error ? displayText(thrown.message) : '')
  return new BerthError(code, { address, reason }, { cause: thrown })
}

/** The names that a certificate is made out to, where that is what is wrong (`subjectaltname` of Node's error). */
function namesIn(thrown: unknown): string | null {
  const certificate = thrown instanceof Error && 'cert' in thrown ? thrown.cert : null
  const names =
    typeof certificate === 'object' && certificate !== null && 'subjectaltname' in certificate
      ? certificate.subjectaltname
      : null
  return typeof names === 'string' ? displayText(names) : null
}
