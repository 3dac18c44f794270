import { describe, expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { composeLabels, imageLabels } from '../../domain/label-names'
import { runningImage } from '../../domain/running-image'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { sampleContainer, sampleImage } from '../../testing/sample-observation'
import { listReleases, type ListReleasesParts } from './list-releases'
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

describe('where the services of a slot are told from', () => {
  const never = new AbortController().signal
  /** dev1 runs web; the host has a build of web and api. */
  const list = (slot: string, filedRepositories: ListReleasesParts['filedRepositories']) => {
    const docker = createFakeDocker(createFakeClock())
    for (const service of ['web', 'api']) docker.control.addImage(`${shop}/${service}:kickoff-240510-dashboard`)
    const Labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: 'web' }
    docker.control.addContainer('dev1-web-1', { Image: `${shop}/web:kickoff-240510-dashboard`, Labels })
    const hostAccess = createFakeHostAccess(docker)
    const parts = { hostAccess, hostIds: () => ['host-1'], readKickoff: () => readKickoff, filedRepositories }
    return listReleases(parts, 'host-1', slot, never)
  }
  const filed = async (_: string, slot: string) => (slot === 'dev7' ? null : new Map([['api', `${shop}/api`]]))
  const broken = async () => {
    throw new BerthError('slots-file-gone', { version: 3 })
  }

  it('is the slots file for one that has no containers yet', async () => {
    expect(await list('dev9', filed)).toMatchObject([{ tag: 'kickoff-240510-dashboard', services: ['api'] }])
  })

  it('is both for one that has some of them', async () => {
    expect(await list('dev1', filed)).toMatchObject([{ services: ['web', 'api'], missing: [] }])
  })

  it('is what runs where the slots file cannot be read, which is told of an empty slot', async () => {
    expect(await list('dev1', broken)).toMatchObject([{ services: ['web'] }])
    await expect(list('dev9', broken)).rejects.toMatchObject({ code: 'slots-file-gone' })
  })

  it('is nothing for a slot that nobody knows', async () => {
    await expect(list('dev7', filed)).rejects.toMatchObject({ code: 'slot-unknown' })
  })
})
