import { describe, expect, it } from 'vitest'
import { orderReleases } from '../../contract/release-order'
import { BerthError } from '../../domain/berth-error'
import { defaultKickoffPattern, type KickoffReader, kickoffReader } from '../../domain/kickoff'
import { composeLabels, imageLabels } from '../../domain/label-names'
import { runningImage } from '../../domain/running-image'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { sampleContainer, sampleImage } from '../../testing/sample-observation'
import type { RegistryImage } from '../registry/registry-port'
import { listReleases, type ListReleasesParts } from './list-releases'
import { createOptionMemory } from './option-memory'
import { releaseOptions } from './release-options'
import type { RegistryTags, ReleaseSources, RunningService } from './release-sources'
import type { Way } from './registry-ways'
import type { DescribedTag, RepositoryWatch, TagDescription } from './repository-watch'

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

function options(changes: Partial<ReleaseSources>) {
  const usual = { services, images: [], running: [], registries: [], readKickoff, ranHere: () => null }
  return orderReleases(releaseOptions({ ...usual, ...changes }), 'kickoff')
}

function registryImage(digest: string, changes: Partial<RegistryImage> = {}): RegistryImage {
  return {
    kind: 'image',
    digest,
    manifestDigest: digest,
    configDigest: digest,
    platform: 'linux/amd64',
    layers: [],
    runsOnWanted: true,
    platforms: ['linux/amd64'],
    labels: {},
    createdAtMs: 5,
    sizeBytes: 1_000,
    ...changes,
  }
}

/** The registry's word of a service's repository: its tags, and what is known of each. */
function told(
  service: string,
  tags: Readonly<Record<string, DescribedTag | undefined>>,
  keptAtMs: number | null = null,
): RegistryTags {
  const repository = `${shop}/${service}`
  const described = (tag: string): TagDescription | undefined => {
    const found = tags[tag]
    return found === undefined ? undefined : { found, keptAtMs }
  }
  return { repository, tags: Object.keys(tags), isWhole: true, described }
}

describe('the tags a slot could be switched to', () => {
  it('stand newest kickoff first, then the others by build, with what they are and where they run', () => {
    const images = [
      sampleImage({ id: '1', tags: [`${shop}/web:kickoff-240510-dashboard`, `${shop}/web:develop`], createdAtMs: 10 }),
      sampleImage({ id: '2', tags: [`${shop}/api:kickoff-240510-dashboard`], createdAtMs: 11 }),
      sampleImage({
        id: '3',
        tags: [`${shop}/web:kickoff-240611-checkout`],
        digests: [],
        labels: { [imageLabels.revision]: '4be1c07', [imageLabels.version]: 'v1.3.11' },
      }),
      sampleImage({ id: '4', tags: [`${shop}/api:nightly`], createdAtMs: 99 }),
    ]
    const used = [
      running('local', 'dev1', `${shop}/web:kickoff-240510-dashboard`),
      running('local', 'dev1', `${shop}/api:kickoff-240510-dashboard`),
      running('far', 'dev2', `${shop}/web:kickoff-240701-elsewhere`),
    ]
    const found = options({ images, running: used })
    expect(found.map(({ tag, services: present, notSeen }) => [tag, present, notSeen])).toEqual([
      ['kickoff-240701-elsewhere', [], ['web', 'api']],
      ['kickoff-240611-checkout', ['web'], ['api']],
      ['kickoff-240510-dashboard', ['web', 'api'], []],
      ['nightly', ['api'], ['web']],
      ['develop', ['web'], ['api']],
    ])
    expect(found[0]?.runsOn).toEqual([{ hostId: 'far', slot: 'dev2', isOlder: false }])
    expect(found[1]).toMatchObject({ revision: '4be1c07', version: 'v1.3.11', runsOn: [] })
    expect(found[2]).toMatchObject({ builtAtMs: 11, runsOn: [{ hostId: 'local', slot: 'dev1', isOlder: false }] })
  })

  it('leave out other repositories, dangling images and what Berth keeps for itself', () => {
    const images = [
      sampleImage({ id: '1', tags: [`${shop}/web:berth-kept-1`] }),
      sampleImage({ id: '2', tags: ['<none>:<none>', 'postgres:16', `${shop}/website:develop`] }),
      sampleImage({ id: '3', tags: [] }),
    ]
    expect(options({ images, running: [running('a', 'b', 'postgres:16')] })).toEqual([])
  })

  it('are told by the registries too, which know surely what is missing and what is not on the host', () => {
    const images = [sampleImage({ id: '1', tags: [`${shop}/web:develop`], digests: [`${shop}/web@sha256:old`] })]
    const registries = [
      told('web', { develop: registryImage('sha256:new', { sizeBytes: 70 }), v1: undefined, chart: null }),
      told('api', { develop: registryImage('sha256:api', { sizeBytes: 5, runsOnWanted: false }) }),
    ]
    const found = options({ images, registries, ranHere: (tag) => (tag === 'v1' ? ranBefore : null) })
    expect(found.map(({ tag }) => tag)).toEqual(['develop', 'v1'])
    expect(found[0]).toMatchObject({ services: ['web', 'api'], onHost: ['web'], missing: [], otherPlatform: ['api'] })
    // What is on the host is another build than the tag means today: it comes anew.
    expect(found[0]).toMatchObject({ pullBytes: 75, isDescribed: true })
    expect(found[1]).toMatchObject({ missing: ['api'], isDescribed: false, pullBytes: null, ranHere: ranBefore })
  })

  it('are one build where they mean the same images, named by the kickoff', () => {
    const same = { web: registryImage('sha256:a'), api: registryImage('sha256:b') }
    const registries = [
      told('web', { '9f3c2ab': same.web, 'kickoff-240510-dashboard': same.web, other: registryImage('sha256:a') }),
      told('api', { '9f3c2ab': same.api, 'kickoff-240510-dashboard': same.api, other: registryImage('sha256:c') }),
    ]
    const found = options({ registries, running: [running('local', 'dev1', `${shop}/web:9f3c2ab`)] })
    expect(found.map(({ tag, otherTags }) => [tag, otherTags])).toEqual([
      ['kickoff-240510-dashboard', ['9f3c2ab']],
      ['other', []],
    ])
    expect(found[0]?.runsOn).toEqual([{ hostId: 'local', slot: 'dev1', isOlder: false }])
  })

  it('say where an older build of the same tag runs', () => {
    const registries = [told('web', { develop: registryImage('sha256:new') })]
    const reference = `${shop}/web:develop`
    const image = sampleImage({ tags: [reference], digests: [`${shop}/web@sha256:${'0'.repeat(64)}`] })
    const container = sampleContainer({ slot: 'dev1', imageReference: reference })
    const older = { hostId: 'local', slot: 'dev1', image: runningImage(container, image, readKickoff) }
    const [found] = options({ registries, running: [older] })
    expect(found?.runsOn).toEqual([{ hostId: 'local', slot: 'dev1', isOlder: true }])
  })

  it('are told with their time where an earlier run heard it, and call nothing older that runs', () => {
    const registries = [told('web', { develop: registryImage('sha256:then') }, 1_000)]
    const reference = `${shop}/web:develop`
    const image = sampleImage({ tags: [reference], digests: [`${shop}/web@sha256:${'0'.repeat(64)}`] })
    const container = sampleContainer({ slot: 'dev1', imageReference: reference })
    const one = { hostId: 'local', slot: 'dev1', image: runningImage(container, image, readKickoff) }
    expect(options({ registries, running: [one] })).toMatchObject([{ keptAtMs: 1_000, runsOn: [{ isOlder: false }] }])
  })

  it('are put together anew where a word of a registry, the services or the reader changed, and else taken as they were', () => {
    const memory = createOptionMemory()
    const words = new Map([['develop', { found: registryImage('sha256:1'), keptAtMs: null }]])
    const registry = (tags: readonly string[], isWhole = true): RegistryTags => {
      return { repository: `${shop}/web`, tags, isWhole, described: (tag) => words.get(tag) }
    }
    const list = (registries: readonly RegistryTags[], read: KickoffReader = readKickoff) =>
      releaseOptions({ services, images: [], running: [], registries, readKickoff: read, ranHere: () => null }, memory)
    const [first] = list([registry(['develop'])])
    expect(list([registry(['develop'])])[0]).toBe(first)
    words.set('develop', { found: registryImage('sha256:2', { sizeBytes: 7 }), keptAtMs: null })
    const [second] = list([registry(['develop', 'other'])])
    expect(second?.pullBytes).toBe(7)
    expect(list([registry(['develop'], false)])[0]).not.toBe(second)
    expect(list([registry(['develop'])], () => ({ branch: 'b', date: null, summary: 's' }))[0]?.kickoff?.branch).toBe(
      'b',
    )
  })

  it('stay apart where two branches stand at one commit, or where nobody has asked what they are', () => {
    const image = registryImage('sha256:a')
    const tags = { 'kickoff-240510-dashboard': image, 'kickoff-240511-copy': image, one: undefined, two: undefined }
    expect(options({ registries: [told('web', tags)] }).map(({ otherTags }) => otherTags)).toEqual([[], [], [], []])
  })
})

const ranBefore = { deploymentId: 'd1', atMs: 7, outcome: 'failed' } as const

/** Registries that have not answered yet. */
const silent: RepositoryWatch = {
  look: () => ({ tags: [], state: { kind: 'asking' }, way: null }),
  asked: async () => ({ tags: [], state: { kind: 'asking' }, way: null }),
  describe: async () => undefined,
  described: () => undefined,
  descriptions: () => () => undefined,
  recall: async () => undefined,
  renew: () => undefined,
  close: () => undefined,
}

describe('where the services of a slot are told from', () => {
  const never = new AbortController().signal
  const through: (string | null)[] = []
  /** dev1 runs web; the host has a build of web and api. */
  const list = async (slot: string, filedRepositories: ListReleasesParts['filedRepositories'], way: Way = null) => {
    const docker = createFakeDocker(createFakeClock())
    for (const service of ['web', 'api']) docker.control.addImage(`${shop}/${service}:kickoff-240510-dashboard`)
    const Labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: 'web' }
    docker.control.addContainer('dev1-web-1', { Image: `${shop}/web:kickoff-240510-dashboard`, Labels })
    const hostAccess = createFakeHostAccess(docker)
    const parts = {
      hostAccess,
      hostIds: () => ['host-1'],
      readKickoff: () => readKickoff,
      filedRepositories,
      ledger: () => null,
      repositories: { ...silent, look: () => ({ tags: [], state: { kind: 'asking' as const }, way }) },
    }
    const { releases, sources } = await listReleases(parts, { hostId: 'host-1', slot }, createOptionMemory(), never)
    through.splice(0, through.length, ...sources.map((source) => source.through))
    return releases
  }
  const filed = async (_: string, slot: string) => (slot === 'dev7' ? null : new Map([['api', `${shop}/api`]]))
  const broken = async () => {
    throw new BerthError('slots-file-gone', { version: 3 })
  }

  it('is the slots file for one that has no containers yet', async () => {
    expect(await list('dev9', filed)).toMatchObject([{ tag: 'kickoff-240510-dashboard', services: ['api'] }])
  })

  it('is both for one that has some of them', async () => {
    expect(await list('dev1', filed)).toMatchObject([{ services: ['web', 'api'], notSeen: [] }])
  })

  it('is what runs where the slots file cannot be read, which is told of an empty slot', async () => {
    expect(await list('dev1', broken)).toMatchObject([{ services: ['web'] }])
    await expect(list('dev9', broken)).rejects.toMatchObject({ code: 'slots-file-gone' })
  })

  it('says which host a registry is asked through', async () => {
    await list('dev1', broken)
    expect(through).toEqual([null])
    await list('dev1', broken, 'host-1')
    expect(through).toEqual(['local'])
  })

  it('is nothing for a slot that nobody knows', async () => {
    await expect(list('dev7', filed)).rejects.toMatchObject({ code: 'slot-unknown' })
  })
})
