import { afterEach, expect, test } from 'vitest'
import { sha256Of, smallImage } from '../../../e2e/harness/registry-content'
import {
  challengeAnswer,
  isShown,
  jsonAnswer,
  manifestAnswer,
  refusalAnswer,
} from '../../../e2e/harness/scripted-answers'
import {
  type ScriptedHosts,
  type ScriptedInternet,
  type SeenRequest,
  startScriptedInternet,
} from '../../../e2e/harness/scripted-internet'
import type { Clock, RegistryCredentials } from '../ports'
import { systemClock } from '../system-clock'
import { createRegistryClient } from './create-registry-client'
import type { RegistryClient, RegistryClientOptions } from './registry-port'

const never = new AbortController().signal
const built = smallImage(
  { platform: 'linux/amd64', labels: { branch: 'dashboard' }, createdAt: '2024-05-10T08:00:00Z', layers: ['app'] },
  'docker',
)
const { manifest, config } = built
const configDigest = sha256Of(config)
const login: RegistryCredentials = { kind: 'password', username: 'ci', password: 'hunter2-ci', serverAddress: '' }
const basic = `Basic ${Buffer.from('ci:hunter2-ci').toString('base64')}`

/** Back-offs take no time, limits keep theirs. */
const hurriedClock: Clock = {
  ...systemClock,
  sleep: (durationMs, signal) => systemClock.sleep(durationMs < 5_000 ? 0 : durationMs, signal),
}

let internet: ScriptedInternet | null = null
let client: RegistryClient | null = null

afterEach(async () => {
  await client?.close()
  internet?.close()
})

async function open(
  hosts: ScriptedHosts,
  credentials: RegistryCredentials | null = null,
  options: Partial<RegistryClientOptions> = {},
): Promise<{ readonly client: RegistryClient; readonly seen: SeenRequest[] }> {
  internet = await startScriptedInternet(hosts)
  const { openStream, authority, seen } = internet
  client = createRegistryClient({
    clock: hurriedClock,
    log: () => undefined,
    cacheDirectory: null,
    credentials: { credentialsFor: async () => credentials },
    openStream,
    certificatesOf: async () => ({ authorities: [authority], own: [] }),
    ...options,
  })
  return { client, seen }
}

const readTags = (of: RegistryClient, repository: string) => of.listTags(repository, () => undefined, never)
const line = ({ method, host, path }: SeenRequest): string => `${method} ${host}${path}`

// What follows is each registry's own way, as its documentation, its users' reports or its source tell of it.

test('Docker Hub: its registry and token server have other names, and official images an owner', async () => {
  // https://docs.docker.com/docker-hub/usage/pulls/ shows the token server and the registry's own host.
  const challenge = 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"'
  const hub = await open({
    'auth.docker.io': () =>
      jsonAnswer({ token: 'hub', access_token: 'hub', expires_in: 300, issued_at: '2024-05-10T08:00:00Z' }),
    'registry-1.docker.io': (request) =>
      isShown(request, 'Bearer hub')
        ? manifestAnswer(manifest)
        : challengeAnswer(`${challenge},scope="repository:library/nginx:pull"`),
  })
  expect(await hub.client.resolveTag('nginx', '1.27', never)).toBe(manifest.digest)
  expect(await hub.client.resolveTag('docker.io/library/nginx', '1.27', never)).toBe(manifest.digest)
  expect(hub.seen.map(line)).toEqual([
    'HEAD registry-1.docker.io/v2/library/nginx/manifests/1.27',
    'GET auth.docker.io/token?service=registry.docker.io&scope=repository%3Alibrary%2Fnginx%3Apull',
    'HEAD registry-1.docker.io/v2/library/nginx/manifests/1.27',
    'HEAD registry-1.docker.io/v2/library/nginx/manifests/1.27',
  ])
})

test('Docker Hub: whoever has pulled too often is told so, without a time, as it sends none', async () => {
  // The pull limit is answered with these headers and no Retry-After (same page; forums.docker.com/t/145136).
  const hub = await open({
    'registry-1.docker.io': () => ({
      ...refusalAnswer(429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit.'),
      headers: { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' },
    }),
  })
  await expect(hub.client.readImage('shop/web', 'latest', 'linux/amd64', never)).rejects.toMatchObject({
    code: 'registry-rate-limited',
    data: { details: { registry: 'docker.io', reason: 'try again later' } },
  })
  expect(hub.client.stats()).toMatchObject({ requests: 4, retries: 3 })
})

test('GHCR: tokens do not say how long they live, and a list goes on behind a relative link', async () => {
  // Its token server answers {"token": …} alone, and lists of more than a page go on by Link (smg-project/smg#2348).
  const ghcr = await open({
    'ghcr.io': (request) => {
      if (request.path.startsWith('/token?')) return jsonAnswer({ token: 'djE6' })
      if (!isShown(request, 'Bearer djE6'))
        return challengeAnswer(
          'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:shop/web:pull"',
        )
      if (!request.path.includes('last='))
        return jsonAnswer(
          { name: 'shop/web', tags: ['a', 'b'] },
          { Link: '</v2/shop/web/tags/list?last=b&n=1000>; rel="next"' },
        )
      return jsonAnswer({ name: 'shop/web', tags: ['c'] })
    },
  })
  const pages: (readonly string[])[] = []
  const list = await ghcr.client.listTags('ghcr.io/shop/web', (page) => pages.push(page), never)
  expect(list).toMatchObject({ tags: ['a', 'b', 'c'], end: 'all' })
  expect(pages).toEqual([['a', 'b'], ['c']])
  expect(ghcr.client.stats()).toMatchObject({ tagPages: 3, tokens: 1 })
})

test('GitLab: a wrong password is "forbidden" at its token server on another host', async () => {
  // getwud/wud#600: "denied: access forbidden" of https://gitlab.com/jwt/auth?service=container_registry.
  const gitlab = await open(
    {
      'gitlab.com': () => refusalAnswer(403, 'DENIED', 'access forbidden'),
      'registry.gitlab.com': () =>
        challengeAnswer('Bearer realm="https://gitlab.com/jwt/auth",service="container_registry"'),
    },
    login,
  )
  await expect(readTags(gitlab.client, 'registry.gitlab.com/shop/web')).rejects.toMatchObject({
    code: 'registry-refused',
    data: { details: { registry: 'registry.gitlab.com', reference: 'registry.gitlab.com/shop/web' } },
  })
})

test('Harbor: a wrong login gets a token without rights, and an unknown repository looks like a missing login', async () => {
  // goharbor/harbor#20930 (200 and an empty token for wrong credentials), #22363 (401 for a repository that is not there).
  const challenge = 'Bearer realm="https://harbor.example.com/service/token",service="harbor-registry"'
  const hosts: ScriptedHosts = {
    'harbor.example.com': ({ path }) =>
      path.startsWith('/service/token')
        ? jsonAnswer({ token: 'empty', expires_in: 1800 })
        : challengeAnswer(`${challenge},scope="repository:shop/nowhere:pull"`),
  }
  const repository = 'harbor.example.com/shop/nowhere'
  const anonymous = await open(hosts)
  await expect(readTags(anonymous.client, repository)).rejects.toMatchObject({ code: 'registry-login-needed' })
  expect(anonymous.client.stats()).toMatchObject({ requests: 3, tokens: 1 })
  internet?.close()
  const wrong = await open(hosts, login)
  await expect(readTags(wrong.client, repository)).rejects.toMatchObject({ code: 'registry-refused' })
})

test('Harbor: its token server takes no POST, so an identity token is of no use there', async () => {
  // containerd/containerd#8630: 405 for POST /service/token.
  const harbor = await open(
    {
      'harbor.example.com': ({ method, path }) =>
        path.startsWith('/service/token')
          ? { status: method === 'POST' ? 405 : 200 }
          : challengeAnswer('Bearer realm="https://harbor.example.com/service/token",service="harbor-registry"'),
    },
    { kind: 'token', identityToken: 'hunter2-token', serverAddress: '' },
  )
  const failure = readTags(harbor.client, 'harbor.example.com/shop/web')
  await expect(failure).rejects.toMatchObject({ code: 'credentials-unusable' })
  expect(JSON.stringify(await failure.catch((error: { data: unknown }) => error.data))).not.toContain('hunter2-token')
})

test('ECR: basic is asked for, lists go on behind absolute links, blobs lie in S3, which refuses a second login', async () => {
  // mayflower/docker-ls#28 has the challenge; S3 answers 400 "Only one auth mechanism allowed" where both are sent.
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
  const bucket = 'prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com'
  const ecr = await open(
    {
      [registry]: (request) => {
        if (!isShown(request, basic))
          return challengeAnswer(`Basic realm="https://${registry}/",service="ecr.amazonaws.com"`)
        if (request.path.includes('/blobs/'))
          return { status: 307, headers: { Location: `https://${bucket}/x?X-Amz-Signature=abc` } }
        if (request.path.includes('/manifests/')) return manifestAnswer(manifest)
        if (request.path.includes('last=')) return jsonAnswer({ tags: ['b'] })
        return jsonAnswer(
          { tags: ['a'] },
          { Link: `<https://${registry}/v2/shop/web/tags/list?n=1000&last=WE9H%3D%3D>; rel="next"` },
        )
      },
      [bucket]: ({ headers }) =>
        headers.authorization === undefined ? { status: 200, body: config } : { status: 400 },
    },
    login,
  )
  expect((await readTags(ecr.client, `${registry}/shop/web`)).tags).toEqual(['a', 'b'])
  const image = await ecr.client.readImage(`${registry}/shop/web`, 'a', 'linux/amd64', never)
  expect(image).toMatchObject({ configDigest, labels: { branch: 'dashboard' } })
  expect(ecr.seen.at(-1)?.headers.authorization).toBeUndefined()
})

test('ECR: a password whose 12 hours are over is read anew once, and then told in the registry’s words', async () => {
  // fluxcd/image-reflector-controller#71: 403 DENIED "Your authorization token has expired".
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
  let current = 'hunter2-ci'
  let [valid, readings] = ['hunter2-ci', 0]
  const ecr = await open(
    {
      [registry]: (request) => {
        if (request.headers.authorization === undefined) return challengeAnswer(`Basic realm="https://${registry}/"`)
        const header = `Basic ${Buffer.from(`ci:${valid}`).toString('base64')}`
        if (isShown(request, header)) return manifestAnswer(manifest)
        return refusalAnswer(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.')
      },
    },
    null,
    {
      credentials: {
        credentialsFor: async () => {
          readings += 1
          return { ...login, password: current }
        },
      },
    },
  )
  const resolve = () => ecr.client.resolveTag(`${registry}/shop/web`, 'a', never)
  await resolve()
  await resolve()
  expect(readings).toBe(1)
  valid = 'n3w'
  await expect(resolve()).rejects.toMatchObject({ code: 'registry-forbidden' })
  current = 'n3w'
  expect(await resolve()).toBe(manifest.digest)
  valid = 'n3wer'
  await expect(ecr.client.listTags(`${registry}/shop/web`, () => undefined, never)).rejects.toMatchObject({
    data: { details: { reason: expect.stringContaining('has expired') as string } },
  })
})

test('public ECR: a token that is over is a bad request, and a new one is fetched', async () => {
  // aws/containers-roadmap#2835: 400 without a challenge.
  let tokens = 0
  const ecr = await open({
    'public.ecr.aws': (request) => {
      if (request.path.startsWith('/token')) return jsonAnswer({ token: `t${String((tokens += 1))}`, expires_in: 3600 })
      if (request.headers.authorization === undefined)
        return challengeAnswer('Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"')
      if (tokens === 1 && request.path.endsWith('/new')) return refusalAnswer(400, 'INVALID', 'Not Authorized')
      return manifestAnswer(manifest)
    },
  })
  await ecr.client.resolveTag('public.ecr.aws/shop/web', 'old', never)
  expect(await ecr.client.resolveTag('public.ecr.aws/shop/web', 'new', never)).toBe(manifest.digest)
  expect(tokens).toBe(2)
})

test('Google: lists carry more than tags, blobs lie behind a relative redirect, refusals say which right is missing', async () => {
  // Artifact Registry's tags/list holds "child" and "manifest" beside "tags" (google/go-containerregistry, pkg/v1/google).
  const registry = 'europe-west1-docker.pkg.dev'
  const google = await open({
    [registry]: ({ path }) => {
      if (path.startsWith('/v2/secret')) return refusalAnswer(403, 'DENIED', 'Permission "artifactregistry.x" denied')
      if (path.startsWith('/artifacts-downloads/')) return { status: 200, body: config }
      if (path.includes('/blobs/')) return { status: 302, headers: { Location: '/artifacts-downloads/namespaces/x' } }
      if (path.includes('/manifests/')) return manifestAnswer(manifest)
      return jsonAnswer({ child: ['nested'], manifest: { 'sha256:00': { tag: ['a'] } }, name: 'p/r/web', tags: ['a'] })
    },
  })
  expect((await readTags(google.client, `${registry}/p/r/web`)).tags).toEqual(['a'])
  expect(await google.client.readImage(`${registry}/p/r/web`, 'a', 'linux/amd64', never)).toMatchObject({
    configDigest,
  })
  await expect(readTags(google.client, `${registry}/secret/r/web`)).rejects.toMatchObject({
    code: 'registry-forbidden',
    data: { details: { reason: 'HTTP 403: Permission "artifactregistry.x" denied' } },
  })
})

test('ACR: a list needs another scope than an image, tokens have OAuth’s name, identity tokens go by POST', async () => {
  // argoproj-labs/argocd-image-updater#1515 (metadata_read), Azure/acr docs/AAD-OAuth.md (refresh_token grant, access_token).
  const registry = 'shop.azurecr.io'
  const acr = await open(
    {
      [registry]: (request) => {
        if (request.path === '/oauth2/token') {
          const form = new URLSearchParams(request.body)
          const isGood = form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === 'hunter2-identity'
          return isGood
            ? jsonAnswer({ access_token: `for-${form.get('scope')?.split(':').at(-1) ?? ''}` })
            : { status: 400 }
        }
        const action = request.path.endsWith('/tags/list?n=1000') ? 'metadata_read' : 'pull'
        if (isShown(request, `Bearer for-${action}`))
          return action === 'pull' ? manifestAnswer(manifest) : jsonAnswer({ tags: ['a'] })
        const error = request.headers.authorization === undefined ? '' : ',error="insufficient_scope"'
        const scope = `repository:web:${action}`
        return challengeAnswer(
          `Bearer realm="https://${registry}/oauth2/token",service="${registry}",scope="${scope}"${error}`,
        )
      },
    },
    { kind: 'token', identityToken: 'hunter2-identity', serverAddress: '' },
  )
  const repository = `${registry}/web`
  expect(await acr.client.resolveTag(repository, 'a', never)).toBe(manifest.digest)
  // The first list finds out about the scope, the second one knows.
  await readTags(acr.client, repository)
  expect(acr.client.stats()).toMatchObject({ tagPages: 2, tokens: 2 })
  await readTags(acr.client, repository)
  expect(acr.client.stats()).toMatchObject({ tagPages: 3, tokens: 2 })
})
