import { BerthError } from '../../../domain/berth-error'
import { compareUpstream } from '../../../domain/compare-upstream'
import type { DockerClient } from '../../ports'
import { findProxy, proxyProblem } from './find-proxy'
import type { LedService } from './looked-after'
import { readUpstreamFile } from './upstream-file'
import { upstreamTarget } from './upstream-target'

/** What a proxy's file leads to. */
export type UpstreamState =
  | { readonly kind: 'leads-to' }
  /** Something else, or nothing: drift. The texts are harmless; `leads` is empty where it leads nowhere. */
  | { readonly kind: 'leads-elsewhere'; readonly leads: string; readonly should: string }
  /** Nothing can be said, and nothing be switched over. */
  | { readonly kind: 'unknown'; readonly problem: BerthError }

/** Compares the proxy's file with what it should be for the container. Changes nothing. */
export async function readUpstreamState(
  client: DockerClient,
  { service, spec, containerId }: LedService,
  project: string,
  signal: AbortSignal,
): Promise<UpstreamState> {
  const look = await findProxy(client, spec, project, signal)
  const problem = proxyProblem(look, spec)
  if (look.kind !== 'found' || problem !== null) {
    return { kind: 'unknown', problem: problem ?? new BerthError('proxy-missing', { proxy: spec.container }) }
  }
  const host = { read: <Result>(ask: (inner: AbortSignal) => Promise<Result>) => ask(signal) }
  const [content, inspect] = await Promise.all([
    readUpstreamFile({ client, host }, look.proxy),
    client.inspectContainer(containerId, signal),
  ])
  const compared = compareUpstream(spec.template, upstreamTarget(inspect, look.proxy), content)
  switch (compared.kind) {
    case 'right':
      return { kind: 'leads-to' }
    case 'elsewhere':
      return { kind: 'leads-elsewhere', leads: compared.leads, should: compared.should }
    case 'missing':
      return {
        kind: 'unknown',
        problem: new BerthError('proxy-target-missing', { service, placeholder: compared.placeholder }),
      }
  }
}
