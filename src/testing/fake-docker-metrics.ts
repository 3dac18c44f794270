import type { DockerClient } from '../engine/ports'
import type { FakeParts } from './fake-docker-parts'

type MetricsCalls = Pick<DockerClient, 'stats' | 'statsOnce' | 'diskUse' | 'machine'>

/** Measures nothing: streams stay open and say nothing. */
export function fakeMetricsCalls({ calls }: FakeParts): MetricsCalls {
  return {
    async *stats(containerId, signal) {
      await calls.enter('stats', [containerId], signal)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      yield* []
    },
    statsOnce: async (containerId, signal) => {
      await calls.enter('statsOnce', [containerId], signal)
      return null
    },
    diskUse: async (signal) => {
      await calls.enter('diskUse', [], signal)
      return { images: null, containers: null, volumes: null, buildCache: null }
    },
    machine: async (signal) => {
      await calls.enter('machine', [], signal)
      return null
    },
  }
}
