import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { DockerEngine } from './docker-engine'

export type LoadOptions = {
  readonly url: string
  /** Half of them on kept connections, half on new ones. Default: 200. */
  readonly ratePerSecond?: number
  /** Requests begun a second that take `slowMs` each. Default: 4 of 2 s. */
  readonly slowPerSecond?: number
  readonly slowMs?: number
  /** False: a client that tries no second address where a name has several. */
  readonly nextAddress?: boolean
}

/** One request that failed: how far it had come, and over what connection. */
export type Incident = {
  readonly reason: string
  /** By the machine's clock. */
  readonly begunAtMs: number
  readonly tookMs: number
  readonly path: string
  readonly got: 'no socket' | 'a socket' | 'a connection' | 'headers'
  readonly localPort: number | null
  readonly connection: 'kept' | 'new'
}

/** What a load came to. */
export type LoadResult = {
  readonly requests: number
  readonly slow: number
  readonly perSecond: number
  readonly failed: number
  /** Asked again on a new connection, as the kept one was closed before any answer: what every client does. */
  readonly reconnected: number
  readonly failures: Readonly<Record<string, { readonly count: number; readonly firstAtMs: number }>>
  /** The first few hundred failures, one by one. */
  readonly incidents: readonly Incident[]
  /** When the load itself stood still for more than half a second. */
  readonly stalls: readonly { readonly atMs: number; readonly ms: number }[]
  /** How often each version of a service answered. */
  readonly answeredBy: Readonly<Record<string, number>>
  readonly p99Ms: number
  readonly worstMs: number
}

/** A load that goes on until it is ended. */
export type Load = { readonly end: () => Promise<LoadResult> }

const script = fileURLToPath(new URL('./shop-app/load.cjs', import.meta.url))

/** Load from this machine, in a process of its own. */
export function startLoad(options: LoadOptions): Load {
  const child = spawn(process.execPath, [script, JSON.stringify({ ...options, endsWithParent: true })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const output = text(child.stdout)
  return {
    end: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve()
      child.kill('SIGTERM')
      await ended
      return JSON.parse(await output) as LoadResult
    },
  }
}

/** Load from within a container: as another service asks. `image` is one of the shop's. */
export async function startLoadInContainer(
  engine: DockerEngine,
  container: { readonly name: string; readonly image: string; readonly network: string },
  options: LoadOptions,
): Promise<Load> {
  const body = {
    Image: container.image,
    Cmd: ['node', '/app/load.cjs', JSON.stringify(options)],
    Healthcheck: { Test: ['NONE'] },
    // Its log is then what it wrote and nothing else: without a terminal Docker puts bytes of its own in between.
    Tty: true,
    HostConfig: { NetworkMode: container.network },
  }
  const created = await engine.call({ method: 'POST', path: `/containers/create?name=${container.name}`, body })
  const { Id: id } = JSON.parse(created) as { readonly Id: string }
  await engine.call({ method: 'POST', path: `/containers/${id}/start` })
  return {
    end: async () => {
      await engine.call({ method: 'POST', path: `/containers/${id}/stop?t=50`, timeoutMs: 90_000 })
      const log = await engine.call({ path: `/containers/${id}/logs?stdout=1` })
      await engine.call({ method: 'DELETE', path: `/containers/${id}?force=1` })
      const at = log.indexOf('{')
      if (at < 0) throw new Error(`void: the load of ${container.name} had not ended within 50 s`)
      return JSON.parse(log.slice(at)) as LoadResult
    },
  }
}
