import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import type { SwitchOverSpec } from '../../src/domain/slots-file/service-spec'
import type { DockerEngine } from './docker-engine'
import { loadImages } from './load-images'
import { buildProxyImage } from './proxy-image'
import { waitUntil } from './wait-until'

export type ProxyOptions = {
  readonly name: string
  /** Port it listens on; on the host with the host's network, else inside of its container. */
  readonly port: number
  /** Null: the host's own. */
  readonly network: string | null
  /** Content of the upstream file when it starts, such as `upstream web { server 127.0.0.1:3001; }`. */
  readonly upstream: string
  readonly template: string
  readonly drainMs?: number
}

/** A real nginx in a container, with its upstream file in a volume. */
export type TestProxy = {
  readonly id: string
  /** As a slots file would have it. */
  readonly spec: SwitchOverSpec
  /** Puts a file into its configuration folder. */
  write(name: string, content: string): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
}

const FOLDER = '/etc/nginx/berth'

/** Starts one whose upstream `web` is what the file says. */
export async function startProxy(engine: DockerEngine, options: ProxyOptions): Promise<TestProxy> {
  const { name, port, network, upstream, template, drainMs = 10_000 } = options
  const built = await buildProxyImage()
  await loadImages(engine, [built])
  const body = {
    Image: built.reference,
    HostConfig: {
      NetworkMode: network ?? 'host',
      // Docker 20.10 takes whatever its own death ended for stopped by hand: "unless-stopped" would stay away.
      RestartPolicy: { Name: 'always' },
      Mounts: [{ Type: 'volume', Source: `${name}-conf`, Target: FOLDER }],
    },
  }
  const created = await engine.call({ method: 'POST', path: `/containers/create?name=${name}`, body })
  const { Id: id } = JSON.parse(created) as { readonly Id: string }
  const proxy = {
    id,
    spec: {
      container: name,
      file: `${FOLDER}/web.conf`,
      template,
      test: ['nginx', '-t'],
      reload: ['nginx', '-s', 'reload'],
      drainMs,
    },
    write: async (file: string, content: string) => {
      const archive = pack()
      archive.entry({ name: file }, content)
      archive.finalize()
      await engine.call({
        method: 'PUT',
        path: `/containers/${id}/archive?path=${FOLDER}`,
        stream: Readable.from(archive),
      })
    },
    stop: async () => void (await engine.call({ method: 'POST', path: `/containers/${id}/stop?t=2` })),
    start: async () => {
      await engine.call({ method: 'POST', path: `/containers/${id}/start` })
      await waitUntil(`${name} to have workers`, 20_000, async () => {
        const { Processes } = await engine.read<{ Processes: readonly (readonly string[])[] }>(`/containers/${id}/top`)
        return Processes.filter((columns) => columns.at(-1)?.startsWith('nginx: worker')).length === 2
      })
    },
  }
  await proxy.write('server.conf', serverOn(port))
  await proxy.write('web.conf', upstream)
  await proxy.start()
  return proxy
}

/** Kept connections on both sides, as a proxy in earnest has them. */
export function serverOn(port: number, upstream = 'web'): string {
  return `server {
  listen ${port};
  keepalive_requests 100000;
  location / { proxy_pass http://${upstream}; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_read_timeout 60s; }
}
`
}
