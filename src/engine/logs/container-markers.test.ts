import { expect, test } from 'vitest'
import type { ContainerObservation } from '../../domain/container-observation'
import { sampleContainer } from '../../testing/sample-observation'
import { containerMarkers } from './container-markers'

const check = (exitCode: number) => ({ startedAtMs: 1_000, endedAtMs: 1_200, exitCode, output: '503 db DOWN' })

function markersOf(changes: Partial<ContainerObservation>): readonly string[] {
  const before = sampleContainer({ status: 'running', health: 'healthy', checks: [check(0)] })
  return containerMarkers(before, { ...before, ...changes }).map(({ marker, detail }) => `${marker} ${detail}`.trim())
}

test('a container is marked unhealthy for a check that failed, and not for being stopped', () => {
  const unhealthy = { health: 'unhealthy' } as const
  expect(markersOf({ ...unhealthy, checks: [check(1)] })).toEqual(['unhealthy 503 db DOWN'])
  expect(markersOf(unhealthy)).toEqual([])
  expect(markersOf({ ...unhealthy, checks: [check(1)], status: 'exited' })).toEqual([])
})
