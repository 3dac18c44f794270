import { afterEach, expect, test } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { imageLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import type { FakeImageInput } from '../../testing/fake-docker'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { type DeployWorld, finishDeployment, healthy, newTag, reference, startWorld } from '../../testing/deploy-world'
import type { RegistryImage } from '../registry/registry-port'
import type { DescribedTag } from '../releases/repository-watch'
import type { CompareParts } from './compare-plan'
import { comparisonHandlers } from './comparison-handlers'

const never = new AbortController().signal
const operation: Operation = { kind: 'deploy', tag: newTag, services: ['web'], recreate: 'changed' }
const request = { hostId: 'host-1', slot: 'dev1', operation, by: '이도윤' }
let world: DeployWorld | undefined

afterEach(() => world?.close())

const page = 'https://github.com/shop/web/compare/9f3c2ab...4be1c07'

function labels(revision: string, created: string, source = 'git@github.com:shop/web.git') {
  return { [imageLabels.revision]: revision, [imageLabels.created]: created, [imageLabels.source]: source }
}

/** What runs: 9f3c2ab, built in May. */
function worldOfMay(): DeployWorld {
  const started = startWorld({ web: healthy })
  const id = started.docker.control.addImage('registry.example.com/shop/web:kickoff-240510-dashboard', {
    ...healthy,
    labels: labels('9f3c2ab', '2024-05-10T00:00:00Z'),
  })
  started.docker.control.remove(started.docker.control.idOf('dev1-web-1'))
  started.docker.control.addContainer('dev1-web-1', {
    Image: id,
    Labels: { 'com.docker.compose.project': 'dev1', 'com.docker.compose.service': 'web' },
  })
  world = started
  return started
}

async function newDigest({ deployer }: DeployWorld): Promise<string> {
  const service = (await deployer.plan(request, never)).services.find(({ name }) => name === 'web')
  return service?.change.kind === 'replace' ? service.change.to.identity : ''
}

function registryImage(digest: string, changes: Partial<RegistryImage>): RegistryImage {
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
    createdAtMs: null,
    sizeBytes: 1_000,
    ...changes,
  }
}

function handlersOf(
  { deployer, docker, clock, ledger }: DeployWorld,
  described: DescribedTag | undefined,
  describe: CompareParts['repositories']['describe'] = async () => undefined,
) {
  const told: (readonly string[])[] = []
  const handlers = comparisonHandlers({
    hostAccess: createFakeHostAccess(docker),
    repositories: { describe, described: () => described },
    clock,
    ledger,
    readKickoff: () => kickoffReader(defaultKickoffPattern),
    planned: deployer.planned,
    personName: (asked) => asked,
    tellPages: (pages) => told.push(pages),
  })
  return {
    told,
    compare: async () => (await handlers['compare-operation'](request, never)).services,
    comparePast: async (deploymentId: string) =>
      (await handlers['compare-deployment']({ hostId: request.hostId, deploymentId }, never)).services,
  }
}

test('the labels of an image that is still to be pulled come from its registry, with the page between the revisions', async () => {
  const slot = worldOfMay()
  const described = registryImage(await newDigest(slot), { labels: labels('4be1c07', '2024-06-03T00:00:00Z') })
  const { compare, told } = handlersOf(slot, described)
  expect(await compare()).toMatchObject([
    {
      service: 'web',
      from: { revision: '9f3c2ab', builtAtMs: Date.UTC(2024, 4, 10) },
      to: { revision: '4be1c07', builtAtMs: Date.UTC(2024, 5, 3) },
      isOlderBuild: false,
      pullBytes: 1_000,
      comparePage: page,
      settings: { kind: 'carried' },
      imageDefaults: null,
    },
  ])
  await compare()
  expect(told).toEqual([[page]])
})

test('a way back is marked as older, and its page shows what goes away', async () => {
  const slot = worldOfMay()
  const older = registryImage(await newDigest(slot), { labels: labels('4be1c07', '2024-04-01T00:00:00Z') })
  const [web] = await handlersOf(slot, older).compare()
  expect(web).toMatchObject({
    isOlderBuild: true,
    comparePage: 'https://github.com/shop/web/compare/4be1c07...9f3c2ab',
  })
})

test('a tag that has moved since the plan, a silent registry and another repository’s image tell of no page', async () => {
  const slot = worldOfMay()
  const digest = await newDigest(slot)
  const moved = registryImage(`sha256:${'0'.repeat(64)}`, { labels: labels('4be1c07', '2024-06-03T00:00:00Z') })
  const unknown = { to: { revision: null, builtAtMs: null }, pullBytes: null, comparePage: null }
  expect(await handlersOf(slot, moved).compare()).toMatchObject([unknown])
  expect(await handlersOf(slot, undefined).compare()).toMatchObject([unknown])
  const fork = labels('4be1c07', '2024-06-03T00:00:00Z', 'https://github.com/elsewhere/web')
  const other = handlersOf(slot, registryImage(digest, { labels: fork }))
  expect(await other.compare()).toMatchObject([{ to: { revision: '4be1c07' }, comparePage: null }])
  expect(other.told).toEqual([])
})

test('a registry that does not answer keeps nobody from the rest, and is not asked any longer', async () => {
  const started = worldOfMay()
  let asked: AbortSignal | null = null
  const silent = (_: unknown, signal: AbortSignal): Promise<void> => {
    asked = signal
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const { compare } = handlersOf(started, undefined, silent)
  const answer = compare()
  for (let second = 0; second < 12; second += 1) await started.clock.advance(1_000)
  expect(await answer).toMatchObject([{ service: 'web', from: { revision: '9f3c2ab' }, to: { revision: null } }])
  expect((asked as AbortSignal | null)?.aborted).toBe(true)
})

/** What runs is 9f3c2ab of May; 4be1c07 of June is in the registry, and does as it is told. */
function worldOfJune(image: FakeImageInput = healthy): DeployWorld {
  const started = worldOfMay()
  const labelsOfJune = labels('4be1c07', '2024-06-03T00:00:00Z')
  started.docker.control.addRemoteImage(reference('web', newTag), { ...image, labels: labelsOfJune })
  return started
}

async function begin({ deployer }: DeployWorld): Promise<string> {
  const { fingerprint } = await deployer.plan(request, never)
  return deployer.run({ ...request, fingerprint, over: null }, never)
}

const asked = async (): Promise<void> => {
  throw new Error('a registry was asked')
}

test('a deployment that is over tells what it came from and brought, by the ledger and the images of the host', async () => {
  const slot = worldOfJune()
  const id = await begin(slot)
  expect((await finishDeployment(slot, id)).kind).toBe('succeeded')
  const { comparePast, told } = handlersOf(slot, undefined, asked)
  const services = await comparePast(id)
  expect(services).toMatchObject([
    {
      service: 'web',
      from: { revision: '9f3c2ab', builtAtMs: Date.UTC(2024, 4, 10) },
      to: { revision: '4be1c07', builtAtMs: Date.UTC(2024, 5, 3) },
      isOlderBuild: false,
      comparePage: page,
      settings: { kind: 'carried' },
    },
  ])
  expect(told).toEqual([[page]])
  await expect(comparePast('never-was')).rejects.toMatchObject({ code: 'history-unknown' })
})

test('so does one that failed, and of images that are gone what the ledger keeps is told', async () => {
  const slot = worldOfJune({ behaviour: { kind: 'exits', exitCode: 1 } })
  const id = await begin(slot)
  expect((await finishDeployment(slot, id)).kind).toBe('put-back')
  const { comparePast } = handlersOf(slot, undefined, asked)
  expect(await comparePast(id)).toMatchObject([{ from: { revision: '9f3c2ab' }, to: { revision: '4be1c07' } }])
  const away = handlersOf({ ...slot, docker: { ...slot.docker, listImages: async () => [] } }, undefined, asked)
  expect(await away.comparePast(id)).toMatchObject([
    { from: { revision: '9f3c2ab', builtAtMs: null }, to: { builtAtMs: null }, comparePage: null },
  ])
})
