import { createContainer } from '../engine/create-container'
import { buildImage } from '../engine/image'
import { getVolume } from '../engine/volumes'
import type { World } from '../engine/world'
import { dayMs } from './kickoffs'
import { nginxFolder, nginxProgram } from './nginx-program'
import { hostPortOf, runSince } from './place-slot'
import type { SampleSlot } from './slots'

/** The proxy's container, and what its upstream files are made of: `{port}` is filled in, `SLOT` too. */
export const sampleProxy = {
  container: 'front',
  template: (slot: string): string => `upstream ${slot} { server 127.0.0.1:{port}; keepalive 16; }`,
  file: (slot: string): string => `${slot}.conf`,
} as const

const upSinceDays = 34

/** Starts the nginx that stands before the web of blue-green slots, which leads to where they were deployed last. */
export function placeProxy(world: World, slots: readonly SampleSlot[], registry: string, nowMs: number): void {
  const startedAtMs = nowMs - upSinceDays * dayMs
  const reference = `${registry}/infra/nginx:1.27`
  world.images.add(nginxImage(startedAtMs), reference, true)
  const volume = `${sampleProxy.container}-conf`
  const body = {
    Image: reference,
    HostConfig: {
      NetworkMode: 'host',
      RestartPolicy: { Name: 'always' },
      Mounts: [{ Type: 'volume', Source: volume, Target: nginxFolder }],
    },
  }
  const container = createContainer(world, sampleProxy.container, body, startedAtMs)
  const { files } = getVolume(world, volume)
  const put = (name: string, text: string): void =>
    files.put(name, { kind: 'file', bytes: Buffer.from(text), mode: 0o644, atMs: startedAtMs })
  for (const { name } of slots) {
    put(`server-${name}.conf`, serverOf(name))
    put(sampleProxy.file(name), sampleProxy.template(name).replace('{port}', String(hostPortOf(name, 'web'))))
  }
  runSince(world, container, startedAtMs, nowMs)
}

function serverOf(slot: string): string {
  return `server {\n  listen 80;\n  server_name ${slot}.shop.example.com;\n  location / { proxy_pass http://${slot}; }\n}\n`
}

function nginxImage(createdAtMs: number): ReturnType<typeof buildImage> {
  return buildImage({
    createdAtMs,
    defaults: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NGINX_VERSION=1.27.5'],
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGQUIT',
    },
    layers: [{ name: 'nginx 1.27', sizeBytes: 48_000_000 }],
    program: nginxProgram,
  })
}
