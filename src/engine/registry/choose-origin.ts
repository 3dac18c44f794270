import { codeOf } from '../transport/failed-connection'
import { type ConnectionParts, openConnection } from './open-connection'
import { failedRequest, type Subject } from './registry-failure'
import { type Origin, registryOrigin } from './registry-place'
import type { RegistryScheme } from './registry-port'

/** What shows that a port speaks no TLS. */
const notTls: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
])
/** What shows that nothing has a port: says something about another one alone. */
const nobodyThere: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ssh-forward-failed'])

/**
 * Where a registry is asked. Only `https-or-http` makes a connection to find out; a certificate that isn't trusted is no
 * reason for the clear, so that error is thrown.
 */
export async function chooseOrigin(
  registry: string,
  scheme: RegistryScheme,
  parts: ConnectionParts,
  signal: AbortSignal,
): Promise<Origin> {
  const secure = registryOrigin(registry, 'https:')
  switch (scheme) {
    case 'https':
      return secure
    case 'https-or-http': {
      const plain = registryOrigin(registry, 'http:')
      const signs = plain.port === secure.port ? notTls : new Set([...notTls, ...nobodyThere])
      const speaksTls = await canSpeakTls(secure, { registry, repository: registry }, signs, parts, signal)
      return speaksTls ? secure : plain
    }
  }
}

async function canSpeakTls(
  origin: Origin,
  subject: Subject,
  signsOfNone: ReadonlySet<string>,
  parts: ConnectionParts,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const connection = await openConnection({ origin, registry: subject.registry }, parts, signal)
    connection.on('error', () => undefined).destroy()
    return true
  } catch (error) {
    if (signal.aborted) throw error
    if (signsOfNone.has(codeOf(error))) return false
    throw failedRequest(error, subject, origin)
  }
}
