import type { HostMetrics } from '../../contract/metrics-contract'
import { type ProcessorTicks, processorShare } from '../../domain/machine-reading'
import type { HostMachine } from '../ports'
import type { RecorderParts } from './slot-recorder'

const everyMs = 5_000
/** A way that tells nothing of its machine may be changed for one that does. */
const unknownEveryMs = 30_000
/** The first share of the processors needs two readings: the second one comes soon. */
const secondAfterMs = 1_500

type MachineMetrics = Omit<HostMetrics, 'viewId'>

const nothingKnown = { cpuShare: null, processors: null, memory: null, disk: null }

/** Tells what a host's machine says of itself, every few seconds until the signal; a host that is away is not asked. */
export async function watchMachine(
  hostId: string,
  { hostAccess, clock, log }: RecorderParts,
  tell: (metrics: MachineMetrics) => void,
  signal: AbortSignal,
): Promise<never> {
  let before: ProcessorTicks | null = null
  tell({ state: 'measuring', ...nothingKnown })
  for (;;) {
    const isAway = hostAccess.connection(hostId).kind !== 'connected'
    const client = hostAccess.client(hostId)
    const machine = isAway
      ? null
      : await client.machine(signal).catch((error: unknown) => {
          signal.throwIfAborted()
          log('warn', 'a host does not say how it is', { error: String(error) })
          return null
        })
    tell(machine === null ? { state: isAway ? 'away' : 'unknown', ...nothingKnown } : metricsOf(machine, before))
    const isFirst = before === null
    before = machine?.ticks ?? null
    await clock.sleep(machine === null && !isAway ? unknownEveryMs : isFirst ? secondAfterMs : everyMs, signal)
  }
}

function metricsOf({ ticks, memory, disk, diskPath }: HostMachine, before: ProcessorTicks | null): MachineMetrics {
  return {
    state: 'live',
    cpuShare: processorShare(before, ticks),
    processors: ticks?.processors ?? null,
    memory,
    disk: disk === null ? null : { path: diskPath, ...disk },
  }
}
