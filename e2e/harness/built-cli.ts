import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { openRunDirectory } from './run-directory'

const projectDirectory = join(import.meta.dirname, '../..')

/** A command under way. `out` and `err`: what was printed so far; `code` resolves once it has ended. */
export type CliRun = {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly code: Promise<number | null>
}

/** A command that has ended. */
export type CliEnded = { readonly code: number | null; readonly out: string; readonly err: string }

/** The command line as people get it, with a home of its own. */
export type BuiltCli = {
  /** The program, for shells that start it themselves. */
  readonly file: string
  readonly start: (words: readonly string[], environment: Readonly<Record<string, string>>) => CliRun
}

let built: Promise<string> | null = null

/** The command line with its home in a folder. The tests of a process share one program: they are of one source. */
export async function buildCli(folder: string): Promise<BuiltCli> {
  built ??= buildProgram()
  const file = await built
  return {
    file,
    start: (words, environment) => {
      const env = { PATH: process.env['PATH'], HOME: folder, BERTH_HOME: join(folder, 'home'), ...environment }
      return runOf(spawn(process.execPath, [file, ...words], { env }))
    },
  }
}

async function buildProgram(): Promise<string> {
  const configFile = join(projectDirectory, 'vite.cli.config.ts')
  const outDir = join(openRunDirectory('cli').path, 'out')
  for (const mode of ['main', 'start']) {
    await build({ configFile, mode, root: projectDirectory, logLevel: 'warn', build: { outDir } })
  }
  return join(outDir, 'berth.cjs')
}

/** Waits for a command's end. */
export async function endOf(run: CliRun): Promise<CliEnded> {
  return { code: await run.code, out: run.out(), err: run.err() }
}

/** What a command printed with `--json`; throws where it ended otherwise than with `code`. */
export async function jsonOf(run: CliRun, code: number): Promise<Readonly<Record<string, unknown>>> {
  const ended = await endOf(run)
  const isExpected = ended.code === code && !ended.err.includes('internal')
  if (!isExpected) throw new Error(`the command ended with ${String(ended.code)}\n${ended.out}\n${ended.err}`)
  return JSON.parse(ended.out) as Readonly<Record<string, unknown>>
}

function runOf(child: ReturnType<typeof spawn>): CliRun {
  let [out, err] = ['', '']
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()))
  child.stdin?.end()
  const code = new Promise<number | null>((resolve) => child.on('close', (exitCode) => resolve(exitCode)))
  return { child, out: () => out, err: () => err, code }
}
