import { BerthError } from '../../src/domain/berth-error'
import { defaultGatePolicy } from '../../src/domain/gate'
import { berthLabels, composeLabels } from '../../src/domain/label-names'
import type { Plan } from '../../src/domain/plan'
import type { SwitchOverSpec } from '../../src/domain/slots-file/service-spec'
import { temporaryName } from '../../src/domain/temporary-name'
import { containerChanges } from '../../src/engine/deploy/container-changes'
import { createDeploymentRecord } from '../../src/engine/deploy/deployment-record'
import { type Replacement, ServiceFailure } from '../../src/engine/deploy/execution'
import { defaultPatience, steadyHost } from '../../src/engine/deploy/steady-host'
import { type BlueGreenRun, giveBack, replaceBlueGreen } from '../../src/engine/deploy/switch-over/replace-blue-green'
import { withoutAliases } from '../../src/engine/deploy/switch-over/service-aliases'
import { socketRoute } from '../../src/testing/socket-route'
import { createDockerClient } from '../../src/engine/docker/create-docker-client'
import type { DockerClient } from '../../src/engine/ports'
import { systemClock } from '../../src/engine/system-clock'
import { type BuiltImage, buildImages } from './built-image'
import { comeFirst } from './come-first'
import { type DockerEngine, startDockerEngine } from './docker-engine'
import { freePorts } from './free-port'
import { loadImages } from './load-images'
import { startProxy, type TestProxy } from './proxy'
import { imagesOfBuild, SHOP_BUILDS } from './shop-catalog'
import { waitUntil } from './wait-until'

type Color = 'blue' | 'green'

/** One service, web, in two colors behind a proxy, without the rest of a slot. */
export type BlueGreenYard = {
  readonly engine: DockerEngine
  readonly client: DockerClient
  readonly proxy: TestProxy
  readonly network: string
  /** The proxy as asked from this machine, and from within the network. */
  readonly outsideUrl: string
  readonly insideUrl: string
  /** An image with the load generator in it. */
  readonly image: string
  /** Id of the container that has the lasting name. */
  readonly servingId: () => Promise<string>
  /** One attempt: as far as the stop of the old one, or until it throws; `client` may be one that breaks off. */
  readonly attempt: (options?: AttemptOptions) => Attempt
  /** Every step so far, by the machine's clock. */
  readonly steps: readonly YardStep[]
  /** A whole switch to the other color. */
  readonly switchOnce: (spec?: SwitchOverSpec | null) => Promise<void>
  readonly remove: () => void
}

/** A step of an attempt; `endedAtMs` null: it goes on. */
export type YardStep = {
  readonly deploymentId: string
  readonly kind: string
  readonly startedAtMs: number
  endedAtMs: number | null
}

export type AttemptOptions = {
  readonly deploymentId?: string
  readonly client?: DockerClient
  readonly spec?: SwitchOverSpec | null
}

/** A deployment of the service alone. */
export type Attempt = {
  readonly deploymentId: string
  /** Runs the steps; once more after a cut. */
  readonly run: () => Promise<Replacement>
  /** Removes the old one and gives the new one its name. */
  readonly finish: () => Promise<void>
  readonly putBack: () => Promise<void>
}

const never = new AbortController().signal
const lastingName = 'dev1-web-1'
const network = 'dev1_default'
let lastNumber = 0

/** Starts an engine, a proxy in the host's network and web in blue. */
export async function startBlueGreenYard(name: string): Promise<BlueGreenYard> {
  const [engine, ports] = await Promise.all([startDockerEngine({ name }), freePorts(3)])
  const [proxyPort = 0, blue = 0, green = 0] = ports
  const client = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  const images = await webImages()
  await loadImages(engine, images)
  await client.createNetwork({ Name: network, Driver: 'bridge' }, never)
  const steps: YardStep[] = []
  const yard = { engine, client, images, ports: { blue, green }, steps }
  const first = await client.createContainer(lastingName, bodyOf(yard, 'blue', 'first'), never)
  await client.startContainer(first, never)
  comeFirst(engine)
  await untilHealthy(client, first)
  const template = 'upstream web { server 127.0.0.1:{port}; keepalive 16; }\n'
  const upstream = template.replace('{port}', String(blue))
  const proxy = await startProxy(engine, { name: 'front', port: proxyPort, network: null, upstream, template })
  const servingId = async (): Promise<string> => (await find(client, lastingName)) ?? ''
  const attempt = (options: AttemptOptions = {}): Attempt => attemptOf(yard, proxy.spec, options)
  const gateway = await gatewayOf(client)
  return {
    engine,
    client,
    proxy,
    network,
    outsideUrl: `http://127.0.0.1:${proxyPort}`,
    insideUrl: `http://${gateway}:${proxyPort}`,
    image: images[0]?.reference ?? '',
    servingId,
    attempt,
    steps,
    switchOnce: async (spec) => {
      const one = attempt(spec === undefined ? {} : { spec })
      await one.run()
      await one.finish()
    },
    remove: () => {
      client.close()
      engine.remove()
    },
  }
}

type Parts = {
  readonly client: DockerClient
  readonly images: readonly BuiltImage[]
  readonly ports: Readonly<Record<Color, number>>
  readonly steps: YardStep[]
}

async function webImages(): Promise<readonly BuiltImage[]> {
  const builds = [SHOP_BUILDS.dashboard, SHOP_BUILDS.search].flatMap((build) =>
    imagesOfBuild('berth.local/shop', build),
  )
  const web = builds.filter(({ service }) => service === 'web')
  return buildImages(web.map((image) => ({ ...image, healthEveryMs: 500, startPeriodMs: 30_000 })))
}

async function gatewayOf(client: DockerClient): Promise<string> {
  return (await client.inspectNetwork(network, never))?.ranges[0]?.gateway ?? ''
}

function bodyOf({ images, ports }: Parts, color: Color, deploymentId: string): Readonly<Record<string, unknown>> {
  return {
    Image: images[color === 'blue' ? 0 : 1]?.reference,
    Env: ['STOP_BY_GRACE=1'],
    ExposedPorts: { '8080/tcp': {} },
    Labels: {
      [composeLabels.project]: 'dev1',
      [composeLabels.service]: 'web',
      [berthLabels.color]: color,
      [berthLabels.deployment]: deploymentId,
    },
    HostConfig: {
      NetworkMode: network,
      RestartPolicy: { Name: 'unless-stopped' },
      PortBindings: { '8080/tcp': [{ HostPort: String(ports[color]) }] },
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: ['web', lastingName] } } },
  }
}

function attemptOf(parts: Parts, proxySpec: SwitchOverSpec, options: AttemptOptions): Attempt {
  lastNumber += 1
  const deploymentId = options.deploymentId ?? lastNumber.toString(16).padStart(12, '0')
  const client = options.client ?? parts.client
  const spec = options.spec === undefined ? proxySpec : options.spec
  const run = runOf(client, deploymentId, parts.steps)
  let entry: Replacement | null = null
  const create = async (): ReturnType<Parameters<typeof replaceBlueGreen>[2]['create']> => {
    const oldId = await find(client, lastingName)
    const old = oldId === null ? null : await client.observeContainer(oldId, never)
    const color = old?.labels[berthLabels.color] === 'blue' ? 'green' : 'blue'
    const recreation = { body: bodyOf(parts, color, deploymentId), otherNetworks: [] }
    const { body, named } = withoutAliases(recreation, lastingName, color)
    const made: Replacement = {
      kind: 'replacement',
      service: 'web',
      old,
      oldPolicy: { name: 'unless-stopped', maximumRetries: 0 },
      temporaryName: temporaryName(lastingName, deploymentId),
      lastingName,
      newId: null,
      oldTouched: false,
      passed: false,
    }
    entry = made
    const id = await run.changes.create(made.temporaryName, `${berthLabels.deployment}=${deploymentId}`, body)
    made.newId = id
    return { entry: made, id, named }
  }
  return {
    deploymentId,
    run: () => replaceBlueGreen(run, 'web', { create, switchOver: spec }),
    finish: async () => {
      if (entry === null) throw new Error('nothing was made')
      if (entry.old !== null) await run.changes.removeOld(entry.old.id)
      await run.changes.rename(entry.newId ?? '', lastingName)
    },
    putBack: async () => {
      if (entry === null) return
      await giveBack(run, entry, spec)
      const id = entry.newId ?? (await find(client, entry.temporaryName))
      if (id !== null) await run.changes.discardNew(id)
    },
  }
}

function runOf(client: DockerClient, deploymentId: string, steps: YardStep[]): BlueGreenRun {
  const host = steadyHost({
    clock: systemClock,
    patience: defaultPatience,
    signal: never,
    beforeChange: async () => undefined,
  })
  const plan: Plan = {
    hostId: 'h1',
    slot: 'dev1',
    operation: { kind: 'deploy', tag: 'any', services: null, recreate: 'always' },
    services: [],
    steps: [],
    warnings: [],
    fingerprint: '',
  }
  const record = createDeploymentRecord({
    id: deploymentId,
    by: 'yard',
    plan,
    clock: systemClock,
    onChange: () => undefined,
  })
  return {
    client,
    host,
    record: { ...record, step: (kind, _, work) => timed(steps, deploymentId, kind, work) },
    deploymentId,
    changes: containerChanges(client, host),
    clock: systemClock,
    log: () => undefined,
    signal: never,
    interrupted: never,
    project: 'dev1',
    gatePolicy: defaultGatePolicy,
    start: (_, id) => client.startContainer(id, never),
    gate: (service, id) => untilHealthy(client, id, service),
  }
}

async function timed<Result>(
  steps: YardStep[],
  deploymentId: string,
  kind: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const step: YardStep = { deploymentId, kind, startedAtMs: Date.now(), endedAtMs: null }
  steps.push(step)
  try {
    return await work()
  } finally {
    step.endedAtMs = Date.now()
  }
}

async function untilHealthy(client: DockerClient, id: string, service = 'web'): Promise<void> {
  await waitUntil(`${service} to be healthy`, 60_000, async () => {
    const seen = await client.observeContainer(id, never)
    if (seen?.health === 'unhealthy') {
      throw new ServiceFailure(service, new BerthError('gate-failed', { service }), id, '')
    }
    return seen?.health === 'healthy'
  })
}

async function find(client: DockerClient, name: string): Promise<string | null> {
  const listed = await client.listContainers(null, never)
  return listed.find((container) => container.name === name)?.id ?? null
}
