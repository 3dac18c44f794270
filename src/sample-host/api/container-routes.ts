import { inspectContainer, listedContainer } from '../engine/container-inspect'
import { killContainer, startContainer, stopContainer, tell } from '../engine/container-life'
import { measuredContainer } from '../engine/container-stats'
import { createContainer, refuseTaken } from '../engine/create-container'
import { fieldsOf, numberIn, textMapIn } from '../engine/fields'
import { readLogQuery, sendLog } from '../engine/log-answer'
import { Refusal } from '../engine/refusal'
import { removeContainer } from '../engine/remove-container'
import { findContainer, type World } from '../engine/world'
import { processesOf } from '../engine/workers'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'
import { readFilters } from './system-routes'

/** All about containers but their files and the commands run in them. */
export const containerRoutes: readonly RouteEntry[] = [
  ['GET', '/containers/json', listContainers],
  ['POST', '/containers/create', create],
  [
    'GET',
    '/containers/:/json',
    (world, { answer }, [id = '']) => answer(200, inspectContainer(world, findContainer(world, id))),
  ],
  [
    'POST',
    '/containers/:/start',
    (world, { answer }, [id = '']) => answer(startContainer(world, findContainer(world, id)) ? 204 : 304),
  ],
  ['POST', '/containers/:/stop', stop],
  ['POST', '/containers/:/restart', restart],
  ['POST', '/containers/:/kill', kill],
  ['POST', '/containers/:/rename', rename],
  ['POST', '/containers/:/update', update],
  ['DELETE', '/containers/:', remove],
  ['GET', '/containers/:/logs', sendLogs],
  ['GET', '/containers/:/stats', sendStats],
  ['GET', '/containers/:/top', listProcesses],
]

function listContainers(world: World, { query, answer }: Exchange): void {
  const { label = [] } = readFilters(query)
  const isAll = ['1', 'true'].includes(query.get('all') ?? '')
  const shown = [...world.containers.values()].reverse().filter(({ status, config }) => {
    const labels = textMapIn(config, 'Labels')
    return (isAll || status === 'running') && label.every((wanted) => hasLabel(labels, wanted))
  })
  answer(
    200,
    shown.map((container) => listedContainer(world, container)),
  )
}

/** `name` or `name=value`. */
export function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = '', ...rest] = wanted.split('=')
  return Object.hasOwn(labels, name) && (rest.length === 0 || labels[name] === rest.join('='))
}

async function create(world: World, { query, readJson, answer }: Exchange): Promise<void> {
  const { id } = createContainer(world, query.get('name') ?? '', await readJson())
  answer(201, { Id: id, Warnings: [] })
}

async function stop(world: World, { query, answer }: Exchange, [id = '']: readonly string[]): Promise<void> {
  const container = findContainer(world, id)
  answer((await stopContainer(world, container, graceMs(query, container.config))) ? 204 : 304)
}

async function restart(world: World, { query, answer }: Exchange, [id = '']: readonly string[]): Promise<void> {
  const container = findContainer(world, id)
  await stopContainer(world, container, graceMs(query, container.config))
  startContainer(world, container)
  tell(world, container, 'restart')
  answer(204)
}

const defaultGraceSeconds = 10

function graceMs(query: URLSearchParams, config: Readonly<Record<string, unknown>>): number {
  const own = config['StopTimeout']
  const seconds = query.has('t') ? Number(query.get('t')) : typeof own === 'number' ? own : defaultGraceSeconds
  return seconds * 1_000
}

function kill(world: World, { query, answer }: Exchange, [id = '']: readonly string[]): void {
  killContainer(world, findContainer(world, id), query.get('signal') ?? 'KILL')
  answer(204)
}

function rename(world: World, { query, answer }: Exchange, [id = '']: readonly string[]): void {
  const container = findContainer(world, id)
  const name = query.get('name') ?? ''
  if (name === '') throw new Refusal(400, 'Neither old nor new names may be empty')
  refuseTaken(world, name)
  const oldName = `/${container.name}`
  container.name = name
  tell(world, container, 'rename', { oldName })
  answer(204)
}

async function update(world: World, { readJson, answer }: Exchange, [id = '']: readonly string[]): Promise<void> {
  const container = findContainer(world, id)
  const { RestartPolicy } = await readJson()
  if (RestartPolicy !== undefined) {
    const policy = fieldsOf(RestartPolicy)
    const whole = { Name: policy['Name'], MaximumRetryCount: numberIn(policy, 'MaximumRetryCount') }
    container.hostConfig = { ...container.hostConfig, RestartPolicy: whole }
  }
  tell(world, container, 'update')
  answer(200, { Warnings: null })
}

function remove(world: World, { query, answer }: Exchange, [id = '']: readonly string[]): void {
  const isOn = (name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '')
  removeContainer(world, findContainer(world, id), { force: isOn('force'), volumes: isOn('v') })
  answer(204)
}

function sendLogs(world: World, { query, signal, begin }: Exchange, [id = '']: readonly string[]): void {
  const container = findContainer(world, id)
  const wanted = readLogQuery(query)
  let response: ReturnType<Exchange['begin']> | null = null
  const open = (): ReturnType<Exchange['begin']> => (response ??= begin('application/octet-stream'))
  const stop = sendLog(
    container,
    wanted,
    (bytes) => void open().write(bytes),
    () => void open().end(),
  )
  open()
  signal.addEventListener('abort', stop, { once: true })
}

const statsEveryMs = 1_000

function sendStats(world: World, { query, signal, answer, begin }: Exchange, [id = '']: readonly string[]): void {
  const container = findContainer(world, id)
  if (['0', 'false'].includes(query.get('stream') ?? '')) return answer(200, measuredContainer(world, container))
  const response = begin('application/json')
  const tellNow = (): void => {
    if (!world.containers.has(container.id)) return void response.end()
    response.write(`${JSON.stringify(measuredContainer(world, container))}\n`)
  }
  tellNow()
  const timer = setInterval(tellNow, statsEveryMs)
  timer.unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

function listProcesses(world: World, { answer }: Exchange, [id = '']: readonly string[]): void {
  const container = findContainer(world, id)
  if (container.status !== 'running') throw new Refusal(409, `Container ${container.id} is not running`)
  answer(200, { Titles: ['PID', 'COMMAND'], Processes: processesOf(container, Date.now()) })
}
