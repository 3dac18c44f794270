import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import type { DockerEngine } from '../e2e/harness/docker-engine'
import { SERVICES, type ServiceName } from '../e2e/harness/shop-catalog'
import { waitUntil } from '../e2e/harness/wait-until'
import { type ContainerEvent, followContainerEvents } from './container-events'
import { pollPort } from './port-poll'

/** A program with its arguments, and the environment it sees. */
export type Command = {
  readonly words: readonly [string, ...string[]]
  readonly environment: Readonly<Record<string, string>>
}

/** A command that brings a slot to other images, and what it brings it to. */
export type Change = Command & {
  readonly engine: DockerEngine
  readonly project: string
  readonly ports: Readonly<Record<ServiceName, number>>
  /** Image of each service in the end, whatever name the container was made by. */
  readonly imageIds: Readonly<Record<ServiceName, string>>
  /** What the new version's answers contain. */
  readonly revision: string
  /** Which comparison this is part of, counted from 0. */
  readonly round: number
}

/** How long a change took. All times from the command's start. */
export type Timing = {
  /** Until the command had ended and Docker called every service healthy. */
  readonly wholeMs: number
  readonly commandMs: number
  readonly healthyMs: number
  readonly downtimeMs: Readonly<Record<ServiceName, number>>
}

const healthyLimitMs = 120_000
const healthIntervalMs = 1_000
const goldenRatio = 0.618

/**
 * Nobody clicks in step with Docker's health checks, but right after all have passed a command would always meet the same
 * ones. So it begins at another moment between two checks in each round, the same for all sides.
 */
function beginAfterMs(round: number): number {
  return ((round * goldenRatio) % 1) * healthIntervalMs
}

/** Carries the change out and measures it from outside. Throws `void: …` where it was not what both sides are to do. */
export async function timeChange(change: Change): Promise<Timing> {
  await setTimeout(beginAfterMs(change.round))
  const events = await followContainerEvents(change.engine.socketPath)
  const polls = SERVICES.map((service) => ({ service, poll: pollPort(change.ports[service]) }))
  const startedAtMs = Date.now()
  try {
    await runCommand(change)
    const commandMs = Date.now() - startedAtMs
    await waitUntil('all services to be healthy', healthyLimitMs, () => healthyAtMs(change, events.all()) !== null)
    const healthyMs = (healthyAtMs(change, events.all()) ?? Number.NaN) - startedAtMs
    const records = await Promise.all(polls.map(async ({ service, poll }) => [service, await poll.stop()] as const))
    refuseKilled(events.all())
    for (const [service, { lastBody }] of records) {
      if (!lastBody.includes(change.revision)) throw new Error(`void: ${service} answers ${lastBody.trim()}`)
    }
    await expectOnly(change)
    const downtimes = records.map(([service, { downtimeMs }]) => [service, downtimeMs] as const)
    return {
      wholeMs: Math.max(commandMs, healthyMs),
      commandMs,
      healthyMs,
      downtimeMs: Object.fromEntries(downtimes) as Record<ServiceName, number>,
    }
  } finally {
    events.close()
    await Promise.allSettled(polls.map(({ poll }) => poll.stop()))
  }
}

/** Runs a side's command to its end. Throws `void: …` with what it printed where it fails. */
export async function runCommand({ words: [program, ...rest], environment }: Command): Promise<void> {
  let output = ''
  const child = spawn(program, rest, { env: { PATH: process.env['PATH'], ...environment } })
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  child.stdin.end()
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`void: ${program} ended with ${String(code)}:\n${output}`)
}

/** When Docker called the last service healthy on its new image; null until then. */
function healthyAtMs({ revision }: Change, events: readonly ContainerEvent[]): number | null {
  const times = SERVICES.map(
    (service) =>
      events.find(
        ({ action, attributes }) =>
          action === 'health_status: healthy' &&
          attributes['com.docker.compose.service'] === service &&
          attributes['org.opencontainers.image.revision']?.startsWith(revision),
      )?.atMs,
  )
  return times.some((time) => time === undefined) ? null : Math.max(...times.map((time) => time ?? 0))
}

/** A container that had to be killed says that the grace was not enough: the sides would not be compared. */
function refuseKilled(events: readonly ContainerEvent[]): void {
  const killed = events.find(({ action, attributes }) => action === 'die' && attributes['exitCode'] === '137')
  if (killed !== undefined) throw new Error(`void: ${killed.attributes['name'] ?? killed.id} ended with 137`)
}

type Listed = { readonly ImageID: string; readonly Status: string; readonly Labels: Readonly<Record<string, string>> }

/** One healthy container a service on its new image, and nothing beside it. */
async function expectOnly({ engine, project, imageIds }: Change): Promise<void> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${project}`] }))
  const listed = await engine.read<readonly Listed[]>(`/containers/json?all=1&filters=${filters}`)
  const right = SERVICES.every((service) =>
    listed.some(
      ({ ImageID, Status, Labels }) =>
        Labels['com.docker.compose.service'] === service &&
        ImageID === imageIds[service] &&
        Status.includes('(healthy)'),
    ),
  )
  if (!right || listed.length !== SERVICES.length) throw new Error(`void: ${JSON.stringify(listed)}`)
}
