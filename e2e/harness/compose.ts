import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { DockerEngine } from './docker-engine'

const execute = promisify(execFile)

export type ComposeProject = {
  readonly project: string
  /** Path of the compose file. */
  readonly file: string
}

/** How to call a Compose client: `docker-compose`, or `docker compose`. */
export type ComposeClient = readonly [command: string, ...words: readonly string[]]

const debianClient: ComposeClient = ['docker-compose']

/** Runs the real Compose client on a project; resolves with what it printed on both streams. */
export async function compose(
  engine: Pick<DockerEngine, 'address'>,
  { project, file }: ComposeProject,
  commandArguments: readonly string[],
  client: ComposeClient = debianClient,
): Promise<string> {
  const [command, ...words] = client
  const dockerConfig = join(dirname(file), '.docker')
  mkdirSync(dockerConfig, { recursive: true })
  const { stdout, stderr } = await execute(command, [...words, '-p', project, '-f', file, ...commandArguments], {
    cwd: dirname(file),
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DOCKER_HOST: engine.address,
      // The user's own Docker settings (context, credentials) must not matter; but a plugin may lie beside them.
      ...(words.length === 0 ? { DOCKER_CONFIG: dockerConfig } : {}),
    },
    timeout: 120_000,
  })
  return stdout + stderr
}

/** Creates and starts a project's containers. */
export async function composeUp(
  engine: Pick<DockerEngine, 'address'>,
  project: ComposeProject,
  client: ComposeClient = debianClient,
): Promise<string> {
  return compose(engine, project, ['up', '-d'], client)
}
