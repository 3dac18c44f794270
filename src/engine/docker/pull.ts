import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import type { LayerProgress } from '../../domain/deployment'
import type { ImageReference } from '../../domain/image-reference'
import type { Clock, RegistryCredentials, RemoteImage } from '../ports'
import { requireReference } from './api-path'
import { watchIdle } from './call-scope'
import { type DockerHttp, type DockerStream, readStream } from './docker-http'
import { dockerLimits } from './docker-limits'
import { createJsonLines } from './json-lines'
import { lenientList, lenientText, parseAnswer } from './lenient-json'
import { platformOf } from './observe-image'
import { createPullProgress } from './pull-progress'
import { registryFailure } from './registry-failure'

const operation = 'pull image'
const tellEveryMs = 100

type OnLayers = (layers: readonly LayerProgress[]) => void

/** See `DockerClient.pull`. */
export async function pull(
  http: DockerHttp,
  prefix: string,
  text: string,
  credentials: RegistryCredentials | null,
  onLayers: OnLayers,
  signal: AbortSignal,
): Promise<void> {
  const reference = requireReference(text)
  const request = {
    operation,
    method: 'POST',
    path: `${prefix}/images/create`,
    query: { fromImage: reference.repository, tag: reference.digest ?? tagOf(reference) },
    limitMs: dockerLimits.pullIdleMs,
    ...authOf(credentials),
  } as const
  const stream = await http.stream(request, signal).catch((error: unknown) => {
    throw asRegistryFailure(error, text, credentials)
  })
  await followPull(http, stream, text, credentials, onLayers)
}

async function followPull(
  http: DockerHttp,
  stream: DockerStream,
  reference: string,
  credentials: RegistryCredentials | null,
  onLayers: OnLayers,
): Promise<void> {
  const watch = watchIdle({ clock: http.clock, operation, limitMs: dockerLimits.pullIdleMs }, stream.scope)
  const lines = createJsonLines(operation, dockerLimits.lineBytes)
  const progress = createPullProgress()
  const tell = throttled(http.clock, () => onLayers(progress.layers()))
  try {
    for await (const chunk of readStream(stream, http.address)) {
      watch.heard()
      for (const line of lines(chunk)) {
        const error = progress.take(line)
        if (error !== null) throw registryFailure(error, reference, isTyped(credentials))
      }
      tell()
    }
    onLayers(progress.layers())
  } finally {
    watch.stop()
  }
}

const remoteSchema = z.object({
  Descriptor: z.object({ digest: z.string().regex(/^[a-z0-9]+:[0-9a-f]{32,}$/) }),
  Platforms: lenientList(z.object({ os: lenientText, architecture: lenientText })),
})

/** See `DockerClient.resolveRemote`. */
export async function resolveRemote(
  http: DockerHttp,
  prefix: string,
  text: string,
  credentials: RegistryCredentials | null,
  signal: AbortSignal,
): Promise<RemoteImage | null> {
  const reference = requireReference(text)
  const name = reference.digest === null ? `${reference.repository}:${tagOf(reference)}` : text
  const request = {
    operation: 'ask registry',
    method: 'GET',
    path: `${prefix}/distribution/${name}/json`,
    limitMs: dockerLimits.registryMs,
    ...authOf(credentials),
  } as const
  try {
    const remote = parseAnswer(remoteSchema, await http.json(request, signal), request.operation)
    const platforms = remote.Platforms.map((platform) => platformOf(platform.os, platform.architecture))
    return { digest: remote.Descriptor.digest, platforms: platforms.filter((platform) => platform !== '') }
  } catch (error) {
    const failure = asRegistryFailure(error, text, credentials)
    if (failure instanceof BerthError && failure.code === 'image-not-found') return null
    throw failure
  }
}

/** A refusal with a status and a text of the registry behind it; everything else stays what it is. */
function asRegistryFailure(error: unknown, reference: string, credentials: RegistryCredentials | null): unknown {
  if (!(error instanceof BerthError) || error.code !== 'docker-refused') return error
  const { status, reason } = error.data.details
  return typeof status === 'number' && status >= 400
    ? registryFailure(String(reason), reference, isTyped(credentials))
    : error
}

function isTyped(credentials: RegistryCredentials | null): boolean {
  return credentials?.kind === 'password' && credentials.isTyped === true
}

/** Without a tag Docker would pull every tag there is. */
function tagOf(reference: ImageReference): string {
  return reference.tag ?? 'latest'
}

function authOf(credentials: RegistryCredentials | null): { readonly registryAuth?: string } {
  if (credentials === null) return {}
  const { serverAddress: serveraddress } = credentials
  const value =
    credentials.kind === 'token'
      ? { identitytoken: credentials.identityToken, serveraddress }
      : { username: credentials.username, password: credentials.password, serveraddress }
  // URL-safe and padded: the engine takes what it cannot decode for no credentials at all.
  const encoded = Buffer.from(JSON.stringify(value)).toString('base64')
  return { registryAuth: encoded.replaceAll('+', '-').replaceAll('/', '_') }
}

/** Calls at most every 100 ms; what it leaves out is told by the call that ends the pull. */
function throttled(clock: Clock, tell: () => void): () => void {
  let nextMs = -Infinity
  return () => {
    const nowMs = clock.monotonicMs()
    if (nowMs < nextMs) return
    nextMs = nowMs + tellEveryMs
    tell()
  }
}
