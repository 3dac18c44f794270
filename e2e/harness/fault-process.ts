import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BerthErrorData } from '../../src/domain/berth-error'
import type { DeploymentResult } from '../../src/domain/deployment'
import type { Operation } from '../../src/domain/operation'
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

/** A process that carries out one deployment. */
export type DeployerProcess = {
  /** Begins it. */
  readonly deploy: (order: DeployOrder) => void
  readonly outcome: Promise<ProcessOutcome>
  readonly signal: (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void
  /** The deployment's id, once it has begun. */
  readonly id: () => string | null
}

const script = fileURLToPath(new URL('../faults/deployer-process.ts', import.meta.url))
const runner = fileURLToPath(new URL('../../scripts/setup/run-typescript.mjs', import.meta.url))

/** Starts processes, one always ahead: loading them takes longer than many a deployment. */
export function createProcessSpares(): { readonly take: () => Promise<DeployerProcess>; readonly close: () => void } {
  const living = new Set<ChildProcess>()
  const start = (): Promise<DeployerProcess> => {
    // A test runner's own options must not become the process's.
    const child = fork(runner, [script], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    living.add(child)
    child.once('exit', () => living.delete(child))
    return ready(child)
  }
  let spare: Promise<DeployerProcess> | null = null
  return {
    take: () => {
      const taken = spare ?? start()
      spare = start()
      spare.catch(() => undefined)
      return taken
    },
    close: () => {
      for (const child of living) child.kill('SIGKILL')
    },
  }
}

async function ready(child: ChildProcess): Promise<DeployerProcess> {
  let isReady = false
  let id: string | null = null
  const outcome = new Promise<ProcessOutcome>((resolve) => {
    child.on('message', (news: DeployNews) => {
      if (news.kind === 'ready') isReady = true
      else if (news.kind === 'begun') id = news.id
      else resolve(news)
    })
    child.once('exit', () => resolve({ kind: 'killed' }))
  })
  await waitUntil('a deployer’s process to be loaded', 60_000, () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended at once')
    return isReady
  })
  return {
    deploy: (order) => void child.send(order),
    outcome,
    signal: (name) => void child.kill(name),
    id: () => id,
  }
}
