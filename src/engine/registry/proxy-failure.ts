import type { ErrorDetails } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'

/** A proxy that leads nowhere. `details` are the reason of a `registry-not-reached`; nothing of the proxy's login is in them. */
export class ProxyFailure extends Error {
  readonly details: ErrorDetails

  constructor(details: ErrorDetails) {
    super('the proxy leads nowhere')
    this.name = 'ProxyFailure'
    this.details = details
  }
}

/** The connection to the proxy itself: that it fails is not the registry's fault. */
export async function orProxyFailure<Result>(
  { name }: { readonly name: string },
  signal: AbortSignal,
  connecting: () => Promise<Result>,
): Promise<Result> {
  try {
    return await connecting()
  } catch (cause) {
    throw signal.aborted ? cause : new ProxyFailure(reasonDetails('proxy-silent', { proxy: name }))
  }
}
