import { displayBlock } from '../../../domain/display-text'
import type { SwitchOverSpec } from '../../../domain/slots-file/service-spec'
import type { Execution } from '../execution'
import type { Proxy } from './find-proxy'

type Run = Pick<Execution, 'client' | 'host' | 'clock' | 'log' | 'signal'>

/** What a command in the proxy came to; `output` is harmless to show. */
export type CommandResult = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly output: string }

/** The workers of before a reload: they serve what they had begun. None: the proxy is not one that shows its workers. */
export type OldWorkers = { readonly pids: ReadonlySet<number> }

const lookEveryMs = 250
/** Nginx reads its configuration before it starts new workers. */
const takenWithinMs = 15_000

/** Asks the proxy whether its configuration is good. Changes nothing. */
export async function testConfiguration(
  { client, host }: Run,
  proxy: Proxy,
  spec: SwitchOverSpec,
): Promise<CommandResult> {
  return resultOf(await host.read((signal) => client.exec(proxy.id, spec.test, signal)))
}

/**
 * Reloads the proxy, and waits until it has taken the configuration over where its workers can be seen: nginx answers at
 * once, and keeps its old configuration where it comes upon a fault.
 */
export async function reloadProxy(
  run: Run,
  proxy: Proxy,
  spec: SwitchOverSpec,
): Promise<{ readonly result: CommandResult; readonly old: OldWorkers }> {
  const { client, host, clock } = run
  const old = { pids: await workersOf(run, proxy) }
  const reload = (signal: AbortSignal): ReturnType<typeof client.exec> => client.exec(proxy.id, spec.reload, signal)
  // Twice is as good as once: where nobody knows whether it came through, it is done again.
  const result = resultOf(await host.change(reload, async () => ({ kind: 'not-done' })))
  if (result.kind === 'failed' || old.pids.size === 0) return { result, old }
  const deadlineMs = clock.monotonicMs() + takenWithinMs
  while (clock.monotonicMs() < deadlineMs) {
    const now = await workersOf(run, proxy)
    if ([...now].some((pid) => !old.pids.has(pid))) return { result, old }
    await clock.sleep(lookEveryMs, run.signal)
  }
  return { result: { kind: 'failed', output: `no new worker within ${takenWithinMs / 1_000} s` }, old }
}

/**
 * Waits until the workers of before have ended, `limitMs` at most; all of it where they can't be seen. Answers with how
 * many still serve something.
 */
export async function awaitOldWorkers(
  run: Run,
  proxy: Proxy,
  old: OldWorkers,
  limitMs: number,
  interrupted: AbortSignal,
): Promise<number> {
  const deadlineMs = run.clock.monotonicMs() + limitMs
  for (;;) {
    const leftMs = deadlineMs - run.clock.monotonicMs()
    const left = old.pids.size === 0 ? [] : [...(await workersOf(run, proxy))].filter((pid) => old.pids.has(pid))
    if ((left.length === 0 && old.pids.size > 0) || leftMs <= 0) return left.length
    await run.clock.sleep(old.pids.size === 0 ? leftMs : Math.min(lookEveryMs, leftMs), interrupted)
  }
}

async function workersOf({ client, host }: Run, proxy: Proxy): Promise<ReadonlySet<number>> {
  const processes = await host.read((signal) => client.listProcesses(proxy.id, signal))
  const workers = processes.filter(({ commandLine }) => commandLine.startsWith('nginx: worker process'))
  return new Set(workers.map(({ pid }) => pid))
}

function resultOf({ exitCode, output }: { readonly exitCode: number; readonly output: string }): CommandResult {
  if (exitCode === 0) return { kind: 'passed' }
  return { kind: 'failed', output: displayBlock(output, 4_096) || `exit code ${exitCode}` }
}
