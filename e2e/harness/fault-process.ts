import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BerthErrorData } from '../../src/domain/berth-error'
import type { DeploymentResult } from '../../src/domain/deployment'
import type { Operation } from '../../src/domain/operation'
import { builtProgram } from './built-program'
import { waitUntil } from './wait-until'

/** What a deployer in a process of its own is told to do. */
export type DeployOrder = {
  readonly address: string
  readonly by: string
  readonly slot: string
  readonly operation: Operation
  /** How far its wall clock is off. */
  readonly clockOffsetMs?: number
}

/** What it tells: it is loaded; the deployment began; how it ended; that it never began. */
export type DeployNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begun'; readonly id: string }
  | { readonly kind: 'ended'; readonly result: DeploymentResult }
  | { readonly kind: 'not-begun'; readonly error: BerthErrorData }

/** How a deployment in another process came out; `killed` where the process was gone before it ended. */
export type ProcessOutcome = Exclude<DeployNews, { kind: 'ready' | 'begun' }> | { readonly kind: 'killed' }

/** A process that carries out deployments, one after the other. */
export type DeployerProcess = {
  readonly deploy: (order: DeployOrder) => Promise<ProcessOutcome>
  /** The id of the deployment that it began last. */
  readonly id: () => string | null
  readonly signal: (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void
}

/** Deployers' processes. Loading one takes longer than many a deployment: one is always ahead, and survivors work on. */
export type ProcessPool = {
  readonly take: () => Promise<DeployerProcess>
  readonly giveBack: (survivor: DeployerProcess) => void
  readonly close: () => void
}

const script = fileURLToPath(new URL('../faults/deployer-process.ts', import.meta.url))

/** `directory` is where they put their temporary files, as one that is killed leaves them. */
export function createProcessPool(directory: string): ProcessPool {
  const living = new Set<ChildProcess>()
  const idle: Promise<DeployerProcess>[] = []
  let isClosed = false
  const start = async (): Promise<DeployerProcess> => {
    const program = await builtProgram(script)
    if (isClosed) throw new Error('the pool is closed')
    // A test runner's own options must not become the process's.
    const child = fork(program, {
      execArgv: [],
      env: { ...process.env, TMPDIR: directory },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    living.add(child)
    child.once('exit', () => living.delete(child))
    return readied(child)
  }
  const startAhead = (): void => {
    const started = start()
    // Told to whoever takes it.
    started.catch(() => undefined)
    idle.push(started)
  }
  return {
    take: () => {
      const taken = idle.shift() ?? start()
      if (idle.length === 0) startAhead()
      return taken
    },
    giveBack: (survivor) => void idle.unshift(Promise.resolve(survivor)),
    close: () => {
      isClosed = true
      for (const child of living) child.kill('SIGKILL')
    },
  }
}

async function readied(child: ChildProcess): Promise<DeployerProcess> {
  let isReady = false
  let id: string | null = null
  let tell: (outcome: ProcessOutcome) => void = () => undefined
  child.on('message', (news: DeployNews) => {
    if (news.kind === 'ready') isReady = true
    else if (news.kind === 'begun') id = news.id
    else tell(news)
  })
  child.once('exit', () => tell({ kind: 'killed' }))
  await waitUntil('a deployer’s process to be loaded', 120_000, () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended at once')
    return isReady
  })
  return {
    deploy: (order) =>
      new Promise((resolve) => {
        tell = resolve
        id = null
        child.send(order)
      }),
    id: () => id,
    signal: (name) => void child.kill(name),
  }
}
