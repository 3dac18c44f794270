import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleIntent, sampleLeftover, sampleReplacement } from '../testing/sample-interruption'
import { sampleContainer } from '../testing/sample-observation'
import type { ContainerObservation, ContainerStatus } from './container-observation'
import { interruptionOf } from './interruption'

const names = ['admin', 'api', 'web'] as const
const status = fc.constantFrom<ContainerStatus>('created', 'running', 'restarting', 'exited', 'dead', 'paused')
const health = fc.constantFrom('none' as const, 'starting' as const, 'healthy' as const, 'unhealthy' as const)

type Found = {
  readonly service: string
  readonly old: ContainerObservation | null
  readonly fresh: ContainerObservation | null
}

/** Any of the containers a service may be found with: none, one of either, or both; renamed or not. */
const serviceFound = (service: string): fc.Arbitrary<Found> =>
  fc
    .record({
      old: fc.option(fc.record({ status, health })),
      fresh: fc.option(fc.record({ status, health, startedAtMs: fc.constantFrom(null, 16_000) })),
      isNamed: fc.boolean(),
      deployment: fc.constantFrom('d1', 'd0'),
    })
    .map(({ old, fresh, isNamed, deployment }) => ({
      service,
      old: old && sampleContainer({ service, ...old }),
      fresh: fresh && sampleLeftover(service, isNamed ? { ...fresh, name: `dev1-${service}-1` } : fresh, deployment),
    }))

const sources = fc.record({
  found: fc.tuple(...names.map(serviceFound)),
  hasIntent: fc.boolean(),
  lock: fc.option(fc.record({ deploymentId: fc.constantFrom('d1', 'd0', 'd2'), isDead: fc.boolean() })),
  kept: fc.uniqueArray(fc.constantFrom(...names)).map((some) => new Set<string>(some)),
})

test('no way on is offered that would take both versions of a service away', () => {
  fc.assert(
    fc.property(sources, ({ found, hasIntent, lock, kept }) => {
      const containers = found.flatMap(({ old, fresh }) => [old, fresh].filter((container) => container !== null))
      const intent = hasIntent ? sampleIntent(names.map((name) => sampleReplacement(name))) : null
      const interruption = interruptionOf({ slot: 'dev1', containers, lock, intent, kept })
      if (interruption === null) return
      const { refusals, services, safest } = interruption
      if (refusals['put-back'] === null) {
        // What it removes is `fresh`, and what serves then is `old`, or is made again of what is kept.
        for (const one of services.filter(({ fresh, stage }) => fresh !== null || stage !== 'not-begun')) {
          expect(one.old !== null || (intent !== null && kept.has(one.service))).toBe(true)
        }
      }
      if (refusals.resume === null) {
        for (const { service, old, fresh } of services) {
          expect(old !== null || fresh !== null || kept.has(service)).toBe(true)
          // A container that is neither of the two would stay behind, or be taken for one of them.
          const own = containers.filter(({ labels }) => Object.values(labels).includes(service))
          expect(own.every(({ id }) => id === old?.id || id === fresh?.id)).toBe(true)
        }
      }
      const ids = services.flatMap(({ old, fresh }) => [old?.id, fresh?.id].filter((id) => id !== undefined))
      expect(new Set(ids).size).toBe(ids.length)
      expect(refusals[safest] === null || lock?.isDead === false).toBe(true)
    }),
    { numRuns: 500 },
  )
})
