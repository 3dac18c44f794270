import { expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { ErrorCode } from '../../domain/error-catalog'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import type { DockerClient } from '../ports'
import type { RegistryClient } from '../registry/registry-port'
import { createRegistryWays, type Way } from './registry-ways'

const far = 'registry.example.com/shop/web'
const own = '127.0.0.1:5000/shop/web'

/** Hosts `a` and `b` are reached by SSH, `here` is this machine. `outcomes`: with what a way fails; those not named answer. */
function open(outcomes: Map<Way, ErrorCode>) {
  const clock = createFakeClock()
  const fake = createFakeDocker(clock)
  const outlet: DockerClient['outlet'] = () => () => Promise.reject(new Error('opens nothing'))
  const dockers = new Map<string, DockerClient>([
    ['a', { ...fake, outlet }],
    ['b', { ...fake, outlet }],
    ['here', { ...fake }],
  ])
  const closed: RegistryClient[] = []
  const client = (): RegistryClient => {
    const made = { close: async () => void closed.push(made) } as RegistryClient
    return made
  }
  const ways = createRegistryWays({
    direct: client(),
    createThrough: client,
    hostAccess: {
      client: (id) => {
        const docker = dockers.get(id)
        if (docker === undefined) throw new BerthError('host-unknown', { host: id, known: '' })
        return docker
      },
    },
    clock,
    onAnswer: () => undefined,
  })
  const asked: Way[] = []
  const clients: RegistryClient[] = []
  const ask = (repository: string, ...hostIds: string[]): Promise<Way> =>
    ways.askFor(hostIds, repository, async (registry, way) => {
      asked.push(way)
      clients.push(registry)
      const code = outcomes.get(way)
      if (code !== undefined) throw new BerthError(code)
      return way
    })
  return { clock, ways, dockers, asked, clients, closed, ask }
}

it('asks from this machine, and from the host only where the registry was not reached', async () => {
  const outcomes = new Map<Way, ErrorCode>()
  const { ask, asked } = open(outcomes)
  expect(await ask(far, 'a')).toBeNull()
  for (const code of ['registry-forbidden', 'registry-not-trusted', 'registry-rate-limited'] as const) {
    outcomes.set(null, code)
    await expect(ask(far, 'a')).rejects.toMatchObject({ code })
  }
  expect(asked).toEqual([null, null, null, null])
  outcomes.set(null, 'registry-not-reached')
  expect(await ask(far, 'a')).toBe('a')
  await expect(ask(far, 'here')).rejects.toMatchObject({ code: 'registry-not-reached' })
})

it('keeps to a host that leads there, and tries this machine again once it does not', async () => {
  const outcomes = new Map<Way, ErrorCode>([[null, 'registry-not-reached']])
  const { ask, asked, clock } = open(outcomes)
  await ask(far, 'a')
  await clock.advance(600_000)
  await ask(far, 'a')
  expect(asked).toEqual([null, 'a', 'a'])
  outcomes.set('a', 'ssh-forward-failed')
  await expect(ask(far, 'a')).rejects.toMatchObject({ code: 'registry-not-reached' })
  outcomes.delete(null)
  await clock.advance(60_000)
  expect(await ask(far, 'a')).toBeNull()
})

it('goes by another host where one does not lead there, and not where the registry refused one', async () => {
  const outcomes = new Map<Way, ErrorCode>([
    [null, 'registry-not-reached'],
    ['a', 'ssh-forward-refused'],
  ])
  const { ask } = open(outcomes)
  expect(await ask(far, 'here', 'a', 'b')).toBe('b')
  outcomes.set('a', 'registry-login-needed')
  await expect(ask(far, 'here', 'a', 'b')).rejects.toMatchObject({ code: 'registry-login-needed' })
})

it('asks for a registry on a host’s own loopback from that host alone, and never shares it', async () => {
  const { ask, asked, ways, clients } = open(new Map([['b', 'host-unreachable']]))
  expect([ways.ownerOf('a', own), ways.ownerOf('here', own), ways.ownerOf('a', far)]).toEqual(['a', null, null])
  expect(await ask(own, 'a')).toBe('a')
  await expect(ask(own, 'b')).rejects.toMatchObject({ code: 'host-unreachable' })
  expect(await ask(own, 'here')).toBeNull()
  expect(asked).toEqual(['a', 'b', null])
  expect(new Set(clients).size).toBe(3)
})

it('closes the client of a host that is gone or has another address, and all in the end', async () => {
  const { ask, dockers, clients, closed, ways } = open(new Map())
  await ask(own, 'a')
  await ask(own, 'b')
  dockers.set('a', { ...(dockers.get('a') as DockerClient) })
  await ask(own, 'a')
  expect(closed).toEqual([clients[0]])
  await ways.close()
  expect(closed).toEqual([clients[0], clients[1], clients[2]])
})
