import { describe, expect, test } from 'vitest'
import { sampleContainer, sampleImage } from '../testing/sample-observation'
import { deriveService } from './derive-service'
import { defaultKickoffPattern, kickoffReader } from './kickoff'
import type { Release } from './ledger/release'
import { releaseOf } from './found-release'
import { slotDrift } from './slot-drift'

const readKickoff = kickoffReader(defaultKickoffPattern)
const image = sampleImage({ id: 'image-1' })
const images = new Map([[image.id, image]])

function service(name: string, changes: Parameters<typeof sampleContainer>[0] = {}) {
  const container = sampleContainer({ service: name, id: `${name}-1`, imageId: 'image-1', ...changes })
  const derived = deriveService({ label: name, name, containers: [container] }, images, readKickoff, 0)
  if (derived === null) throw new Error('no service')
  return derived
}

const left: Release = releaseOf(
  ['api', 'web'].map((name) => ({ name, containerName: name, container: service(name).container })),
  { releaseId: 'r1', servedFromMs: null },
  { slot: 'dev1', images, readKickoff },
)

describe('drift', () => {
  test('is nothing where the containers are those that the last deployment left, or none was recorded', () => {
    expect(slotDrift([service('api'), service('web')], left, [])).toEqual([])
    expect(slotDrift([service('api')], null, [])).toEqual([])
    expect(slotDrift([], left, [])).toEqual([])
  })

  test('names what runs another image, was made anew, is gone and was added', () => {
    expect(slotDrift([service('api', { imageId: 'image-2', id: 'x' }), service('job')], left, [])).toEqual([
      { service: 'api', kind: 'image' },
      { service: 'web', kind: 'gone' },
      { service: 'job', kind: 'added' },
    ])
    expect(slotDrift([service('api', { id: 'api-2' }), service('web')], left, [])).toEqual([
      { service: 'api', kind: 'recreated' },
    ])
  })

  test('names a proxy that does not lead to the container that runs, and forgets it with that container', () => {
    const drift = { service: 'web', kind: 'upstream', proxy: 'front', leads: '', should: '127.0.0.1:3001' } as const
    expect(slotDrift([service('web')], null, [{ containerId: 'web-1', drift }])).toEqual([drift])
    expect(slotDrift([service('web')], null, [{ containerId: 'web-0', drift }])).toEqual([])
    expect(slotDrift([service('web', { status: 'exited' })], null, [{ containerId: 'web-1', drift }])).toEqual([])
  })
})
