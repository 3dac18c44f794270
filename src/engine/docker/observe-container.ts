import { z } from 'zod'
import type {
  ContainerHealth,
  ContainerObservation,
  ContainerStatus,
  HealthCheckDefinition,
  HealthCheckResult,
} from '../../domain/container-observation'
import { displayText } from '../../domain/display-text'
import type { PublishedPort } from '../../domain/host-port'
import type { ListedContainer } from '../ports'
import {
  lenientFlag,
  lenientList,
  lenientNumber,
  lenientObject,
  lenientRecord,
  lenientText,
  lenientTexts,
  lenientTime,
  parseAnswer,
} from './lenient-json'

const outputLimit = 4_096
const checksKept = 5
const nanosecondsPerMillisecond = 1_000_000

const healthSchema = lenientObject({
  Status: lenientText,
  FailingStreak: lenientNumber,
  Log: lenientList(z.object({ Start: lenientTime, End: lenientTime, ExitCode: lenientNumber, Output: lenientText })),
})

const stateSchema = lenientObject({
  Status: lenientText,
  Running: lenientFlag,
  Paused: lenientFlag,
  OOMKilled: lenientFlag,
  ExitCode: lenientNumber,
  Error: lenientText,
  StartedAt: lenientTime,
  FinishedAt: lenientTime,
  Health: healthSchema,
})

const healthCheckSchema = lenientObject({
  Test: lenientTexts,
  Interval: lenientNumber,
  Timeout: lenientNumber,
  StartPeriod: lenientNumber,
  Retries: lenientNumber,
})

const containerSchema = z.object({
  Id: z.string().min(1),
  Name: lenientText,
  Image: lenientText,
  Created: lenientTime,
  RestartCount: lenientNumber,
  State: stateSchema,
  Config: lenientObject({ Image: lenientText, Labels: lenientRecord, Healthcheck: healthCheckSchema }),
  HostConfig: lenientObject({
    AutoRemove: lenientFlag,
    Memory: lenientNumber,
    RestartPolicy: lenientObject({ Name: lenientText }),
  }),
})

/** What an inspect answer says. Throws `docker-refused` (naming the field) only where it names no container at all. */
export function observeContainer(answer: unknown): ContainerObservation {
  const container = parseAnswer(containerSchema, answer, 'inspect container')
  const { State: state, Config: config, HostConfig: host } = container
  return {
    id: container.Id,
    name: nameOf(container.Name),
    imageReference: config.Image,
    imageId: container.Image,
    labels: config.Labels,
    status: statusOf(state),
    health: healthOf(state.Health.Status),
    healthCheck: definitionOf(config.Healthcheck),
    checks: state.Health.Log.slice(-checksKept).map(checkOf),
    failingStreak: Math.max(0, state.Health.FailingStreak),
    restarts: Math.max(0, container.RestartCount),
    restartPolicy: policyOf(host.RestartPolicy.Name),
    exitCode: state.FinishedAt === null ? null : state.ExitCode,
    outOfMemory: state.OOMKilled,
    memoryLimitBytes: host.Memory > 0 ? host.Memory : null,
    startError: state.Error,
    createdAtMs: container.Created ?? 0,
    startedAtMs: state.StartedAt,
    finishedAtMs: state.FinishedAt,
    autoRemove: host.AutoRemove,
  }
}

const listedSchema = z.array(
  z.object({
    Id: z.string().min(1),
    Names: lenientTexts,
    Labels: lenientRecord,
    ImageID: lenientText,
    Created: lenientNumber,
    Ports: lenientList(z.object({ IP: lenientText, PublicPort: lenientNumber, Type: lenientText })),
  }),
)

/** What a container list says. A container may have several names (links); the first without a second slash is its own. */
export function listedContainers(answer: unknown): readonly ListedContainer[] {
  return parseAnswer(listedSchema, answer, 'list containers').map((container) => {
    const name = nameOf(container.Names.find((one) => one.lastIndexOf('/') <= 0) ?? container.Names[0] ?? '')
    return {
      id: container.Id,
      name,
      labels: container.Labels,
      imageId: container.ImageID,
      createdAtMs: container.Created * 1_000,
      ports: container.Ports.flatMap((port) => publishedPort(name, port)),
    }
  })
}

type ListedPort = z.output<typeof listedSchema>[number]['Ports'][number]

/** A port without a number outside is named by the image alone. */
function publishedPort(container: string, { IP, PublicPort, Type }: ListedPort): readonly PublishedPort[] {
  if (PublicPort === 0) return []
  return [{ container, hostIp: IP === '' ? null : IP, protocol: Type || 'tcp', port: PublicPort }]
}

function nameOf(name: string): string {
  return displayText(name.replace(/^\//, ''))
}

const statuses: readonly string[] = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
] satisfies readonly ContainerStatus[]

function statusOf(state: z.output<typeof stateSchema>): ContainerStatus {
  if (statuses.includes(state.Status)) return state.Status as ContainerStatus
  if (state.Paused) return 'paused'
  if (state.Running) return 'running'
  return state.FinishedAt === null ? 'created' : 'exited'
}

function healthOf(status: string): ContainerHealth {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : 'none'
}

function policyOf(name: string): ContainerObservation['restartPolicy'] {
  return name === 'always' || name === 'on-failure' || name === 'unless-stopped' ? name : 'no'
}

function definitionOf(check: z.output<typeof healthCheckSchema>): HealthCheckDefinition | null {
  if (check.Test.length === 0 || check.Test[0] === 'NONE') return null
  return {
    intervalMs: durationOf(check.Interval, 30_000),
    timeoutMs: durationOf(check.Timeout, 30_000),
    startPeriodMs: durationOf(check.StartPeriod, 0),
    retries: check.Retries > 0 ? check.Retries : 3,
  }
}

/** Docker counts in nanoseconds, and 0 means its default. */
function durationOf(nanoseconds: number, defaultMs: number): number {
  return nanoseconds > 0 ? nanoseconds / nanosecondsPerMillisecond : defaultMs
}

function checkOf(check: z.output<typeof healthSchema>['Log'][number]): HealthCheckResult {
  const startedAtMs = check.Start ?? 0
  return {
    startedAtMs,
    endedAtMs: check.End ?? startedAtMs,
    exitCode: check.ExitCode,
    output: check.Output.slice(0, outputLimit),
  }
}
