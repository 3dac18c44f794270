import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientCertificate } from '../harness/certificates'
import { type ReadOnlyProxy, startReadOnlyProxy } from '../harness/nginx-read-only'
import { type Shop, startShop } from '../harness/shop'
import { ask, askRaw, type Question } from './ask'
import { engineCalls } from './engine-calls'

/** What Berth asks to show board, logs and history; the ledger's archive is a story of its own. */
const passed = [
  'GET /_ping',
  'GET /version',
  'GET /info',
  'GET /events',
  'GET /containers/json',
  'GET /containers/{id}/json',
  'GET /containers/{id}/logs',
  'GET /images/json',
  'GET /images/{name}/json',
  'GET /volumes',
]
const unversioned = ['GET /_ping', 'GET /version']

let shop: Shop
let proxy: ReadOnlyProxy
let hana: ClientCertificate
let containerId: string
let imageId: string

beforeAll(async () => {
  shop = await startShop({ name: 'calls', slots: { dev1: 'dashboard' }, onHost: ['dashboard'], inRegistry: [] })
  await shop.untilHealthy('dev1')
  proxy = await startReadOnlyProxy({ socketPath: shop.engine.socketPath })
  hana = proxy.certificateOf('hana')
  containerId = (await shop.containerId('dev1', 'web')) ?? ''
  imageId = (await shop.engine.read<{ readonly Image: string }>(`/containers/${containerId}/json`)).Image
})
afterAll(() => {
  proxy?.remove()
  shop?.remove()
})

const filtersOf = (filters: object): string => `filters=${encodeURIComponent(JSON.stringify(filters))}`

/** The query that Berth sends with a call, or one with which the engine would do something. */
function queryOf(call: string): string {
  switch (call) {
    case 'GET /events':
      return `?${filtersOf({ type: ['container'] })}`
    case 'GET /containers/json':
      return `?all=true&${filtersOf({})}`
    case 'GET /containers/{id}/logs':
      return '?stdout=true&stderr=true&timestamps=true&follow=false&tail=1'
    case 'GET /volumes':
      return `?${filtersOf({ label: ['dev.berth.ledger=1'] })}`
    case 'GET /containers/{id}/archive':
    case 'HEAD /containers/{id}/archive':
    case 'PUT /containers/{id}/archive':
      return '?path=%2Fetc'
    case 'POST /containers/create':
      return '?name=intruder'
    case 'POST /containers/{id}/rename':
      return '?name=renamed'
    case 'POST /images/create':
      return '?fromSrc=-&repo=intruder'
    case 'POST /images/{name}/tag':
      return '?repo=intruder&tag=1'
    case 'DELETE /containers/{id}':
    case 'DELETE /images/{name}':
    case 'DELETE /volumes/{name}':
      return '?force=true'
    default:
      return ''
  }
}

function pathOf(call: string): string {
  const template = call.slice(call.indexOf(' ') + 1)
  const isContainer = template.startsWith('/containers/')
  const name = template.startsWith('/images/') ? imageId : 'dev1_data'
  return template.replace('{id}', isContainer ? containerId : 'dev1_default').replace('{name}', name)
}

function questionsOf(call: string): readonly Question[] {
  const [method = ''] = call.split(' ')
  const path = `${pathOf(call)}${queryOf(call)}`
  const headers = { 'Content-Type': 'application/json' }
  const bodies = method === 'HEAD' ? [{}] : [{}, { headers, body: '{"Name":"intruder","Image":"x"}' }]
  return ['', '/v1.41'].flatMap((prefix) => bodies.map((body) => ({ method, path: `${prefix}${path}`, ...body })))
}

type Named = { readonly Id?: string; readonly Name?: string; readonly RepoTags?: readonly string[] | null }
type Inspected = Named & { readonly RestartCount: number; readonly State: Readonly<Record<string, unknown>> }

/** All that a call could have changed, in an order of its own: Docker lists in any. */
async function engineState(): Promise<readonly string[]> {
  const { engine } = shop
  const containers = await engine.read<readonly { readonly Id: string }[]>('/containers/json?all=true')
  const details = containers.map(async ({ Id }) => {
    const { Name, RestartCount, State } = await engine.read<Inspected>(`/containers/${Id}/json`)
    return JSON.stringify([Id, Name, RestartCount, State['Status'], State['StartedAt']])
  })
  const images = await engine.read<readonly Named[]>('/images/json?all=true')
  const networks = await engine.read<readonly Named[]>('/networks')
  const { Volumes: volumes } = await engine.read<{ readonly Volumes: readonly Named[] }>('/volumes')
  const others = [...images, ...networks, ...volumes].map(
    ({ Id, Name, RepoTags }) => `${Id} ${Name} ${String(RepoTags)}`,
  )
  return [...(await Promise.all(details)), ...others].sort()
}

/** The status; a stream that passes is not read to its end. */
async function statusOf(question: Question): Promise<number> {
  if (!question.path.includes('/events')) return (await ask(proxy.port, hana, question)).status
  const body = question.body ?? ''
  const length = body === '' ? '' : `Content-Length: ${String(body.length)}\r\n`
  const line = `${question.method ?? 'GET'} ${question.path} HTTP/1.1\r\nHost: x\r\n${length}\r\n${body}`
  return Number(/^HTTP\/1\.1 (\d+)/.exec(await askRaw(proxy.port, hana, line))?.[1])
}

describe('of all calls of the Engine API, the read-only proxy', () => {
  it('lets through those that Berth looks with, without a body, and the others change nothing', async () => {
    const before = await engineState()
    for (const call of engineCalls) {
      for (const question of questionsOf(call)) {
        const isVersioned = question.path.startsWith('/v1.41')
        const isPassed = passed.includes(call) && unversioned.includes(call) !== isVersioned && !('body' in question)
        const status = await statusOf(question).catch((error: unknown) => String(error))
        expect([question.method, question.path, 'body' in question, status]).toEqual([
          question.method,
          question.path,
          'body' in question,
          isPassed ? 200 : 403,
        ])
      }
    }
    expect(await engineState()).toEqual(before)
  })
})

/** Requests that try to be taken for another one; `ID` is a container of a slot. */
const tricks: Readonly<Record<string, string>> = {
  'an encoded letter': 'GET /v1.41/containers/ID/%6ason HTTP/1.1\r\n\r\n',
  'dots that lead away': 'GET /v1.41/containers/ID/json/../archive?path=%2Fetc HTTP/1.1\r\n\r\n',
  'encoded dots': 'GET /v1.41/containers/%2e%2e/containers/ID/export HTTP/1.1\r\n\r\n',
  'two slashes': 'GET //v1.41/containers/ID/json HTTP/1.1\r\n\r\n',
  'a semicolon': 'GET /v1.41/containers/ID/json;/export HTTP/1.1\r\n\r\n',
  'a backslash': 'GET /v1.41/containers/ID\\json HTTP/1.1\r\n\r\n',
  'a fragment': 'GET /v1.41/containers/ID/json#x HTTP/1.1\r\n\r\n',
  'an encoded line break': 'GET /version%0d%0aPOST%20/x HTTP/1.1\r\n\r\n',
  'a method in small letters': 'get /version HTTP/1.1\r\n\r\n',
  'a method of mixed letters': 'PoSt /v1.41/containers/ID/stop HTTP/1.1\r\n\r\n',
  'a method that is none': 'GETT /version HTTP/1.1\r\n\r\n',
  'a tunnel': 'CONNECT docker:2375 HTTP/1.1\r\n\r\n',
  'an address before the path': 'GET http://docker/version HTTP/1.1\r\n\r\n',
  'HTTP/1.0': 'GET /version HTTP/1.0\r\n\r\n',
  'HTTP/0.9': 'GET /version\r\n',
  'a name instead of an ID': 'GET /v1.41/containers/dev1_web_1/json HTTP/1.1\r\n\r\n',
  'a short ID': 'GET /v1.41/containers/0123456789ab/json HTTP/1.1\r\n\r\n',
  'a version of old': 'GET /v1.24/info HTTP/1.1\r\n\r\n',
  'one more parameter': 'GET /v1.41/containers/json?all=true&filters=%7B%7D&size=true HTTP/1.1\r\n\r\n',
  'another filter': 'GET /v1.41/volumes?filters=%7B%22label%22%3A%5B%22x%22%5D%7D HTTP/1.1\r\n\r\n',
  'a second path': 'GET /v1.41/containers/ID/archive?path=%2Fheartbeat&path=%2Fetc HTTP/1.1\r\n\r\n',
  'an inner place of the proxy': 'GET /call/containers HTTP/1.1\r\n\r\n',
  'an inner way to the engine': 'GET /engine/info HTTP/1.1\r\n\r\n',
  'an upgrade': 'GET /version HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
  'a body': 'GET /version HTTP/1.1\r\nContent-Length: 5\r\n\r\nPOST ',
  'a request in a body':
    'GET /version HTTP/1.1\r\nContent-Length: 44\r\n\r\nPOST /v1.41/containers/prune HTTP/1.1\r\nHost: x\r\n\r\n',
  'an empty body': 'GET /version HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
  'two lengths': 'GET /version HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nPOST ',
  'a length and chunks':
    'GET /version HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nPOST',
  chunks: 'GET /version HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'odd chunks': 'GET /version HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n',
  'a header with a space': 'GET /version HTTP/1.1\r\nContent-Length : 5\r\n\r\nPOST ',
  'a request that is too long': `GET /v1.41/events?filters=${'a'.repeat(9_000)} HTTP/1.1\r\n\r\n`,
}

describe('what tries to be taken for another request', () => {
  const send = (bytes: string): Promise<string> => askRaw(proxy.port, hana, bytes.replaceAll('ID', containerId))
  const withHost = (bytes: string): string => bytes.replace(/ HTTP\/1\.1\r\n/, ' HTTP/1.1\r\nHost: docker\r\n')

  it.each(Object.entries(tricks))('is refused: %s', async (_, trick) => {
    const answer = await send(withHost(trick))
    expect(answer).toMatch(/^HTTP\/1\.1 403 |^\{"message":"berth: read-only/)
    expect(answer).toMatch(/"message":"berth: read-only/)
    expect(answer.match(/HTTP\/1\.1 \d\d\d/g)?.length ?? 1).toBe(1)
    expect(answer).not.toContain('ApiVersion')
    if (answer.startsWith('HTTP')) expect(answer).toContain('Berth-Access: read-only')
  })

  it('is refused behind a request that passes, on the same connection', async () => {
    const before = await engineState()
    const ping = 'GET /_ping HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: POST\r\n\r\n'
    const stop = 'POST /v1.41/containers/ID/stop HTTP/1.1\r\nHost: x\r\n\r\n'
    const answer = await send(`${ping}${stop}${ping}`)
    expect(answer.match(/HTTP\/1\.1 \d\d\d/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403'])
    expect(await engineState()).toEqual(before)
    expect(proxy.refusals().at(-1)).toMatch(/CN=hana: "POST /)
  })
})
