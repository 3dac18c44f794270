import type { Container, Health } from './container'
import { shownNetworks } from './container-networks'
import { type Fields, textsIn } from './fields'
import { publishedPorts } from './published-ports'
import type { World } from './world'

const never = '0001-01-01T00:00:00Z'

/** What `GET /containers/{id}/json` answers. */
export function inspectContainer(world: World, container: Container): Fields {
  const { config, hostConfig } = container
  const [path = '', ...args] = [...(textsIn(config, 'Entrypoint') ?? []), ...(textsIn(config, 'Cmd') ?? [])]
  return {
    Id: container.id,
    Created: stampOf(container.createdAtMs),
    Path: path,
    Args: args,
    State: stateOf(container),
    Image: container.image.id,
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    HostConfig: hostConfig,
    Mounts: container.mounts.map(({ volume, target, isReadOnly }) => ({
      Type: 'volume',
      Name: volume,
      Source: `/var/lib/docker/volumes/${volume}/_data`,
      Destination: target,
      Driver: 'local',
      Mode: 'z',
      RW: !isReadOnly,
      Propagation: '',
    })),
    Config: config,
    NetworkSettings: { Ports: shownPorts(container), Networks: shownNetworks(world, container) },
  }
}

function stateOf(container: Container): Fields {
  const { status, health } = container
  return {
    Status: status,
    Running: status === 'running' || status === 'restarting',
    Paused: false,
    Restarting: status === 'restarting',
    OOMKilled: container.isOutOfMemory,
    Dead: false,
    Pid: container.pid,
    ExitCode: container.exitCode,
    Error: container.startError,
    StartedAt: container.startedAtMs === null ? never : stampOf(container.startedAtMs),
    FinishedAt: container.finishedAtMs === null ? never : stampOf(container.finishedAtMs),
    ...(health === null ? {} : { Health: healthOf(health) }),
  }
}

function healthOf({ status, failingStreak, checks }: Health): Fields {
  return {
    Status: status,
    FailingStreak: failingStreak,
    Log: checks.map(({ startedAtMs, endedAtMs, exitCode, output }) => ({
      Start: stampOf(startedAtMs),
      End: stampOf(endedAtMs),
      ExitCode: exitCode,
      Output: output,
    })),
  }
}

function shownPorts(container: Container): Fields {
  if (container.status !== 'running') return {}
  return Object.fromEntries(
    publishedPorts(container).map(({ containerPort, protocol, hostPort }) => [
      `${String(containerPort)}/${protocol}`,
      [{ HostIp: '0.0.0.0', HostPort: String(hostPort) }],
    ]),
  )
}

function stampOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000000Z')
}

/** One entry of `GET /containers/json`. */
export function listedContainer(world: World, container: Container): Fields {
  const { config, hostConfig } = container
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: container.reference,
    ImageID: container.image.id,
    Command: [...(textsIn(config, 'Entrypoint') ?? []), ...(textsIn(config, 'Cmd') ?? [])].join(' '),
    Created: Math.floor(container.createdAtMs / 1_000),
    Ports: listedPorts(container),
    Labels: config['Labels'],
    State: container.status,
    Status: container.status,
    HostConfig: { NetworkMode: hostConfig['NetworkMode'] },
    NetworkSettings: { Networks: shownNetworks(world, container) },
    Mounts: [],
  }
}

function listedPorts(container: Container): readonly Fields[] {
  if (container.status !== 'running') return []
  return publishedPorts(container).map(({ containerPort, protocol, hostPort }) => ({
    IP: '0.0.0.0',
    PrivatePort: containerPort,
    PublicPort: hostPort,
    Type: protocol,
  }))
}
