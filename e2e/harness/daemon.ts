import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'

/** How long the process lives when this one ends: `with-us` has the kernel end it, `kept` leaves it running. */
export type Lifetime = 'with-us' | 'kept'

/** A program that runs in the background with its output in a file. */
export type Daemon = {
  /** Sends a signal and resolves when the process has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  hasEnded(): boolean
  /** Bytes that it has written since it started, to files and sockets together. */
  writtenBytes(): number
  /** The end of what it printed, for messages about why it did not start. */
  lastOutput(): string
}

export function spawnDaemon(
  command: string,
  commandArguments: readonly string[],
  logFile: string,
  lifetime: Lifetime,
  environment: Readonly<Record<string, string>> = {},
): Daemon {
  const log = openSync(logFile, 'a')
  const wrapper = lifetime === 'with-us' ? ['--pdeathsig', 'TERM', '--', command] : ['--', command]
  const child = spawn('setpriv', [...wrapper, ...commandArguments], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...environment },
  })
  closeSync(log)
  child.unref()
  let hasEnded = false
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      hasEnded = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', end)
  })
  return {
    end: async (signal) => {
      // Not counted while nobody waits, so that a forgotten daemon doesn't keep the test process alive.
      child.ref()
      child.kill(signal)
      await ended
    },
    hasEnded: () => hasEnded,
    writtenBytes: () => Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${String(child.pid)}/io`, 'utf8'))?.[1]),
    lastOutput: () => readFileSync(logFile, 'utf8').slice(-1500),
  }
}
