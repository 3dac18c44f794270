import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

/** One started Electron app whose output and page can be watched. */
export type ElectronRun = {
  readonly pid: number
  /** Milliseconds from spawn until the app printed the line, or one that matches. */
  readonly printed: (line: string | ((line: string) => boolean)) => Promise<number>
  readonly stop: () => Promise<void>
}

const lineLimitMs = 30_000
const electronPath = createRequire(import.meta.url)('electron') as unknown as string

/** Starts an app with the same switches for everybody. Needs a display. */
export function startElectron(
  app: string,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): ElectronRun {
  const switches = ['--no-sandbox', '--disable-gpu']
  const startedAtMs = performance.now()
  const child = spawn(electronPath, [...switches, app, ...options], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = new LineTimes(child, startedAtMs)
  return {
    pid: child.pid ?? 0,
    printed: (line) => lines.at(typeof line === 'string' ? (seen) => seen === line : line),
    stop: () => ended(child),
  }
}

/** Remembers when each line was printed, on either stream. */
class LineTimes {
  private readonly seen: { readonly line: string; readonly atMs: number }[] = []
  private readonly waiting = new Set<() => void>()

  constructor(child: ChildProcess, startedAtMs: number) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        this.seen.push({ line, atMs: performance.now() - startedAtMs })
        for (const check of this.waiting) check()
      })
    }
  }

  at(matches: (line: string) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.waiting.delete(check)
        reject(
          new Error(
            `The app did not print what was waited for; it printed:\n${this.seen.map((entry) => entry.line).join('\n')}`,
          ),
        )
      }, lineLimitMs)
      const check = (): void => {
        const entry = this.seen.find(({ line }) => matches(line))
        if (entry === undefined) return
        clearTimeout(limit)
        this.waiting.delete(check)
        resolve(entry.atMs)
      }
      this.waiting.add(check)
      check()
    })
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    const limit = setTimeout(() => child.kill('SIGKILL'), 5_000)
    child.once('exit', () => {
      clearTimeout(limit)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
