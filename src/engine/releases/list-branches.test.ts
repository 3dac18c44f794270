import { expect, it } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { composeLabels } from '../../domain/label-names'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import type { HostAccess } from '../host-access'
import { createBranchLists, type ListBranchesParts } from './list-branches'
import type { HostRepository, RepositoryWatch } from './repository-watch'

const never = new AbortController().signal
const shop = 'registry.example.com/shop'
const looked: HostRepository[] = []
const repositories: RepositoryWatch = {
  look: (asked) => {
    looked.push(asked)
    return { tags: [], state: { kind: 'asking' }, way: null }
  },
  asked: () => Promise.reject(new Error('not asked for')),
  describe: async () => undefined,
  described: () => undefined,
  descriptions: () => () => undefined,
  recall: async () => undefined,
  renew: () => undefined,
  close: () => undefined,
}

/** A host with the services of its slots, and the images that it has. */
function host(slots: Readonly<Record<string, readonly string[]>>, images: readonly string[]) {
  const docker = createFakeDocker(createFakeClock())
  for (const image of images) docker.control.addImage(`${shop}/${image}`)
  for (const [slot, services] of Object.entries(slots)) {
    for (const service of services) {
      const Labels = { [composeLabels.project]: slot, [composeLabels.service]: service }
      docker.control.addContainer(`${slot}-${service}-1`, {
        Image: `${shop}/${service}:kickoff-240510-dashboard`,
        Labels,
      })
    }
  }
  return { access: createFakeHostAccess(docker), slots: Object.keys(slots) }
}

/** Each host of the fake is `host-1` to itself. */
function parts(hosts: Readonly<Record<string, ReturnType<typeof host>>>) {
  const clock = createFakeClock()
  const accessOf = (id: string): HostAccess => {
    const found = hosts[id]
    if (found === undefined) throw new Error(id)
    return found.access
  }
  const hostAccess = {
    observation: (id: string) => accessOf(id).observation('host-1'),
    lookAgain: (id: string, signal: AbortSignal) => accessOf(id).lookAgain('host-1', signal),
    connection: (id: string) => accessOf(id).connection('host-1'),
    client: (id: string) => accessOf(id).client('host-1'),
    hostName: (id: string) => id,
  } as HostAccess
  const listing: ListBranchesParts = {
    hostAccess,
    hostIds: () => Object.keys(hosts),
    readKickoff: () => kickoffReader(defaultKickoffPattern),
    filedRepositories: async () => null,
    repositories,
    ledger: () => null,
    slotNames: (id) => hosts[id]?.slots ?? [],
    clock,
  }
  return { clock, list: createBranchLists(listing) }
}

const bothImages = ['web:kickoff-240510-dashboard', 'api:kickoff-240510-dashboard']

it('a branch stands there once, with the slots of every host that it can go to, whatever their services', async () => {
  const { list } = parts({
    a: host({ dev1: ['web', 'api'], dev2: ['web', 'api'], docs: ['handbook'] }, [
      ...bothImages,
      'web:kickoff-240603-payment',
      'handbook:kickoff-240701-words',
      'handbook:kickoff-240510-dashboard',
    ]),
    b: host({ dev1: ['web'] }, ['web:kickoff-240510-dashboard', 'web:kickoff-240603-payment']),
  })
  const { branches, hostsNotAsked, leftOut } = await list(never)
  const slotsOf = Object.fromEntries(
    branches.map(({ tag, slots }) => [tag, slots.map(({ hostId, slot }) => `${hostId}/${slot}`)]),
  )
  expect(slotsOf).toEqual({
    'kickoff-240701-words': ['a/docs'],
    'kickoff-240603-payment': ['a/dev1', 'a/dev2', 'b/dev1'],
    'kickoff-240510-dashboard': ['a/dev1', 'a/dev2', 'a/docs', 'b/dev1'],
  })
  expect(branches.find(({ tag }) => tag === 'kickoff-240603-payment')).toMatchObject({ missing: [] })
  expect([hostsNotAsked, leftOut]).toEqual([[], 0])
})

it('slots with the same repositories are one question, and a host is asked for its images once', async () => {
  looked.length = 0
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`dev${String(index)}`, ['web', 'api']]))
  const { list } = parts({ a: host(many, bothImages) })
  const { branches } = await list(never)
  expect(branches[0]?.slots).toHaveLength(12)
  expect([...looked].map(({ repository }) => repository).sort()).toEqual([`${shop}/api`, `${shop}/web`])
})

it('hosts out of reach, and those that do not answer in time, are named, and the others answer', async () => {
  const [away, silent, well] = [
    host({ dev1: ['web'] }, bothImages),
    host({ dev1: ['web'] }, bothImages),
    host({ dev1: ['web'] }, bothImages),
  ]
  away.access.setConnection({ kind: 'connecting', lastSeenAtMs: null })
  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  Object.assign(silent.access.client('host-1'), { listImages: untilAborted })
  const { list, clock } = parts({ away, silent, well })
  const listing = list(never)
  await clock.advance(3_000)
  const { branches, hostsNotAsked } = await listing
  expect(hostsNotAsked).toEqual(['away', 'silent'])
  expect(branches.map(({ tag }) => tag)).toEqual(['kickoff-240510-dashboard'])
})
