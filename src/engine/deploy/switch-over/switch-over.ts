import { BerthError } from '../../../domain/berth-error'
import { displayText } from '../../../domain/display-text'
import type { SwitchOverSpec } from '../../../domain/slots-file/service-spec'
import { fillTemplate } from '../../../domain/upstream-template'
import { type Execution, ServiceFailure } from '../execution'
import { findProxy, type Proxy, type ProxyLook, proxyProblem } from './find-proxy'
import { awaitOldWorkers, type CommandResult, type OldWorkers, reloadProxy, testConfiguration } from './reload-proxy'
import { forgetKept, type KeptContent, keepPrevious, readKept } from './kept-content'
import { removeUpstreamFile, replaceUpstreamFile } from './upstream-file'
import { upstreamTarget } from './upstream-target'

/** What moving traffic works with. */
export type SwitchOverRun = Pick<
  Execution,
  'client' | 'host' | 'clock' | 'log' | 'signal' | 'interrupted' | 'deploymentId' | 'project'
>

/** A proxy that passes new requests to the new container, while its old workers still serve what they had begun. */
export type SwitchedOver = { readonly proxy: Proxy; readonly old: OldWorkers }

/**
 * Moves new requests to a container: writes the upstream file, tests the configuration, reloads. Where the proxy says no,
 * the file is put back and a `ServiceFailure` has its output. May be run again after a cut at any point.
 */
export async function switchOver(
  run: SwitchOverRun,
  spec: SwitchOverSpec,
  service: string,
  containerId: string,
): Promise<SwitchedOver> {
  const proxy = await requireProxy(run, spec)
  const content = await contentFor(run, proxy, spec, service, containerId)
  const kept = await keepPrevious(run, proxy, run.deploymentId)
  await replaceUpstreamFile(run, proxy, content)
  const tested = await testConfiguration(run, proxy, spec)
  if (tested.kind === 'failed') {
    await restore(run, proxy, kept)
    // The proxy was never told of the new file: there is nothing to switch back.
    await forgetKept(run, proxy)
    throw failure('proxy-test-failed', spec, service, tested)
  }
  const { result, old } = await reloadProxy(run, proxy, spec)
  if (result.kind === 'passed') return { proxy, old }
  await restore(run, proxy, kept)
  throw failure('proxy-reload-failed', spec, service, result)
}

/** Waits until the proxy's old workers are through, as long as the slots file lets them (`drain`). */
export async function drain(run: SwitchOverRun, { proxy, old }: SwitchedOver, spec: SwitchOverSpec): Promise<void> {
  const busy = await awaitOldWorkers(run, proxy, old, spec.drainMs, run.interrupted)
  if (busy > 0) run.log('warn', 'drain ended before the old workers', { proxy: proxy.name, workers: busy })
}

/**
 * Moves requests back to where they went before this deployment: nothing is done where it never wrote the file. The old
 * container must serve by now. The new one is only to be stopped afterwards.
 */
export async function switchBack(run: SwitchOverRun, spec: SwitchOverSpec, service: string): Promise<void> {
  const look = await run.host.read((signal) => findProxy(run.client, spec, run.project, signal))
  // Without the proxy, or without the file's volume, there is nothing that could lead to the new container.
  if (look.kind !== 'found') return
  const { proxy } = look
  const kept = await readKept(run, proxy, run.deploymentId)
  if (kept === null) return
  await restore(run, proxy, kept)
  if (!proxy.isRunning) return
  const { result, old } = await reloadProxy(run, proxy, spec)
  if (result.kind === 'failed') throw failure('proxy-reload-failed', spec, service, result)
  await awaitOldWorkers(run, proxy, old, spec.drainMs, run.signal)
}

/**
 * Makes sure that the proxy leads to a container that runs, whatever its file says, before a container is removed that
 * it may lead to. A proxy that does not run leads nowhere: nothing is done.
 */
export async function leadTo(
  run: SwitchOverRun,
  spec: SwitchOverSpec,
  service: string,
  containerId: string,
): Promise<void> {
  const look = await run.host.read((signal) => findProxy(run.client, spec, run.project, signal))
  if (proxyProblem(look, spec) === null) await leadBack(run, spec, service, containerId)
}

/** The repair of a drift: `leadTo` that throws where the proxy can't be led. */
export async function leadBack(
  run: SwitchOverRun,
  spec: SwitchOverSpec,
  service: string,
  containerId: string,
): Promise<void> {
  // Not in the deployment's own name: what the file held before this is nothing to go back to.
  const repair = { ...run, deploymentId: `repair-${run.deploymentId}` }
  await drain(run, await switchOver(repair, spec, service, containerId), spec)
}

/** `leadTo` for each service of the slot that is behind a proxy. */
export function leaders(
  run: SwitchOverRun & Pick<Execution, 'settings'>,
): ReadonlyMap<string, (containerId: string) => Promise<void>> {
  const specs = [...(run.settings?.switchOvers ?? [])]
  return new Map(specs.map(([service, spec]) => [service, (containerId) => leadTo(run, spec, service, containerId)]))
}

async function requireProxy(run: SwitchOverRun, spec: SwitchOverSpec): Promise<Proxy> {
  const look: ProxyLook = await run.host.read((signal) => findProxy(run.client, spec, run.project, signal))
  const problem = proxyProblem(look, spec)
  if (problem !== null || look.kind !== 'found')
    throw problem ?? new BerthError('proxy-missing', { proxy: spec.container })
  return look.proxy
}

async function contentFor(
  { client, host }: SwitchOverRun,
  proxy: Proxy,
  spec: SwitchOverSpec,
  service: string,
  containerId: string,
): Promise<string> {
  const target = upstreamTarget(await host.read((signal) => client.inspectContainer(containerId, signal)), proxy)
  const filled = fillTemplate(spec.template, target)
  if (filled.kind === 'filled') return filled.content
  throw new BerthError('proxy-target-missing', { service, placeholder: filled.placeholder })
}

/** The file as it was, so that the proxy comes up with it whenever it is started. */
async function restore(run: SwitchOverRun, proxy: Proxy, { content }: KeptContent): Promise<void> {
  if (content === null) await removeUpstreamFile(run, proxy)
  else await replaceUpstreamFile(run, proxy, content)
}

function failure(
  code: 'proxy-test-failed' | 'proxy-reload-failed',
  { container }: SwitchOverSpec,
  service: string,
  result: Extract<CommandResult, { kind: 'failed' }>,
): ServiceFailure {
  const error = new BerthError(code, { proxy: displayText(container, 80), service })
  return new ServiceFailure(service, error, null, result.output)
}
