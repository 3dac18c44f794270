import { afterEach, expect, test } from 'vitest'
import { type ConnectProxy, startConnectProxy } from '../../../e2e/harness/connect-proxy'
import { type ScriptedInternet, startScriptedInternet } from '../../../e2e/harness/scripted-internet'
import { describeError, toErrorData } from '../../domain/berth-error'
import { testSecret } from '../../testing/test-secret'
import { systemClock } from '../system-clock'
import { createRegistryClient } from './create-registry-client'
import { openTcpStream } from './open-connection'
import { proxyOfEnvironment } from './proxy-of-environment'
import type { OpenStream, RegistryClient } from './registry-port'

const never = new AbortController().signal
const [proxySecret, registrySecret] = [testSecret('proxy'), testSecret('registry')]
const basic = Buffer.from(`ci:${registrySecret}`).toString('base64')

let internet: ScriptedInternet
let proxy: ConnectProxy
const clients: RegistryClient[] = []
/** Where this machine connected to by itself. */
const straight: string[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  straight.length = 0
  proxy.close()
  internet.close()
})

async function start(login: string | null, leadsTo: (target: string) => boolean = () => true): Promise<void> {
  internet = await startScriptedInternet({
    'registry.example.com': ({ headers }) =>
      headers.authorization === `Basic ${basic}`
        ? { status: 200, body: '{"tags":["a"]}' }
        : { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } },
    'near.example.com': () => ({ status: 200, body: '{"tags":["near"]}' }),
    // Speaks the clear alone, as an insecure registry of a company does.
    'insecure:5000': () => ({ status: 200, body: '{"tags":["clear"]}' }),
  })
  proxy = await startConnectProxy({ openStream: internet.openStream, login, leadsTo })
}

function tagsOf(registry: string, environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const openStream: OpenStream = (host, port, signal) => {
    straight.push(`${host}:${String(port)}`)
    return `${host}:${String(port)}` === proxy.address
      ? openTcpStream(host, port, signal)
      : internet.openStream(host, port)
  }
  const client = createRegistryClient({
    clock: systemClock,
    log: () => undefined,
    cacheDirectory: null,
    credentials: {
      credentialsFor: async (asked) =>
        asked === 'registry.example.com'
          ? { kind: 'password', username: 'ci', password: registrySecret, serverAddress: '' }
          : null,
    },
    openStream,
    proxyFor: (origin) => proxyOfEnvironment(origin, environment),
    schemeOf: (name) => (name.startsWith('insecure') ? 'https-or-http' : 'https'),
    certificatesOf: async () => ({ authorities: [internet.authority], own: [] }),
  })
  clients.push(client)
  return client.listTags(`${registry}/shop/web`, () => undefined, never).then(({ tags }) => tags)
}

/** What an error says, in both languages and as data. */
async function failure(failing: Promise<unknown>): Promise<{ readonly code: string; readonly all: string }> {
  const error = await failing.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  const data = toErrorData(error)
  const texts = [describeError(data, 'en'), describeError(data, 'ko')]
  return { code: data.code, all: `${JSON.stringify([data, texts])} ${String((error as Error).stack)}` }
}

test('a registry is asked through the proxy: it sees its own login and a name, the registry its own, nobody the other’s', async () => {
  await start(`kim:${proxySecret}`)
  const environment = { https_proxy: `http://kim:${proxySecret}@${proxy.address}`, NO_PROXY: 'near.example.com' }
  expect(await tagsOf('registry.example.com', environment)).toEqual(['a'])
  expect(straight).toEqual([proxy.address])
  expect(proxy.asked.map(({ target }) => target)).toEqual(['registry.example.com:443'])
  expect(JSON.stringify(proxy.asked)).not.toContain(basic)
  expect(internet.seen.every(({ headers }) => headers['proxy-authorization'] === undefined)).toBe(true)
  expect(await tagsOf('near.example.com', environment)).toEqual(['near'])
  expect(straight.at(-1)).toBe('near.example.com:443')
})

test('a registry in the clear has a proxy variable of its own, and is tried by TLS first', async () => {
  await start(null)
  const environment = { HTTP_PROXY: proxy.address, HTTPS_PROXY: proxy.address }
  expect(await tagsOf('insecure:5000', environment)).toEqual(['clear'])
  expect(proxy.asked.map(({ target }) => target)).toEqual(['insecure:5000', 'insecure:5000'])
  expect(internet.seen.map(({ protocol }) => protocol)).toEqual(['http'])
})

test('a proxy that asks for a login, refuses it, leads nowhere or is silent is named without its login, and nothing is sent', async () => {
  await start(`kim:${proxySecret}`, () => false)
  const failing = (address: string) => failure(tagsOf('registry.example.com', { HTTPS_PROXY: address }))
  const failures = [
    [await failing(`http://${proxy.address}`), 'asks for a login'],
    [await failing(`http://kim:${testSecret('wrong')}@${proxy.address}`), 'refuses the login'],
    [await failing(`http://kim:${proxySecret}@${proxy.address}`), 'HTTP 403'],
    [await failing(`socks5://kim:${proxySecret}@${proxy.address}`), 'HTTPS_PROXY'],
  ] as const
  const { address } = proxy
  proxy.close()
  const silent = await failing(`http://kim:${proxySecret}@${address}`)
  for (const [{ code, all }, words] of [...failures, [silent, 'does not answer'] as const]) {
    expect(code).toBe('registry-not-reached')
    expect(all).toContain(words)
    expect(all).not.toContain(testSecret(''))
    expect(all).not.toContain(Buffer.from(`kim:${proxySecret}`).toString('base64'))
  }
  expect(internet.seen).toEqual([])
})
