import { commandFiles } from './command-files'
import type { Container } from './container'
import { healthCheckOf } from './container-config'
import { runCheck } from './health-monitor'
import type { CheckAnswer } from './program'
import { replaceWorkers } from './workers'
import type { World } from './world'

/** What a command in a container comes to: its own health check, or a command that its program has. */
export function runCommand(world: World, container: Container, words: readonly string[]): CheckAnswer {
  const check = healthCheckOf(container.config)
  const isCheck = check !== null && words.join(' ').endsWith(check.test.slice(1).join(' '))
  if (isCheck) return runCheck(container)
  const [name = '', ...rest] = words
  const { commands } = container.image.program
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return notFound(name)
  return command({
    words: rest,
    files: commandFiles(world, container),
    reload: () => replaceWorkers(container, Date.now()),
  })
}

/** What can't be run is answered by the runtime's own words and exit code. */
function notFound(name: string): CheckAnswer {
  const what = `exec: "${name}": executable file not found in $PATH: unknown`
  return {
    exitCode: 126,
    output: `OCI runtime exec failed: exec failed: unable to start container process: ${what}\r\n`,
  }
}
