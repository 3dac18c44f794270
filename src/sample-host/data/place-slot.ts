import { berthLabels, composeLabels } from '../../domain/label-names'
import type { Container } from '../engine/container'
import { environmentOf } from '../engine/container-config'
import { resumeContainer } from '../engine/container-life'
import { createContainer } from '../engine/create-container'
import type { Fields } from '../engine/fields'
import { runCheck } from '../engine/health-monitor'
import type { LogPulse } from '../engine/program'
import { addNetwork, findNetwork, type World } from '../engine/world'
import { imageOf, portOf } from './images'
import { type KickoffName, kickoffs, type ServiceName, tagOf } from './kickoffs'

/** A service's container as a deployment made it. */
export type PlacedService = {
  readonly slot: string
  readonly service: ServiceName
  readonly kickoff: KickoffName
  readonly repository: string
  readonly deploymentId: string
  readonly by: string
  readonly atMs: number
  readonly nowMs: number
  /** Made by the slots file, in which no secret stands. */
  readonly isByFile?: true
  /** Left out: it has no colors. */
  readonly color?: 'blue'
}

/** Makes the container, with the labels that Compose and Berth give it. Its image comes from the registry under its tag. */
export function placeContainer(world: World, placed: PlacedService): Container {
  const { slot, service, kickoff, repository, atMs, nowMs } = placed
  const reference = `${repository}:${tagOf(kickoffs[kickoff], nowMs)}`
  world.images.add(imageOf(kickoff, service, nowMs), reference, true)
  const network = `${slot}_default`
  if (findNetwork(world, network) === null)
    addNetwork(world, network, { Driver: 'bridge', Labels: networkLabels(slot) })
  const body = {
    Image: reference,
    Env: environment(placed),
    Labels: labelsOf(placed),
    HostConfig: {
      NetworkMode: network,
      RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 },
      PortBindings: { [`${String(portOf(service))}/tcp`]: [{ HostPort: String(hostPortOf(slot, service)) }] },
      Memory: service === 'api' ? 1_073_741_824 : 536_870_912,
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [service, `${slot}-${service}-1`] } } },
  }
  return createContainer(world, `${slot}-${service}-1`, body, atMs)
}

/** 3001 for the web of dev1, 4001 for its other color. */
export function hostPortOf(slot: string, service: ServiceName, color: 'blue' | 'green' = 'blue'): number {
  return portOf(service) + Number(slot.replace(/\D/g, '')) + (color === 'green' ? 1_000 : 0)
}

function environment({ slot, service, isByFile }: PlacedService): readonly string[] {
  const common = [`SLOT=${slot}`, 'TZ=Asia/Seoul']
  const secret = (name: string): readonly string[] => (isByFile === true ? [] : [`${name}=hunter2-sample`])
  switch (service) {
    case 'web':
      return [...common, 'API_URL=http://api:8080', 'NEXT_TELEMETRY_DISABLED=1']
    case 'api':
      return [...common, `DB_HOST=mysql-${slot}`, ...secret('DB_PASSWORD'), 'SPRING_PROFILES_ACTIVE=dev']
    case 'admin':
      return [...common, `DATABASE_HOST=mysql-${slot}`, ...secret('DJANGO_SECRET_KEY')]
  }
}

function labelsOf({ slot, service, deploymentId, by, atMs, color }: PlacedService): Readonly<Record<string, string>> {
  return {
    [composeLabels.project]: slot,
    [composeLabels.service]: service,
    [composeLabels.containerNumber]: '1',
    [composeLabels.oneOff]: 'False',
    [composeLabels.workingDirectory]: '/srv/shop',
    [composeLabels.configFiles]: '/srv/shop/compose.yaml',
    ...(service === 'web' ? { [composeLabels.dependsOn]: 'api:service_healthy:false' } : {}),
    ...(color === undefined ? {} : { [berthLabels.color]: color }),
    [berthLabels.deployment]: deploymentId,
    [berthLabels.deployedBy]: by,
    [berthLabels.deployedAt]: String(atMs),
  }
}

function networkLabels(slot: string): Fields {
  return { [composeLabels.project]: slot, [composeLabels.network]: 'default' }
}

const checksKept = 5
const checkEveryMs = 2_000
const pulsesBefore = 260

/** Lets it run since a moment of the past: its last checks are there, and the end of what it wrote. */
export function runSince(world: World, container: Container, startedAtMs: number, nowMs: number): void {
  container.startedAtMs = startedAtMs
  const pulses = container.image.program.log(environmentOf(container.config))
  writeUntil(container, pulses, nowMs)
  const runs = Array.from({ length: checksKept }, (_, index) => {
    const atMs = nowMs - (checksKept - index) * checkEveryMs
    return { ...runCheck(container), startedAtMs: atMs - 20, endedAtMs: atMs }
  })
  const isWell = runs.every(({ exitCode }) => exitCode === 0)
  const failingStreak = isWell ? 0 : Math.floor((nowMs - startedAtMs) / checkEveryMs)
  container.health = { status: isWell ? 'healthy' : 'unhealthy', failingStreak, checks: runs }
  resumeContainer(world, container, startedAtMs, pulses)
}

/** Writes what a program would have written by now; where that began long ago, as if it had been silent until lately. */
function writeUntil(container: Container, pulses: Iterator<LogPulse, void>, nowMs: number): void {
  const before: LogPulse[] = []
  for (let count = 0; count < pulsesBefore; count += 1) {
    const { value } = pulses.next()
    if (value !== undefined) before.push(value)
  }
  const wholeMs = before.reduce((sum, { afterMs }) => sum + afterMs, 0)
  let atMs = nowMs - wholeMs
  for (const { afterMs, lines } of before) {
    atMs += afterMs
    for (const { stream, text } of lines) container.log.write(stream, text, atMs)
  }
}

/** As a person stopped it. */
export function stopAt(container: Container, startedAtMs: number, stoppedAtMs: number): void {
  writeUntil(container, container.image.program.log(environmentOf(container.config)), stoppedAtMs)
  const { stopExitCode } = container.image.program
  Object.assign(container, { status: 'exited', startedAtMs, finishedAtMs: stoppedAtMs, exitCode: stopExitCode })
}
