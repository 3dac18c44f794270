import { type Container, eventAttributes, isRunning } from './container'
import { commandFiles } from './command-files'
import { environmentOf } from './container-config'
import { fieldsOf, numberIn, textIn } from './fields'
import { watchHealth } from './health-monitor'
import type { LogPulse } from './program'
import { attachNetworks, detachNetworks } from './container-networks'
import { takenPort } from './published-ports'
import { Refusal } from './refusal'
import { after } from './timers'
import { firstWorkers, replaceWorkers } from './workers'
import type { World } from './world'

const killed = 137
const firstRestartDelayMs = 100
const longestRestartDelayMs = 60_000
/** Leaves IDs for a container's workers, through more reloads than anybody watches. */
const pidsApart = 1_000
let lastPid = 4_000

/** Starts a container; false where it runs already. What the engine says against it stays in the container's state. */
export function startContainer(world: World, container: Container): boolean {
  if (isRunning(container)) return false
  const taken = takenPort(world, container)
  if (taken !== null) {
    const reason = `driver failed programming external connectivity on endpoint ${container.name} (${container.id}): Bind for 0.0.0.0:${String(taken)} failed: port is already allocated`
    container.startError = reason
    throw new Refusal(500, reason)
  }
  container.restartCount = 0
  begin(world, container)
  return true
}

function begin(world: World, container: Container): void {
  container.run?.abort()
  const run = new AbortController()
  lastPid += pidsApart
  Object.assign(container, {
    run,
    status: 'running',
    pid: lastPid,
    exitCode: 0,
    isOutOfMemory: false,
    startError: '',
    startedAtMs: Date.now(),
  })
  container.workers = firstWorkers(container)
  attachNetworks(world, container)
  tell(world, container, 'start')
  goOn(world, container, run.signal, container.image.program.log(environmentOf(container.config)))
}

/**
 * Lets a container run that was started before this host was: with the health it had by then, and the rest of a log
 * whose beginning is written already.
 */
export function resumeContainer(
  world: World,
  container: Container,
  startedAtMs: number,
  log: Iterator<LogPulse, void>,
): void {
  const run = new AbortController()
  lastPid += pidsApart
  Object.assign(container, { run, status: 'running', pid: lastPid, startedAtMs })
  container.workers = firstWorkers(container)
  attachNetworks(world, container)
  const health = container.health?.status
  goOn(world, container, run.signal, log)
  if (container.health !== null && health !== undefined) container.health.status = health
}

function goOn(world: World, container: Container, signal: AbortSignal, log: Iterator<LogPulse, void>): void {
  watchHealth(container, world.events, signal)
  writeLog(container, log, signal)
  const { end } = container.image.program
  if (end === null) return
  after(end.afterMs, signal, () => {
    container.isOutOfMemory = end.outOfMemory
    if (end.outOfMemory) tell(world, container, 'oom')
    exit(world, container, end.exitCode, 'itself')
  })
}

function writeLog(container: Container, pulses: Iterator<LogPulse, void>, signal: AbortSignal): void {
  const next = (): void => {
    const { value: pulse } = pulses.next()
    if (pulse === undefined) return
    const write = (): void => {
      for (const { stream, text } of pulse.lines) container.log.write(stream, text, Date.now())
      next()
    }
    if (pulse.afterMs === 0) write()
    else after(pulse.afterMs, signal, write)
  }
  next()
}

/** Ends the present run. What ended by itself is started again where its policy says so. */
function exit(world: World, container: Container, exitCode: number, by: 'itself' | 'person'): void {
  container.run?.abort()
  Object.assign(container, { run: null, status: 'exited', pid: 0, exitCode, finishedAtMs: Date.now() })
  // As Docker has it: whose checks have ended is not healthy.
  if (container.health !== null) container.health.status = 'unhealthy'
  container.log.stop()
  detachNetworks(world, container)
  world.events.tell('container', 'die', container.id, { ...eventAttributes(container), exitCode: String(exitCode) })
  if (by === 'person' || !startsAgain(container, exitCode)) return
  const restarting = new AbortController()
  Object.assign(container, { status: 'restarting', run: restarting })
  const delayMs = Math.min(firstRestartDelayMs * 2 ** container.restartCount, longestRestartDelayMs)
  after(delayMs, restarting.signal, () => {
    container.restartCount += 1
    begin(world, container)
  })
}

function startsAgain({ hostConfig, restartCount }: Container, exitCode: number): boolean {
  const policy = fieldsOf(hostConfig['RestartPolicy'])
  switch (textIn(policy, 'Name')) {
    case 'always':
    case 'unless-stopped':
      return true
    case 'on-failure': {
      const most = numberIn(policy, 'MaximumRetryCount')
      return exitCode !== 0 && (most === 0 || restartCount < most)
    }
    default:
      return false
  }
}

/** Stops a container; resolves when it has ended, after its grace at the latest. False where it stood still already. */
export async function stopContainer(world: World, container: Container, graceMs: number): Promise<boolean> {
  if (container.status === 'restarting') {
    container.run?.abort()
    Object.assign(container, { run: null, status: 'exited' })
    return true
  }
  const { run } = container
  if (!isRunning(container) || run === null) return false
  const { stopMs, stopExitCode, lastWords } = container.image.program
  tell(world, container, 'kill', { signal: '15' })
  for (const text of lastWords) container.log.write('stdout', text, Date.now())
  const isHeard = stopMs !== null && stopMs <= graceMs
  await ended(run.signal, isHeard ? stopMs : graceMs, () => {
    if (!isHeard) tell(world, container, 'kill', { signal: '9' })
    exit(world, container, isHeard ? stopExitCode : killed, 'person')
  })
  tell(world, container, 'stop')
  return true
}

/** Resolves when the run is over: by itself, or because its time is. */
function ended(run: AbortSignal, afterMs: number, end: () => void): Promise<void> {
  return new Promise((resolve) => {
    run.addEventListener('abort', () => resolve(), { once: true })
    after(afterMs, run, end)
  })
}

/** Sends a signal to a container that runs. `TERM`, `INT`, `QUIT` and `KILL` end it; others are told of and mean nothing here. */
export function killContainer(world: World, container: Container, signalName: string): void {
  if (!isRunning(container)) {
    const { id } = container
    throw new Refusal(409, `Cannot kill container: ${id}: Container ${id} is not running`)
  }
  const name = signalName.replace(/^SIG/, '') || 'KILL'
  const number = signalNumbers[name] ?? Number(name)
  if (!Number.isSafeInteger(number)) throw new Refusal(400, `Invalid signal: ${signalName}`)
  tell(world, container, 'kill', { signal: String(number) })
  const { stopMs, stopExitCode, workers } = container.image.program
  if (number === signalNumbers['HUP'] && workers?.mayReload(commandFiles(world, container)) === true) {
    replaceWorkers(container, Date.now())
  }
  if (number === signalNumbers['KILL']) return exit(world, container, killed, 'person')
  const ends = number === signalNumbers['TERM'] || number === signalNumbers['INT'] || number === signalNumbers['QUIT']
  if (!ends || stopMs === null || container.run === null) return
  after(stopMs, container.run.signal, () => exit(world, container, stopExitCode, 'person'))
}

const signalNumbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  TERM: 15,
}

/** Tells of something that happened to a container. */
export function tell(
  world: Pick<World, 'events'>,
  container: Container,
  action: string,
  more: Readonly<Record<string, string>> = {},
): void {
  world.events.tell('container', action, container.id, { ...eventAttributes(container), ...more })
}
