import type { DockerEngine } from '../harness/docker-engine'
import type { DeployerProcess, ProcessOutcome } from '../harness/fault-process'
import type { FaultMoment } from '../harness/fault-proxy'
import type { ServiceName } from '../harness/shop-catalog'
import { type FaultBuild, removeImages, tagOf } from './fault-builds'
import { containerOf, deployment, describeOutcome, explainOutcome, type FaultCase, type Versions } from './fault-case'
import { type FaultYard, SLOT } from './fault-yard'

const family = 'somebody else'

/** What others do to a host in the middle of a deployment: they take what it needs. */
export function foreignCases(): readonly FaultCase[] {
  return [
    foreign('takes the port while nobody has it', `start ${containerOf('api')}.berth`, takePort, [
      'down (put-back-failed)',
    ]),
    foreign('takes the temporary name', `create ${containerOf('api')}.berth`, takeTemporaryName, [
      'put-back (docker-refused)',
    ]),
    foreign('takes the lasting name', `rename ${containerOf('web')}.berth`, takeLastingName, ['down (docker-refused)']),
    foreign('removes the image of the last service', `create ${containerOf('web')}.berth`, removeTarget, [
      'put-back (docker-refused)',
    ]),
    foreign('removes the lock', `create ${containerOf('web')}.berth`, removeLock, [
      'down (lock-lost)',
      'put-back (lock-lost)',
    ]),
    foreign('starts the old container again', `start ${containerOf('web')}.berth`, startOld, [
      'put-back (start-failed)',
      'put-back (port-taken)',
      'put-back (slot-changed-meanwhile)',
    ]),
    foreign('removes the old container', `start ${containerOf('web')}.berth`, removeOld, [
      'put-back (slot-changed-meanwhile)',
    ]),
    foreign('removes both containers of a service', `start ${containerOf('web')}.berth`, removeBoth, [
      'put-back (container-gone)',
    ]),
    onSideNetwork(
      foreign('takes a fixed address while nobody has it', `start ${containerOf('api')}.berth`, takeAddress, [
        'down (put-back-failed)',
      ]),
    ),
    onSideNetwork(
      foreign('removes a network', `create ${containerOf('api')}.berth`, removeNetwork, [
        'put-back (docker-refused)',
        'put-back (container-gone)',
      ]),
    ),
  ]
}

/** Does something at a step, and answers with what undoes it before anybody judges. */
type Meddling = (yard: FaultYard, versions: Versions, process: DeployerProcess) => Promise<() => Promise<void>>

function foreign(name: string, step: string, meddle: Meddling, expected: readonly string[]): FaultCase {
  const moment: FaultMoment = 'before-sending'
  return {
    family,
    name,
    pulls: false,
    strike: async (yard, versions): Promise<ProcessOutcome> => {
      let undo = async (): Promise<void> => undefined
      try {
        return await yard.deployUnder(deployment(versions), (process) => ({
          step,
          moment,
          sequel: 'go-on',
          strike: async () => {
            undo = await meddle(yard, versions, process)
          },
        }))
      } finally {
        await undo()
      }
    },
    expects: (outcome) => {
      const said = describeOutcome(outcome)
      return expected.includes(said) ? '' : `it said ${explainOutcome(outcome)} instead of ${expected.join(' or ')}`
    },
  }
}

/** Of the version that runs, so that the host has it. */
function imageOf({ imagePrefix }: FaultYard['shop'], service: ServiceName, build: FaultBuild): string {
  return `${imagePrefix}/${service}:${tagOf(build)}`
}

const nothing = async (): Promise<void> => undefined

async function idOf(engine: DockerEngine, name: string): Promise<string> {
  return (await engine.read<{ readonly Id: string }>(`/containers/${name}/json`)).Id
}

async function makeForeign(engine: DockerEngine, name: string, body: object): Promise<() => Promise<void>> {
  const made = await engine.call({ method: 'POST', path: `/containers/create?name=${name}`, body })
  const { Id } = JSON.parse(made) as { readonly Id: string }
  return async () => void (await engine.call({ method: 'DELETE', path: `/containers/${Id}?force=1` }))
}

const takePort: Meddling = async ({ engine, shop }, { from }) => {
  const HostPort = String(shop.slots[SLOT]?.ports.api ?? 0)
  const body = {
    Image: imageOf(shop, 'api', from),
    HostConfig: { PortBindings: { '8080/tcp': [{ HostPort }] } },
  }
  const undo = await makeForeign(engine, 'foreign', body)
  await engine.call({ method: 'POST', path: '/containers/foreign/start' })
  return undo
}

const takeTemporaryName: Meddling = async ({ engine, shop }, { from }, process) =>
  makeForeign(engine, `${containerOf('api')}.berth-${process.id() ?? ''}`, {
    Image: imageOf(shop, 'api', from),
  })

const takeLastingName: Meddling = async ({ engine, shop }, { from }) =>
  makeForeign(engine, containerOf('web'), { Image: imageOf(shop, 'web', from) })

const removeTarget: Meddling = async ({ engine, shop }, { to }) => {
  await removeImages(engine, shop.imagePrefix, to, ['web'])
  return nothing
}

const removeLock: Meddling = async ({ engine }) => {
  await engine.call({ method: 'DELETE', path: `/containers/berth-lock-${SLOT}?force=1` })
  return nothing
}

const startOld: Meddling = async ({ engine }) => {
  await engine.call({ method: 'POST', path: `/containers/${await idOf(engine, containerOf('web'))}/start` })
  return nothing
}

const removeOld: Meddling = async ({ engine }) => {
  await engine.call({ method: 'DELETE', path: `/containers/${containerOf('web')}` })
  return nothing
}

const removeBoth: Meddling = async ({ engine }, _, process) => {
  for (const name of [containerOf('web'), `${containerOf('web')}.berth-${process.id() ?? ''}`]) {
    await engine.call({ method: 'DELETE', path: `/containers/${name}` })
  }
  return nothing
}

const side = { network: 'foreign_side', subnet: '10.213.7.0/24', address: '10.213.7.77' } as const

/** The same on a slot whose api has an address of its own on a second network. */
function onSideNetwork(one: FaultCase): FaultCase {
  return {
    ...one,
    strike: async (yard, versions) => {
      const { engine } = yard
      const body = { Name: side.network, IPAM: { Config: [{ Subnet: side.subnet }] } }
      await engine.call({ method: 'POST', path: '/networks/create', body })
      const EndpointConfig = { IPAMConfig: { IPv4Address: side.address } }
      const connection = { Container: containerOf('api'), EndpointConfig }
      await engine.call({ method: 'POST', path: `/networks/${side.network}/connect`, body: connection })
      return one.strike(yard, versions)
    },
    clear: ({ engine }) => leaveSide(engine),
  }
}

/** Where the fault was its loss, there is nothing to leave. */
async function leaveSide(engine: DockerEngine): Promise<void> {
  const path = `/networks/${side.network}`
  const body = { Container: containerOf('api'), Force: true }
  await engine.call({ method: 'POST', path: `${path}/disconnect`, body }).catch(() => undefined)
  await engine.call({ method: 'DELETE', path }).catch(() => undefined)
}

const takeAddress: Meddling = async ({ engine, shop }, { from }) => {
  const undo = await makeForeign(engine, 'foreign', {
    Image: imageOf(shop, 'api', from),
    NetworkingConfig: { EndpointsConfig: { [side.network]: { IPAMConfig: { IPv4Address: side.address } } } },
    HostConfig: { NetworkMode: side.network },
  })
  await engine.call({ method: 'POST', path: '/containers/foreign/start' })
  return undo
}

const removeNetwork: Meddling = async ({ engine }) => {
  await leaveSide(engine)
  return nothing
}
