import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { callDocker, readDocker } from '../harness/docker-api'
import { type DockerEngine, startDockerEngine } from '../harness/docker-engine'

/** The engine the demo runs on; `kind` says whether it is the user's own or one that the demo started. */
export type DemoEngine = Pick<DockerEngine, 'address' | 'call' | 'read'> & { readonly kind: 'local' | 'private' }

/** Where the demo's private engine lies. */
export function privateEngineDirectory(demoDirectory: string): string {
  return join(demoDirectory, 'engine')
}

/** The user's own engine, if one answers on `DOCKER_HOST` or where Docker usually listens. */
export async function findLocalEngine(dockerHost: string | undefined): Promise<DemoEngine | null> {
  const address = dockerHost === undefined || dockerHost === '' ? 'unix:///var/run/docker.sock' : dockerHost
  if (!address.startsWith('unix://')) return null
  const socketPath = address.slice('unix://'.length)
  if (!existsSync(socketPath)) return null
  try {
    await callDocker(socketPath, { path: '/_ping', timeoutMs: 5000 })
  } catch {
    return null
  }
  return {
    kind: 'local',
    address,
    call: (call) => callDocker(socketPath, call),
    read: <T>(path: string) => readDocker<T>(socketPath, path),
  }
}

/** Starts the demo's own engine, which runs on after this process; or finds it running. Needs root. */
export async function startPrivateEngine(demoDirectory: string): Promise<DemoEngine> {
  const engine = await startDockerEngine({ name: 'demo', keepIn: privateEngineDirectory(demoDirectory) })
  return { ...engine, kind: 'private' }
}
