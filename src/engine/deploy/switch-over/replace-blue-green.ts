import { toErrorData } from '../../../domain/berth-error'
import { isUp } from '../../../domain/deployable-slot'
import type { SwitchOverSpec } from '../../../domain/slots-file/service-spec'
import { awaitGate } from '../await-gate'
import type { NetworkConnection } from '../container-networks'
import { type Execution, type Replacement, throwIfInterrupted } from '../execution'
import { startExplained, startOrFail } from '../start-container'
import { checkAgain } from './check-again'
import { takeAliases } from './service-aliases'
import { drain, type SwitchOverRun, switchBack, switchOver } from './switch-over'

/** What one service's switch works with; see `blueGreenRun`. */
export type BlueGreenRun = SwitchOverRun &
  Pick<Execution, 'changes' | 'record' | 'gatePolicy'> & {
    readonly start: (service: string, id: string) => Promise<void>
    /** Waits until the container that was just started may serve; throws a `ServiceFailure` where it never will. */
    readonly gate: (service: string, id: string, interrupted: AbortSignal) => Promise<void>
  }

/** A deployment's execution, as the steps here take it. */
export function blueGreenRun(run: Execution): BlueGreenRun {
  return {
    ...run,
    start: (service, id) => startOrFail(run, service, id),
    gate: (service, id, interrupted) =>
      awaitGate({ ...run, interrupted }, { service, id, restartsBefore: 0, startedAtMs: run.clock.monotonicMs() }),
  }
}

/** A new container beside the old one, which nobody finds yet; `named` are the connections that change that. */
export type NamelessContainer = {
  readonly entry: Replacement
  readonly id: string
  readonly named: readonly NetworkConnection[]
}

/** What one service's switch takes beside the execution. */
export type BlueGreenParts = {
  /** Makes the container (see `withoutAliases`), or finds the one that this deployment made before it was cut off. */
  readonly create: () => Promise<NamelessContainer>
  /** Null: traffic finds the service by its aliases alone. */
  readonly switchOver: SwitchOverSpec | null
  /** Asked of the new container once its gate lets it pass. */
  readonly probe?: (id: string) => Promise<void>
}

/**
 * Replaces one service's container while it serves: the new one comes up beside it, gets its names, is checked again,
 * gets the proxy's requests; what the old one had begun is waited for; then it is stopped, and stays. Every step looks
 * what is there, so that all of it can be run again after a cut. The caller marks the entry as passed.
 */
export async function replaceBlueGreen(
  run: BlueGreenRun,
  service: string,
  parts: BlueGreenParts,
): Promise<Replacement> {
  const { record } = run
  record.setActivity(service, { kind: 'switching' })
  const { entry, id, named } = await record.step('create', service, parts.create)
  throwIfInterrupted(run)
  await record.step('start', service, () => run.start(service, id))
  await record.step('gate', service, async () => {
    await run.gate(service, id, run.interrupted)
    await parts.probe?.(id)
  })
  throwIfInterrupted(run)
  record.setActivity(service, { kind: 'switching' })
  await record.step('aliases', service, async () => {
    await takeAliases(run, id, named)
    await checkAgain(run, service, id)
  })
  throwIfInterrupted(run)
  if (parts.switchOver !== null) await moveTraffic(run, service, id, parts.switchOver)
  throwIfInterrupted(run)
  await record.step('stop', service, () => retire(run, entry))
  return entry
}

/**
 * Puts a service back as far as its old container and the proxy go: the old one runs and is through its gate before the
 * proxy is switched back. The new container is to be discarded by the caller, afterwards. Where this throws, the new one
 * may still be what users get: it is to be left.
 */
export async function giveBack(run: BlueGreenRun, entry: Replacement, spec: SwitchOverSpec | null): Promise<void> {
  const { old, oldPolicy, service } = entry
  if (old !== null && entry.oldTouched) {
    if (oldPolicy.name !== 'no') await run.changes.setRestartPolicy(old.id, oldPolicy)
    if (isUp(old)) await bringBack(run, service, old.id)
  }
  if (spec !== null) await switchBack(run, spec, service)
}

async function moveTraffic(run: BlueGreenRun, service: string, id: string, spec: SwitchOverSpec): Promise<void> {
  const switched = await run.record.step('switch-over', service, () => switchOver(run, spec, service, id))
  throwIfInterrupted(run)
  await run.record.step('drain', service, () => drain(run, switched, spec))
}

/** The restart policy goes first: the daemon would bring the old one up again when it restarts. */
async function retire({ record, changes }: BlueGreenRun, entry: Replacement): Promise<void> {
  const { old, oldPolicy, service } = entry
  if (old === null) return
  entry.oldTouched = true
  if (oldPolicy.name !== 'no') await changes.setRestartPolicy(old.id, { name: 'no', maximumRetries: 0 })
  record.setActivity(service, { kind: 'stopping' })
  if (isUp(old)) await changes.stop(old.id, null)
}

/** An old container that does not come to serve again is still what the slot is put back to. */
async function bringBack(run: BlueGreenRun, service: string, id: string): Promise<void> {
  await startExplained(run, service, id)
  try {
    // What was cancelled is still to be put back.
    await run.gate(service, id, run.signal)
  } catch (error) {
    run.signal.throwIfAborted()
    run.log('warn', 'old container not through its gate', { service, error: toErrorData(error).message })
  }
}
