import { once } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { pack } from 'tar-stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientCertificate } from '../harness/certificates'
import { connectTls, type ReadOnlyProxy, startReadOnlyProxy } from '../harness/nginx-read-only'
import { colleagueHost, openColleagueLedger, writeSampleHistory } from '../harness/sample-history'
import { type Shop, startShop } from '../harness/shop'
import { waitUntil } from '../harness/wait-until'
import { type Answer, ask } from './ask'
import { plantLock, plantSecrets, plantStranger, putTar, secret } from './planted-secrets'

const never = new AbortController().signal
const inSlot = { 'com.docker.compose.project': 'dev1', 'com.docker.compose.service': 'secretive' }
let shop: Shop
let proxy: ReadOnlyProxy
let hana: ClientCertificate
let secretive: string
let stranger: string
let lock: string

beforeAll(async () => {
  shop = await startShop({ name: 'answers', slots: { dev1: 'dashboard' }, onHost: ['dashboard'], inRegistry: [] })
  proxy = await startReadOnlyProxy({ socketPath: shop.engine.socketPath })
  hana = proxy.certificateOf('hana')
  const colleague = openColleagueLedger(shop.engine)
  await writeSampleHistory(colleague)
  await colleague.ledger.writePrivate(colleagueHost, [{ name: 'x', bytes: Buffer.from(secret) }], never)
  await colleague.close()
  secretive = await plantSecrets(shop, 'secretive', inSlot)
  stranger = await plantStranger(shop, 'stranger')
  lock = await plantLock(shop, 'dev1')
  await putTar(shop, lock, await tarOf({ heartbeat: '41', other: 'x' }))
})
afterAll(() => {
  proxy?.remove()
  shop?.remove()
})

async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  return buffer(tar)
}

const look = (path: string): Promise<Answer> => ask(proxy.port, hana, { path })

/** The answer as text; it must be one, told to be read-only, and without any secret. */
async function harmless(path: string): Promise<string> {
  const { status, headers, body } = await look(path)
  const text = body.toString()
  expect([status, headers['berth-access']], text).toEqual([200, 'read-only'])
  expect(text).not.toContain(secret)
  return text
}

const parsed = async <T>(path: string): Promise<T> => JSON.parse(await harmless(path)) as T

type Listed = { readonly Id: string; readonly Names: readonly string[]; readonly Labels: Record<string, string> }
const listPath = (label?: string): string => {
  const filters = JSON.stringify(label === undefined ? {} : { label: [label] })
  return `/v1.41/containers/json?all=true&filters=${encodeURIComponent(filters)}`
}
const idOf = async (name: string): Promise<string> => {
  const { Id: id } = await shop.engine.read<{ readonly Id: string }>(`/containers/${name}/json`)
  return id
}
const archive = (id: string, path: string): Promise<Answer> =>
  look(`/v1.41/containers/${id}/archive?path=${encodeURIComponent(path)}`)

describe('what the read-only proxy tells of containers', () => {
  it('lists those of slots and Berth’s own, with the labels it knows alone', async () => {
    const listed = await parsed<readonly Listed[]>(listPath())
    const names = listed.flatMap(({ Names }) => Names)
    expect(names).toEqual(expect.arrayContaining(['/secretive', '/berth-ledger', '/berth-private', '/berth-lock-dev1']))
    expect(names).not.toContain('/stranger')
    expect(listed.find(({ Id }) => Id === secretive)).toEqual({
      Id: secretive,
      Names: ['/secretive'],
      ImageID: expect.stringMatching(/^sha256:/) as string,
      Created: expect.any(Number) as number,
      Labels: expect.objectContaining({ ...inSlot, 'org.opencontainers.image.version': 'v1.3.10' }) as object,
      Ports: [{ PrivatePort: 8080, Type: 'tcp' }],
    })
    expect((await parsed<readonly Listed[]>(listPath('dev.berth.lock'))).map(({ Id }) => Id)).toEqual([lock])
  })

  it('inspects them without environment, command, foreign labels, places on the host and the check’s command', async () => {
    const path = `/v1.41/containers/${secretive}/json`
    await waitUntil('a health check', 20_000, async () => (await harmless(path)).includes('"healthy"'))
    expect(await parsed(path)).toMatchObject({
      Id: secretive,
      Name: '/secretive',
      RestartCount: 0,
      State: { Status: 'running', OOMKilled: false, ExitCode: 0, Health: { Status: 'healthy' } },
      Config: { Image: shop.reference('web', 'dashboard'), Tty: false, Healthcheck: { Test: ['CMD-SHELL'] } },
      HostConfig: { LogConfig: { Type: 'json-file' }, RestartPolicy: { MaximumRetryCount: 0 } },
      Mounts: [{ Type: 'bind', Destination: '/bound', RW: true }],
    })
    expect(await harmless(path)).not.toMatch(/"(Env|Cmd|Args|Entrypoint|Source|Binds|Hostname)"/)
    expect((await look(`/v1.41/containers/${stranger}/json`)).status).toBe(403)
    expect((await look(`/v1.41/containers/${'0'.repeat(64)}/json`)).status).toBe(404)
  })

  it('gives a log of a slot’s container alone', async () => {
    const query = 'logs?stdout=true&stderr=true&timestamps=true&follow=false&tail=1'
    expect((await look(`/v1.41/containers/${secretive}/${query}`)).body.toString()).toContain('beat')
    expect((await look(`/v1.41/containers/${stranger}/${query}`)).status).toBe(403)
  })
})

describe('what it tells of images, volumes and the engine', () => {
  it('tells of images without their environment and foreign labels', async () => {
    const images =
      await parsed<readonly { readonly Id: string; readonly RepoTags: readonly string[] }[]>('/v1.41/images/json')
    const { Id: id } = images.find(({ RepoTags: [tag] }) => tag === shop.reference('web', 'dashboard')) ?? { Id: '' }
    expect(await parsed(`/v1.41/images/${id}/json`)).toEqual({
      Id: id,
      RepoTags: expect.any(Array) as string[],
      RepoDigests: expect.any(Array) as string[],
      Created: expect.any(String) as string,
      Size: expect.any(Number) as number,
      Os: 'linux',
      Architecture: expect.any(String) as string,
      Config: {
        Labels: {
          'org.opencontainers.image.created': expect.any(String) as string,
          'org.opencontainers.image.revision': expect.any(String) as string,
          'org.opencontainers.image.version': 'v1.3.10',
        },
      },
    })
  })

  it('tells of the engine what Berth asks and nothing of the machine', async () => {
    expect(Object.keys(await parsed<object>('/version'))).toEqual([
      'Version',
      'ApiVersion',
      'MinAPIVersion',
      'Os',
      'Arch',
    ])
    const info = await parsed<Record<string, unknown>>('/v1.41/info')
    expect(Object.keys(info).sort()).toEqual(['DriverStatus', 'ID', 'SystemTime'])
    expect((await look('/_ping')).body.toString()).toBe('OK')
  })

  it('tells of Berth’s own volumes', async () => {
    const filters = encodeURIComponent(JSON.stringify({ label: ['dev.berth.ledger=1'] }))
    const { Volumes } = await parsed<{ readonly Volumes: readonly object[] }>(`/v1.41/volumes?filters=${filters}`)
    expect(Volumes).toEqual([expect.objectContaining({ Name: 'berth-ledger-1', Driver: 'local' })])
    expect(JSON.stringify(Volumes)).not.toContain('Mountpoint')
  })
})

describe('files', () => {
  it('can be read of the ledger and of a lock’s heartbeat, and nowhere else', async () => {
    const ledger = await idOf('berth-ledger')
    const segment = await archive(ledger, '/records/000001')
    expect([segment.status, segment.headers['content-type']]).toEqual([200, 'application/x-tar'])
    expect(segment.body.toString()).toContain('김하나')
    expect((await archive(ledger, '/records/000009')).status).toBe(404)
    expect((await archive(lock, '/heartbeat')).body.toString()).toContain('41')
    for (const [id, path] of [
      [await idOf('berth-private'), '/records/000001'],
      [await idOf('berth-private'), '/heartbeat'],
      [ledger, '/records'],
      [ledger, '/records/000001/../..'],
      [ledger, '/heartbeat'],
      [lock, '/other'],
      [lock, '/records/000001'],
      [secretive, '/heartbeat'],
      [secretive, '/records/000001'],
      [stranger, '/heartbeat'],
    ] as const) {
      const { status, body } = await archive(id, path)
      expect([path, status]).toEqual([path, 403])
      expect(body.toString()).toMatch(/^\{"message":"berth: read-only/)
    }
  })

  it('can’t be read of containers that only say they are the ledger', async () => {
    const image = shop.reference('web', 'dashboard')
    const labels = { 'dev.berth.ledger': '1' }
    const posing = async (name: string, body: object): Promise<Answer> => {
      const path = `/containers/create?name=${name}`
      const answer = await shop.engine.call({ method: 'POST', path, body: { Image: image, Labels: labels, ...body } })
      const { Id: id } = JSON.parse(answer) as { readonly Id: string }
      return archive(id, '/records/000001')
    }
    const mounts = (Source: string): object => ({
      HostConfig: { Mounts: [{ Type: 'volume', Source, Target: '/records' }] },
    })
    const other = [
      await posing('posing', mounts('berth-ledger-1')),
      await posing('berth-ledger.new-7', mounts('berth-private-1')),
      await posing('berth-ledger.new-8', {}),
      await posing('berth-ledger.new-9', {
        ...mounts('berth-ledger-1'),
        Labels: { ...labels, 'dev.berth.private': '1' },
      }),
    ]
    expect(other.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })
})

/** A stream that is read as it comes. */
async function openStream(path: string): Promise<{ readonly socket: TLSSocket; readonly text: () => string }> {
  const socket = connectTls(proxy.port, hana)
  await once(socket, 'secureConnect')
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  socket.on('error', () => undefined)
  socket.write(`GET ${path} HTTP/1.1\r\nHost: docker\r\n\r\n`)
  return { socket, text: () => text }
}

const listeners = async (): Promise<number> =>
  (await shop.engine.read<{ readonly NEventsListener: number }>('/info')).NEventsListener

describe('streams', () => {
  const eventsPath = `/v1.41/events?filters=${encodeURIComponent(JSON.stringify({ type: ['container'] }))}`

  it('tells of events at once, without labels and commands, and leaves out what is not of slots', async () => {
    const before = await listeners()
    const { socket, text } = await openStream(eventsPath)
    await waitUntil('the engine to be listened to', 5_000, async () => (await listeners()) > before)
    await shop.engine.call({ method: 'POST', path: `/containers/${secretive}/rename?name=secretive2` })
    await waitUntil('the event of the rename', 2_000, () => text().includes('"rename"'), 5)
    const exec = { Cmd: ['node', '-v', `${secret}-exec`], AttachStdout: true }
    const made = await shop.engine.call({ method: 'POST', path: `/containers/${secretive}/exec`, body: exec })
    const { Id: execId } = JSON.parse(made) as { readonly Id: string }
    await shop.engine.call({ method: 'POST', path: `/exec/${execId}/start`, body: { Detach: true } })
    await shop.engine.call({ method: 'POST', path: `/containers/${stranger}/rename?name=stranger2` })
    await shop.engine.call({ method: 'POST', path: `/containers/${secretive}/restart?t=0` })
    await waitUntil('the events of the restart', 5_000, () => text().includes('"restart"'), 5)
    expect(text()).not.toMatch(/hunter2|exec_|stranger/)
    const [line = ''] = /\{.*"die".*\}/.exec(text()) ?? []
    expect(JSON.parse(line)).toMatchObject({
      Type: 'container',
      Action: 'die',
      Actor: { ID: secretive, Attributes: { ...inSlot, name: 'secretive2', exitCode: '137' } },
      timeNano: expect.any(Number) as number,
    })
    // The stream is given up at the engine as soon as its client is gone.
    socket.destroy()
    await waitUntil('the stream to end at the engine', 5_000, async () => (await listeners()) === before)
  })

  it('follows a log line by line', async () => {
    const query = 'stdout=true&stderr=true&timestamps=true&follow=true&tail=0'
    const { socket, text } = await openStream(`/v1.41/containers/${secretive}/logs?${query}`)
    const beats = (): number => text().split('beat').length - 1
    await waitUntil('the first line', 5_000, () => beats() === 1, 5)
    await waitUntil('one more', 2_000, () => beats() === 2, 5)
    socket.destroy()
  })
})
