import { describe, expect, it } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { imageLabels } from '../../domain/label-names'
import { runningImage } from '../../domain/running-image'
import { sampleContainer, sampleImage } from '../../testing/sample-observation'
import { releaseOptions, type RunningService } from './release-options'

const readKickoff = kickoffReader(defaultKickoffPattern)
const shop = 'registry.example.com/shop'
const services = [
  { name: 'web', repository: `${shop}/web` },
  { name: 'api', repository: `${shop}/api` },
]

function running(hostId: string, slot: string, reference: string): RunningService {
  const container = sampleContainer({ slot, imageReference: reference })
  return { hostId, slot, image: runningImage(container, undefined, readKickoff) }
}

describe('the tags a slot could be switched to', () => {
  it('stand newest kickoff first, then the others by build, with what they are and where they run', () => {
    const images = [
      sampleImage({ id: '1', tags: [`${shop}/web:kickoff-240510-dashboard`, `${shop}/web:develop`], createdAtMs: 10 }),
      sampleImage({ id: '2', tags: [`${shop}/api:kickoff-240510-dashboard`], createdAtMs: 11 }),
      sampleImage({
        id: '3',
        tags: [`${shop}/web:kickoff-240611-checkout`],
        labels: { [imageLabels.revision]: '4be1c07', [imageLabels.version]: 'v1.3.11' },
      }),
      sampleImage({ id: '4', tags: [`${shop}/api:nightly`], createdAtMs: 99 }),
    ]
    const used = [
      running('local', 'dev1', `${shop}/web:kickoff-240510-dashboard`),
      running('local', 'dev1', `${shop}/api:kickoff-240510-dashboard`),
      running('far', 'dev2', `${shop}/web:kickoff-240701-elsewhere`),
    ]
    const options = releaseOptions({ services, images, running: used, readKickoff })
    expect(options.map(({ tag, services: present, missing }) => [tag, present, missing])).toEqual([
      ['kickoff-240701-elsewhere', [], ['web', 'api']],
      ['kickoff-240611-checkout', ['web'], ['api']],
      ['kickoff-240510-dashboard', ['web', 'api'], []],
      ['nightly', ['api'], ['web']],
      ['develop', ['web'], ['api']],
    ])
    expect(options[0]?.runsOn).toEqual([{ hostId: 'far', slot: 'dev2' }])
    expect(options[1]).toMatchObject({ revision: '4be1c07', version: 'v1.3.11', runsOn: [] })
    expect(options[2]).toMatchObject({ builtAtMs: 11, runsOn: [{ hostId: 'local', slot: 'dev1' }] })
  })

  it('leave out other repositories, dangling images and what Berth keeps for itself', () => {
    const images = [
      sampleImage({ id: '1', tags: [`${shop}/web:berth-kept-1`] }),
      sampleImage({ id: '2', tags: ['<none>:<none>', 'postgres:16', `${shop}/website:develop`] }),
      sampleImage({ id: '3', tags: [] }),
    ]
    expect(releaseOptions({ services, images, running: [running('a', 'b', 'postgres:16')], readKickoff })).toEqual([])
  })
})
