import { healthCheckOf } from '../engine/container-config'
import { textsIn } from '../engine/fields'
import { runCheck } from '../engine/health-monitor'
import { frame } from '../engine/log-answer'
import { Refusal } from '../engine/refusal'
import { type Exec, findContainer, randomId, type World } from '../engine/world'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'

/** Commands in containers. There is one that does something here: a container's own health check. */
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
  const { exitCode, output } = run(world, exec)
  exec.exitCode = exitCode
  const response = begin('application/vnd.docker.raw-stream')
  response.end(output === '' ? '' : frame(exitCode === 0 ? 'stdout' : 'stderr', Buffer.from(output)))
}

/** What can't be run is answered by the runtime's own words and exit code. */
function run(world: World, { containerId, command }: Exec): { readonly exitCode: number; readonly output: string } {
  const container = findContainer(world, containerId)
  const check = healthCheckOf(container.config)
  const isCheck = check !== null && command.join(' ').endsWith(check.test.slice(1).join(' '))
  if (isCheck) return runCheck(container)
  const what = `exec: "${command[0] ?? ''}": executable file not found in $PATH: unknown`
  return {
    exitCode: 126,
    output: `OCI runtime exec failed: exec failed: unable to start container process: ${what}\r\n`,
  }
}

function getExec(world: World, id: string): Exec {
  const exec = world.execs.get(id)
  if (exec === undefined) throw new Refusal(404, `No such exec instance: ${id}`)
  return exec
}

function endOf({ exitCode, containerId }: Exec) {
  return { Running: false, ExitCode: exitCode, ContainerID: containerId }
}
