import { execFileSync } from 'node:child_process'
import { createPrivateKey, createSign, type KeyObject, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What the server knows of its users; `null` user: nobody, without a login. */
export type TokenServerOptions = {
  /** Empty: it is made and its certificate put there. */
  readonly directory: string
  readonly service: string
  readonly passwords: Readonly<Record<string, string>>
  /** Identity tokens by user. */
  readonly identityTokens?: Readonly<Record<string, string>>
  /** Actions that are given on a repository. */
  readonly grant: (user: string | null, repository: string) => readonly string[]
}

/** A token server of the tests, which signs what docker-registry verifies. */
export type TokenServer = {
  readonly realm: string
  readonly issuer: string
  /** The certificate that a registry must trust, in PEM. */
  readonly certificateFile: string
  /** Scopes that were asked for, in order, one entry a request. */
  readonly asked: string[]
  /** Seconds that tokens live and say they do; they may say another. */
  setLife(life: { readonly seconds: number; readonly saidSeconds?: number }): void
  close(): Promise<void>
}

/** Starts one on this machine's loopback address. */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const [keyFile, certificateFile] = [join(options.directory, 'token.key'), join(options.directory, 'token.pem')]
  const subject = ['-subj', '/CN=tokens of the tests', '-days', '2', '-keyout', keyFile, '-out', certificateFile]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject], { stdio: 'pipe', timeout: 30_000 })
  const key = createPrivateKey(readFileSync(keyFile))
  const certificate = readFileSync(certificateFile, 'utf8').replace(/-----[^-]+-----|\s/g, '')
  const issuer = 'tokens of the tests'
  const asked: string[] = []
  let life: { readonly seconds: number; readonly saidSeconds?: number } = { seconds: 300 }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://tokens')
    const form = new URLSearchParams(await text(request))
    const scopes = [...url.searchParams.getAll('scope'), ...form.getAll('scope')]
    asked.push(scopes.join(' '))
    const user = userOf(request, form, options)
    if (user === undefined) {
      send(response, 401, { errors: [{ code: 'UNAUTHORIZED', message: 'incorrect username or password' }] })
      return
    }
    const access = scopes.flatMap((scope) => {
      const [, name = '', wanted = ''] = /^repository:(.+):([^:]+)$/.exec(scope) ?? []
      const granted = options.grant(user, name).filter((action) => wanted.split(',').includes(action))
      return [{ type: 'repository', name, actions: granted }]
    })
    const nowSeconds = Math.floor(Date.now() / 1_000)
    const claims = { iss: issuer, sub: user ?? '', aud: options.service, jti: randomUUID(), access }
    const times = { iat: nowSeconds, nbf: nowSeconds - 5, exp: nowSeconds + life.seconds }
    const token = signed({ ...claims, ...times }, key, certificate)
    send(response, 200, { token, expires_in: life.saidSeconds ?? life.seconds })
  }
  const server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    realm: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/token`,
    issuer,
    certificateFile,
    asked,
    setLife: (next) => {
      life = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Null: nobody; undefined: somebody whose word is wrong. */
function userOf(
  request: IncomingMessage,
  form: URLSearchParams,
  { passwords, identityTokens = {} }: TokenServerOptions,
): string | null | undefined {
  if (request.method === 'POST') {
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const found = Object.entries(identityTokens).find(([, token]) => token === form.get('refresh_token'))
    return isRefresh ? found?.[0] : undefined
  }
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme !== 'Basic') return null
  const [, user = '', password = ''] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? []
  return passwords[user] === password ? user : undefined
}

function signed(claims: object, key: KeyObject, certificate: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ typ: 'JWT', alg: 'ES256', x5c: [certificate] })}.${part(claims)}`
  const signature = createSign('SHA256').update(body).sign({ key, dsaEncoding: 'ieee-p1363' })
  return `${body}.${signature.toString('base64url')}`
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}
