import { BerthError } from '../domain/berth-error'
import type { MetricsReading } from '../domain/metrics-reading'
import type { Clock, HostMachine } from '../engine/ports'
import { createFakeDocker, type FakeDocker } from './fake-docker'

/** A fake engine whose containers use what a test says, and that counts who measures them. */
export type MeteredDocker = FakeDocker & {
  readonly meter: {
    /** IDs of the containers that a stream is open for now. */
    readonly streams: () => readonly string[]
    /** Processors a container keeps busy from now on; half of one at first. */
    readonly setCores: (containerId: string, cores: number) => void
    /** The way allows no stream from now on, and breaks those that are open. */
    readonly refuseStreams: () => void
    /** Breaks all streams; the next ones fail with this until null. */
    readonly fail: (error: BerthError | null) => void
    readonly setMachine: (machine: HostMachine | null) => void
  }
}

const processors = 4

/** A stream a second of the clock, as an engine does it. */
export function createMeteredDocker(clock: Clock): MeteredDocker {
  const docker = createFakeDocker(clock)
  const streams = new Map<symbol, { readonly id: string; readonly end: AbortController }>()
  const cores = new Map<string, number>()
  const used = new Map<string, { atMs: number; ns: number }>()
  let failure: BerthError | null = null
  let machine: HostMachine | null = null
  const reading = (id: string): MetricsReading => {
    const nowMs = clock.nowMs()
    const before = used.get(id) ?? { atMs: nowMs, ns: 0 }
    const ns = before.ns + (nowMs - before.atMs) * 1e6 * (cores.get(id) ?? 0.5)
    used.set(id, { atMs: nowMs, ns })
    const counts = { receivedBytes: nowMs, sentBytes: 0, readBytes: 0, writtenBytes: null }
    const memory = { memoryBytes: 100, memoryLimitBytes: 8_000 }
    return { atMs: nowMs, cpuNs: ns, systemCpuNs: nowMs * 1e6 * processors, processors, ...memory, ...counts }
  }
  const breakAll = (): void => {
    for (const { end } of streams.values()) end.abort()
  }
  async function* stats(id: string, signal: AbortSignal): AsyncGenerator<MetricsReading, void, undefined> {
    if (failure !== null) throw failure
    const key = Symbol(id)
    const end = new AbortController()
    const forward = (): void => end.abort()
    signal.addEventListener('abort', forward, { once: true })
    streams.set(key, { id, end })
    try {
      for (;;) {
        yield reading(id)
        await clock.sleep(1_000, end.signal)
      }
    } catch {
      if (!signal.aborted) throw failure ?? new BerthError('host-unreachable', { address: 'x', reason: 'cut' })
    } finally {
      streams.delete(key)
    }
  }
  return {
    ...docker,
    stats,
    statsOnce: async (id) => reading(id),
    machine: async () => machine,
    meter: {
      streams: () => [...streams.values()].map(({ id }) => id).sort(),
      setCores: (id, count) => void (reading(id), cores.set(id, count)),
      refuseStreams: () => {
        failure = new BerthError('streams-full', { address: 'x', limit: 0 })
        breakAll()
      },
      fail: (error) => {
        failure = error
        breakAll()
      },
      setMachine: (next) => void (machine = next),
    },
  }
}
