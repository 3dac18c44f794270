import { Readable } from 'node:stream'
import type { Shop } from '../harness/shop'

/** Stands in everything that is planted; never to be seen through the proxy. */
export const secret = 'hunter2'

const lockImage = { repository: 'berth-lock', tag: '1' }

/** A running container of a slot that carries the secret wherever one may stand; answers with its ID. */
export async function plantSecrets(
  shop: Shop,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<string> {
  const script = "console.log('started'); setInterval(() => console.log('beat'), 500)"
  const body = {
    Image: shop.reference('web', 'dashboard'),
    Hostname: `${secret}-host`,
    Env: [`DB_PASSWORD=${secret}-environment`],
    Cmd: ['node', '-e', script, '--', `--token=${secret}-command`],
    Labels: { ...labels, [`traefik.basicauth`]: `${secret}-label`, 'com.docker.compose.extra': `${secret}-compose` },
    Healthcheck: { Test: ['CMD-SHELL', `true ${secret}-check`], Interval: 1_000_000_000 },
    HostConfig: {
      Binds: [`/tmp/${secret}-bind:/bound`],
      ExtraHosts: [`${secret}-extra:127.0.0.1`],
      LogConfig: { Type: 'json-file', Config: { tag: `${secret}-log` } },
    },
  }
  const id = await create(shop, name, body)
  await shop.engine.call({ method: 'POST', path: `/containers/${id}/start` })
  return id
}

/** A container that is no part of any slot; answers with its ID. */
export async function plantStranger(shop: Shop, name: string): Promise<string> {
  return create(shop, name, { Image: shop.reference('web', 'dashboard'), Env: [`A=${secret}-stranger`] })
}

/** A slot's lock with a heartbeat, and beside it a file that nobody asked for; answers with its ID. */
export async function plantLock(shop: Shop, project: string): Promise<string> {
  const { repository, tag } = lockImage
  const path = `/images/create?fromSrc=-&repo=${repository}&tag=${tag}`
  await shop.engine.call({ method: 'POST', path, stream: Readable.from(Buffer.alloc(1_024)) })
  const labels = { 'dev.berth.lock': project, 'dev.berth.lock.owner': '이도윤', 'dev.berth.lock.deployment': 'd1' }
  return create(shop, `berth-lock-${project}`, { Image: `${repository}:${tag}`, Cmd: ['x'], Labels: labels })
}

/** Puts a tar file into a container. */
export async function putTar(shop: Shop, containerId: string, tar: Buffer): Promise<void> {
  const path = `/containers/${containerId}/archive?path=/`
  await shop.engine.call({ method: 'PUT', path, stream: Readable.from(tar) })
}

async function create(shop: Shop, name: string, body: object): Promise<string> {
  const answer = await shop.engine.call({ method: 'POST', path: `/containers/create?name=${name}`, body })
  return (JSON.parse(answer) as { readonly Id: string }).Id
}
