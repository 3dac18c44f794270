import { afterEach, expect, test } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { type DeployWorld, newTag, oldTag, reference, startWorld } from '../../testing/deploy-world'
import { rollbackHandlers } from './rollback-handlers'

const never = new AbortController().signal
const address = { hostId: 'host-1', slot: 'dev1' }
let world: DeployWorld | undefined

afterEach(() => world?.close())

async function deploy({ deployer, clock }: DeployWorld, tag: string): Promise<string> {
  const operation = { kind: 'deploy', tag, services: null, recreate: 'changed' } as const
  const request = { ...address, operation, by: '이도윤' }
  const { fingerprint } = await deployer.plan(request, never)
  const id = await deployer.run({ ...request, fingerprint, over: null }, never)
  const ended = deployer.waitFor(id, never)
  for (let step = 0; step < 40; step += 1) await clock.advance(1_000)
  return (await ended).result?.kind ?? ''
}

function handlersOf({ docker, ledger }: DeployWorld) {
  const hostAccess = createFakeHostAccess(docker)
  const readKickoff = () => kickoffReader(defaultKickoffPattern)
  const handlers = rollbackHandlers({ hostAccess, ledger, readKickoff })
  return {
    list: async () => handlers['list-kept-releases'](address, never),
    compare: async (releaseId: string) => handlers['compare-release']({ ...address, releaseId }, never),
  }
}

test('a slot that Berth never deployed to has nothing to go back to', async () => {
  world = startWorld()
  expect(await handlersOf(world).list()).toEqual({ releases: [], diskBytes: 0 })
})

test('after a switch the old release is kept, at hand, with who and when; what runs now stands first', async () => {
  world = startWorld()
  expect(await deploy(world, newTag)).toBe('succeeded')
  const { releases } = await handlersOf(world).list()
  expect(releases).toMatchObject([
    { releaseId: 'd1', number: 1, standing: 'current', by: '이도윤', name: { tag: newTag }, ranMs: null },
    { releaseId: 'found-d1', number: null, standing: 'kept', availability: 'instant', name: { tag: oldTag } },
  ])
  expect(releases[1]?.services.map(({ service, availability }) => `${service} ${availability}`)).toEqual([
    'admin here',
    'api here',
    'web here',
  ])
  expect(releases[1]?.ranMs).toBeGreaterThanOrEqual(0)
})

test('a deployment that failed stands among them and can’t be chosen', async () => {
  world = startWorld({ web: { behaviour: { kind: 'exits', exitCode: 1 } } })
  expect(await deploy(world, newTag)).toBe('put-back')
  const { releases } = await handlersOf(world).list()
  expect(releases[0]).toMatchObject({ releaseId: 'd1', standing: 'never-served', availability: 'gone' })
})

test('what an image that is gone from the host leaves: a pull by digest, or nothing', async () => {
  world = startWorld()
  await deploy(world, newTag)
  const { docker } = world
  const images = await docker.listImages(never)
  const old = images.find(({ tags }) => tags.includes(reference('api', oldTag)))
  await Promise.all((old?.tags ?? []).map((tag) => docker.removeImageTag(tag, never)))
  const kept = (await handlersOf(world).list()).releases.find(({ standing }) => standing === 'kept')
  const api = kept?.services.find(({ service }) => service === 'api')
  expect(api?.availability).not.toBe('here')
  expect(kept?.availability).not.toBe('instant')
})

test('a release that is not kept is refused', async () => {
  world = startWorld()
  await expect(handlersOf(world).compare('nobody')).rejects.toMatchObject({ code: 'release-unknown' })
})
