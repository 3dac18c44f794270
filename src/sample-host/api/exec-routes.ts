import { textsIn } from '../engine/fields'
import { frame } from '../engine/log-answer'
import { Refusal } from '../engine/refusal'
import { runCommand } from '../engine/run-command'
import { type Exec, findContainer, randomId, type World } from '../engine/world'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'

/** Commands in containers. Those do something here that `runCommand` knows. */
export const execRoutes: readonly RouteEntry[] = [
  ['POST', '/containers/:/exec', create],
  ['POST', '/exec/:/start', start],
  ['GET', '/exec/:/json', (world, { answer }, [id = '']) => answer(200, { ID: id, ...endOf(getExec(world, id)) })],
]

async function create(world: World, { readJson, answer }: Exchange, [id = '']: readonly string[]): Promise<void> {
  const container = findContainer(world, id)
  const command = textsIn(await readJson(), 'Cmd') ?? []
  if (container.status !== 'running') throw new Refusal(409, `Container ${container.id} is not running`)
  const execId = randomId()
  world.execs.set(execId, { containerId: container.id, command, exitCode: null })
  answer(201, { Id: execId })
}

async function start(world: World, { readBody, begin }: Exchange, [id = '']: readonly string[]): Promise<void> {
  const exec = getExec(world, id)
  await readBody()
  const { exitCode, output } = runCommand(world, findContainer(world, exec.containerId), exec.command)
  exec.exitCode = exitCode
  const response = begin('application/vnd.docker.raw-stream')
  response.end(output === '' ? '' : frame(exitCode === 0 ? 'stdout' : 'stderr', Buffer.from(output)))
}

function getExec(world: World, id: string): Exec {
  const exec = world.execs.get(id)
  if (exec === undefined) throw new Refusal(404, `No such exec instance: ${id}`)
  return exec
}

function endOf({ exitCode, containerId }: Exec) {
  return { Running: false, ExitCode: exitCode, ContainerID: containerId }
}
