import { readFileSync } from 'node:fs'
import { pack } from 'tar-stream'
import { type AppImage, machineArchitecture, referenceOf, sha256 } from './app-image'
import { baseLayer, librariesOf } from './base-layer'
import { type BuiltImage, packLayer } from './built-image'

const NGINX = '/usr/sbin/nginx'
const APPLETS = ['mv', 'rm']

/** Includes whatever its folder holds, as proxies of teams do. */
const CONFIGURATION = `user root;
worker_processes 2;
pid /tmp/nginx.pid;
error_log stderr warn;
events { worker_connections 8192; }
http {
  access_log off;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  include /etc/nginx/berth/*.conf;
}
`

/** The machine's own nginx, on the base of the apps: no image registry is needed. */
export async function buildProxyImage(): Promise<BuiltImage> {
  const base = await baseLayer()
  const packing = pack()
  const mtime = new Date(0)
  for (const path of [NGINX, ...librariesOf(NGINX)]) {
    packing.entry({ name: path.slice(1), mode: 0o755, mtime }, readFileSync(path))
  }
  for (const applet of APPLETS) {
    packing.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox', mtime })
  }
  for (const name of ['etc/nginx', 'etc/nginx/berth', 'var', 'var/log', 'var/log/nginx', 'var/lib', 'var/lib/nginx']) {
    packing.entry({ name, type: 'directory', mtime })
  }
  packing.entry({ name: 'etc/nginx/nginx.conf', mtime }, CONFIGURATION)
  packing.entry({ name: 'etc/group', mtime }, 'root:x:0:\n')
  const appLayer = await packLayer(packing)
  const config = imageConfig([base.diffId, appLayer.diffId])
  return { image, reference: referenceOf(image), id: sha256(config), config, base, appLayer }
}

const image: AppImage = {
  repository: 'berth.local/proxy',
  tag: 'nginx',
  service: 'proxy',
  version: 'v1',
  revision: '0'.repeat(40),
  createdAt: '2024-05-01T09:00:00Z',
  behaviour: { kind: 'healthy' },
}

function imageConfig(layers: readonly string[]): Buffer {
  const { createdAt: created } = image
  const config = {
    architecture: machineArchitecture(),
    os: 'linux',
    created,
    config: { Env: ['PATH=/bin:/usr/sbin'], Cmd: ['nginx', '-g', 'daemon off;'], StopSignal: 'SIGQUIT' },
    rootfs: { type: 'layers', diff_ids: layers },
    history: layers.map(() => ({ created, created_by: 'proxy build' })),
  }
  return Buffer.from(JSON.stringify(config))
}
