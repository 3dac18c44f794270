import { request } from 'node:http'
import { join } from 'node:path'
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildImages } from '../../../e2e/harness/built-image'
import { compose, composeUp } from '../../../e2e/harness/compose'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import { waitUntil } from '../../../e2e/harness/wait-until'
import { type ContainerPhase, stepContainer } from '../../domain/container-lifecycle'
import { type LifecycleMoment, type LifecycleRow, lifecycleTable } from '../../domain/container-lifecycle-table'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import type { DockerClient } from '../ports'
import { systemClock } from '../system-clock'

const image = 'shop/tool:one'
const forEver = 'while :; do sleep 0.1; done'
const obeys = `trap 'exit 0' TERM; ${forEver}`

let engine: DockerEngine
let client: DockerClient
let recorder: EventRecorder
let containers = 0

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'lifecycle' })
  const built = { repository: 'shop/tool', tag: 'one', service: 'tool', version: '1', revision: 'a' }
  const tool = { ...built, createdAt: '2024-05-10T09:00:00Z', healthEveryMs: null } as const
  await loadImages(engine, await buildImages([{ ...tool, behaviour: { kind: 'healthy' } }]))
  client = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  recorder = await recordEvents(engine.socketPath)
})

afterAll(() => {
  recorder.end()
  client.close()
  engine.remove()
})

type EventRecorder = { readonly actionsOf: (id: string) => readonly string[]; readonly end: () => void }

/** All container events as the engine sends them to anybody, without the filters of the client under test. */
function recordEvents(socketPath: string): Promise<EventRecorder> {
  const actions: { readonly id: string; readonly action: string }[] = []
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path: '/events' }, (incoming) => {
      let rest = ''
      incoming.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines.filter((candidate) => candidate !== '')) {
          const event = JSON.parse(line) as { Type: string; Action: string; Actor: { ID: string } }
          if (event.Type === 'container') actions.push({ id: event.Actor.ID, action: event.Action })
        }
      })
      incoming.on('error', () => undefined)
      resolve({
        actionsOf: (id) => actions.filter((event) => event.id === id).map((event) => event.action),
        end: () => outgoing.destroy(),
      })
    })
    outgoing.on('error', reject).end()
  })
}

const post = (path: string, body?: unknown): Promise<string> => engine.call({ method: 'POST', path, body })

async function create(
  script: string | readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const Cmd = typeof script === 'string' ? ['sh', '-c', script] : script
  const answer = await post(`/containers/create?name=life-${(containers += 1)}`, {
    Image: image,
    Cmd,
    ...more,
    HostConfig: { NetworkMode: 'none', ...(more['HostConfig'] as object | undefined) },
  })
  return (JSON.parse(answer) as { readonly Id: string }).Id
}

async function run(script: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = await create(script, more)
  await post(`/containers/${id}/start`)
  await waitUntil('the event of the start', 5_000, () => recorder.actionsOf(id).includes('start'))
  return id
}

/** The actions that came for a container while `act` was done and until they tell the whole story of the row. */
async function expectStory(
  name: keyof typeof lifecycleTable,
  id: string | null,
  act: (id: string) => Promise<unknown>,
): Promise<void> {
  const row: LifecycleRow = lifecycleTable[name]
  const before = id === null ? 0 : recorder.actionsOf(id).length
  const acted = await act(id ?? '')
  const container = id ?? String(acted)
  const story = (): readonly string[] => recorder.actionsOf(container).slice(before)
  const pattern = patternOf(row.moments)
  await waitUntil(`events of a container that ${name}`, 20_000, () => pattern.test(written(story()))).catch(
    () => undefined,
  )
  expect(written(story())).toMatch(pattern)
  const steps = story().reduce<ContainerPhase>(
    (phase, action) => stepContainer(phase, { kind: 'event', action }).phase,
    row.from,
  )
  expect(steps).toBe(row.moments.at(-1)?.phase)
  await waitUntil('the inspect to agree', 10_000, async () => (await phaseNow(container)) === steps)
}

async function phaseNow(id: string): Promise<ContainerPhase> {
  const seen = await client.observeContainer(id, new AbortController().signal)
  const input = seen === null ? ({ kind: 'missing' } as const) : ({ kind: 'observed', status: seen.status } as const)
  return stepContainer('unknown', input).phase
}

const written = (actions: readonly string[]): string => actions.map((action) => `${short(action)};`).join('')
/** What runs in an exec is no part of the story. */
const short = (action: string): string => (action.startsWith('exec_') ? (action.split(':')[0] ?? '') : action)

function patternOf(moments: readonly LifecycleMoment[]): RegExp {
  let pattern = ''
  let often: string[] = []
  const endOften = (): void => {
    if (often.length > 0) pattern += `(?:${often.join('|')})*`
    often = []
  }
  for (const { input, occurs } of moments) {
    if (input.kind !== 'event') continue
    const action = `${input.action};`
    if (occurs === 'often') {
      often.push(action)
      continue
    }
    endOften()
    pattern += occurs === 'maybe' ? `(?:${action})?` : action
  }
  endOften()
  return new RegExp(`^${pattern}$`)
}

async function remove(id: string): Promise<void> {
  await engine.call({ method: 'DELETE', path: `/containers/${id}?force=1` })
}

describe('a real container', () => {
  it('exits by itself, cannot be started, or runs out of memory', async () => {
    await expectStory('exits by itself with 0', null, () => run('exit 0'))
    await expectStory('exits by itself with a failure', null, () => run('exit 3'))
    await expectStory('cannot be started', null, async () => {
      const id = await create(['/no/such/program'])
      await post(`/containers/${id}/start`).catch(() => undefined)
      return id
    })
    const HostConfig = { Memory: 16_000_000, MemorySwap: 16_000_000 }
    let hungry = ''
    await expectStory('runs out of memory', null, async () => {
      hungry = await run('x=aaaaaaaa; while :; do x=$x$x; done', { HostConfig })
      return hungry
    })
    expect(await client.observeContainer(hungry, new AbortController().signal)).toMatchObject({
      outOfMemory: true,
      exitCode: 137,
    })
  })

  it('is stopped, killed, signalled and restarted', async () => {
    await expectStory('is stopped', await run(obeys), (id) => post(`/containers/${id}/stop`))
    await expectStory('ignores the stop signal and is killed', await run(`trap '' TERM; ${forEver}`), (id) =>
      post(`/containers/${id}/stop?t=1`),
    )
    const id = await run(obeys)
    await expectStory('is restarted by a person', id, () => post(`/containers/${id}/restart`))
    await expectStory('gets a signal it survives', id, () => post(`/containers/${id}/kill?signal=WINCH`))
    await expectStory('is killed', id, () => post(`/containers/${id}/kill`))
  })

  it('is restarted by its policy, until that gives up or somebody stops it', async () => {
    const always = { HostConfig: { RestartPolicy: { Name: 'always' } } }
    const once = await create(`if [ -f /once ]; then ${obeys}; fi; touch /once; exit 1`, always)
    await expectStory('is restarted by its policy', null, async () => {
      await post(`/containers/${once}/start`)
      return once
    })
    const twice = { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } }
    await expectStory('keeps crashing until its policy gives up', null, () => run('exit 1', twice))
    const loop = await run('exit 1', always)
    const signal = new AbortController().signal
    // The waits double: after some rounds there is time enough to stop it in one.
    await waitUntil('a long wait', 30_000, async () => {
      const seen = await client.observeContainer(loop, signal)
      return seen?.status === 'restarting' && seen.restarts >= 5
    })
    await expectStory('is stopped while it waits for its next restart', loop, () => post(`/containers/${loop}/stop`))
    await remove(once)
  })

  it('is paused, renamed, updated and removed', async () => {
    const id = await run(obeys)
    await expectStory('is paused and goes on', id, async () => {
      await post(`/containers/${id}/pause`)
      await post(`/containers/${id}/unpause`)
    })
    await expectStory('is renamed', id, () => post(`/containers/${id}/rename?name=another`))
    await expectStory('has its restart policy changed', id, () =>
      post(`/containers/${id}/update`, { RestartPolicy: { Name: 'no' } }),
    )
    await expectStory('is removed while it runs', id, () => remove(id))
    const stopped = await run('exit 0')
    await waitUntil('the end', 5_000, () => recorder.actionsOf(stopped).includes('die'))
    await expectStory('is removed when stopped', stopped, () => remove(stopped))
  })

  it('turns healthy, unhealthy and healthy again', async () => {
    const second = 1_000_000_000
    const Healthcheck = { Test: ['CMD-SHELL', 'test -f /ok'], Interval: second / 5, Timeout: second, Retries: 1 }
    const script = `touch /ok; sleep 1; rm /ok; sleep 1; touch /ok; ${obeys}`
    await expectStory('becomes healthy, then unhealthy, then healthy', null, () => run(script, { Healthcheck }))
  })

  it('is replaced by Compose', async () => {
    const folder = join(engine.directory, 'replaced')
    mkdirSync(folder, { recursive: true })
    const project = { project: 'replaced', file: join(folder, 'compose.yaml') }
    const up = async (version: string): Promise<string> => {
      const web = { image, command: ['sh', '-c', obeys], network_mode: 'none', environment: { VERSION: version } }
      writeFileSync(project.file, JSON.stringify({ services: { web } }))
      await composeUp(engine, project)
      return (await compose(engine, project, ['ps', '-q'])).trim().split('\n')[0] ?? ''
    }
    const old = await up('1')
    let next = ''
    await expectStory('is replaced by Compose: the old one', old, async () => (next = await up('2')))
    expect(next).not.toBe(old)
    await expectStory('is replaced by Compose: the new one', null, async () => next)
  })
})
