import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BerthError, type ErrorDetails } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { registryName } from '../../domain/image-reference'
import { type ReasonCode, reasonDetails } from '../../domain/error-reasons'
import type { Clock, CredentialSource, RegistryCredentials } from '../ports'
import { cancellation } from './call-scope'
import { askCredentialHelper } from './credential-helper'
import { parseJson } from './docker-failure'

/** What the source is made of: the folder of Docker's `config.json`, and the environment helpers run in. */
export type CredentialSourceOptions = {
  readonly dockerConfigDirectory: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
}

const authSchema = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
})

const configSchema = z.object({
  auths: z.record(z.string(), authSchema).nullish(),
  credsStore: z.string().nullish(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
})

type DockerConfig = z.output<typeof configSchema>

/** Docker Hub is filed under its old address. */
const hubKey = 'https://index.docker.io/v1/'
const mostConfigBytes = 1024 * 1024

/** Reads Docker's own configuration anew for each question, so a `docker login` counts at once. Nothing is kept. */
export function createCredentialSource(options: CredentialSourceOptions): CredentialSource {
  return {
    credentialsFor: async (registry, signal) => {
      const config = await readConfig(options.dockerConfigDirectory, registry, signal)
      if (config === null) return null
      const key = registryKey(registry)
      const helper = helperFor(config, key, registry)
      if (helper === '') return storedCredentials(config, key, registry)
      return askCredentialHelper({ helper, key, registry }, options, signal)
    },
  }
}

/** Where Docker would look for a registry's login. A helper is named and not asked: whether it keeps one is not known. */
export type DockerLogin =
  { readonly kind: 'nobody' } | { readonly kind: 'config' } | { readonly kind: 'helper'; readonly helper: string }

/** See `DockerLogin`. Throws `credentials-unusable`. */
export async function findDockerLogin(directory: string, registry: string, signal: AbortSignal): Promise<DockerLogin> {
  const config = await readConfig(directory, registry, signal)
  if (config === null) return { kind: 'nobody' }
  const key = registryKey(registry)
  const helper = helperFor(config, key, registry)
  if (helper !== '') return { kind: 'helper', helper: displayText(helper, 40) }
  return { kind: storedCredentials(config, key, registry) === null ? 'nobody' : 'config' }
}

/** What Docker files a registry's login under. */
export function registryKey(registry: string): string {
  return registryName(registry) === 'docker.io' ? hubKey : registry
}

/** Empty: none is asked. */
function helperFor({ credHelpers, credsStore }: DockerConfig, key: string, registry: string): string {
  return credHelpers?.[key] ?? credHelpers?.[registry] ?? credsStore ?? ''
}

async function readConfig(directory: string, registry: string, signal: AbortSignal): Promise<DockerConfig | null> {
  const text = await readText(join(directory, 'config.json'), registry, signal)
  if (text === null) return null
  const parsed = configSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? ''
  throw where === ''
    ? unusable(registry, 'config-not-json')
    : unusable(registry, 'config-field', { field: displayText(where, 80) })
}

async function readText(file: string, registry: string, signal: AbortSignal): Promise<string | null> {
  try {
    const text = await readFile(file, { encoding: 'utf8', signal })
    if (text.length > mostConfigBytes) throw unusable(registry, 'config-too-large')
    return text
  } catch (error) {
    if (signal.aborted) throw cancellation(signal)
    if (error instanceof BerthError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw unusable(registry, 'config-unreadable', { error: code })
  }
}

function storedCredentials(config: DockerConfig, key: string, registry: string): RegistryCredentials | null {
  const entries = Object.entries(config.auths ?? {})
  const found = entries.find(([name]) => name === key) ?? entries.find(([name]) => hostOf(name) === hostOf(key))
  if (found === undefined) return null
  const [serverAddress, entry] = found
  if (entry.identitytoken) return { kind: 'token', identityToken: entry.identitytoken, serverAddress }
  if (entry.username && entry.password) {
    return { kind: 'password', username: entry.username, password: entry.password, serverAddress }
  }
  if (!entry.auth) return null
  const [, username, password] = /^([^:]+):([^]*)$/.exec(decodeAuth(entry.auth)) ?? []
  if (username === undefined || password === undefined) throw unusable(registry, 'auth-unreadable')
  return { kind: 'password', username, password, serverAddress }
}

/** Docker pads what it encodes with zero bytes. */
function decodeAuth(auth: string): string {
  return Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
}

/** Older clients wrote the registry as a URL. */
function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
}

function unusable(registry: string, reason: ReasonCode, values: ErrorDetails = {}): BerthError {
  return new BerthError('credentials-unusable', {
    registry: displayText(registry, 100),
    ...reasonDetails(reason, values),
  })
}
