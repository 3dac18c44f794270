import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BerthError, describeError } from '../../domain/berth-error'
import type { CredentialSource } from '../ports'
import { systemClock } from '../system-clock'
import { createFakeClock } from '../../testing/fake-clock'
import { createCredentialSource } from './credential-source'

const never = new AbortController().signal
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function source(config: unknown, clock = systemClock): CredentialSource {
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  if (config !== null) writeFileSync(join(folder, 'config.json'), text)
  const environment = { PATH: `${folder}:/usr/bin:/bin` }
  return createCredentialSource({ dockerConfigDirectory: folder, environment, clock })
}

function helper(name: string, script: string): void {
  const file = join(folder, `docker-credential-${name}`)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

test('without a configuration, or without an entry in it, there are no credentials', async () => {
  expect(await source(null).credentialsFor('10.0.0.7:5000', never)).toBeNull()
  expect(await source({ auths: { 'other.example.com': {} } }).credentialsFor('10.0.0.7:5000', never)).toBeNull()
})

test('an entry of docker login is read, colons in the password kept', async () => {
  const auths = {
    '10.0.0.7:5000': { auth: base64('ci:pass:word') },
    'https://old.example.com/v1/': { auth: base64('a:b') },
  }
  expect(await source({ auths }).credentialsFor('10.0.0.7:5000', never)).toEqual({
    kind: 'password',
    username: 'ci',
    password: 'pass:word',
    serverAddress: '10.0.0.7:5000',
  })
  expect(await source({ auths }).credentialsFor('old.example.com', never)).toMatchObject({ username: 'a' })
})

test('Docker Hub is filed under its old address, and an identity token wins', async () => {
  const auths = { 'https://index.docker.io/v1/': { auth: base64('me:'), identitytoken: 'hunter2-token' } }
  expect(await source({ auths }).credentialsFor('docker.io', never)).toEqual({
    kind: 'token',
    identityToken: 'hunter2-token',
    serverAddress: 'https://index.docker.io/v1/',
  })
})

test('a registry’s own helper is asked before the store, with the registry alone on its input', async () => {
  helper('mine', `cat > ${folder}/asked; echo '{"ServerURL":"x","Username":"ci","Secret":"hunter2-docker"}'`)
  helper('store', 'echo store must not be asked; exit 1')
  const config = { credsStore: 'store', credHelpers: { 'registry.example.com': 'mine' } }
  expect(await source(config).credentialsFor('registry.example.com', never)).toEqual({
    kind: 'password',
    username: 'ci',
    password: 'hunter2-docker',
    serverAddress: 'registry.example.com',
  })
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('registry.example.com')
})

test('a helper’s token user gives an identity token, and its "not found" gives none', async () => {
  helper('token', `echo '{"ServerURL":"x","Username":"<token>","Secret":"hunter2-token"}'`)
  expect(await source({ credsStore: 'token' }).credentialsFor('r.example.com', never)).toMatchObject({ kind: 'token' })
  helper('empty', 'echo credentials not found in native keychain; exit 1')
  expect(await source({ credsStore: 'empty' }).credentialsFor('r.example.com', never)).toBeNull()
})

test.each([
  ['a missing helper', { credsStore: 'nowhere' }],
  ['a helper that fails with its secret on the output', { credsStore: 'failing' }],
  ['a helper that answers with something else', { credsStore: 'odd' }],
  ['a helper that prints garbage', { credsStore: 'garbage' }],
  ['a helper that prints nothing', { credsStore: 'silent' }],
  ['a helper that floods', { credsStore: 'flood' }],
  ['a helper whose name is a path', { credsStore: '../../bin/sh' }],
  ['a configuration that is not JSON', '{"auths": hunter2-docker'],
  ['a configuration of another shape', { auths: { x: { auth: ['hunter2-docker'] } } }],
  ['an entry that cannot be decoded', { auths: { 'r.example.com': { auth: base64('hunter2-docker') } } }],
])('%s is an error that tells no secret', async (_, config) => {
  helper('failing', 'echo hunter2-docker; echo hunter2-docker >&2; exit 3')
  helper('odd', `echo '{"Secret":"hunter2-docker"}'`)
  helper('garbage', String.raw`printf 'hunter2-docker\377\000\033[31m{"Username":'`)
  helper('silent', 'exit 0')
  helper('flood', 'while :; do echo hunter2-docker hunter2-docker hunter2-docker hunter2-docker; done')
  const error = await source(config)
    .credentialsFor('r.example.com', never)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(BerthError)
  expect((error as BerthError).code).toBe('credentials-unusable')
  expect(JSON.stringify((error as BerthError).data)).not.toContain('hunter2-docker')
  expect(describeError((error as BerthError).data, 'ko').message).toMatch(/: .*[가-힣]/)
})

test('what a good helper says beside its answer, on the other stream, is none of it', async () => {
  helper('chatty', `echo a warning >&2; echo '{"ServerURL":"","Username":"ci","Secret":"hunter2-docker"}'`)
  const found = await source({ credsStore: 'chatty' }).credentialsFor('r.example.com', never)
  expect(found).toMatchObject({ username: 'ci', password: 'hunter2-docker' })
})

test('a helper that hangs is killed, with what it started, when the caller gives up', async () => {
  helper('hanging', `echo $$ > ${folder}/pid; sleep 1000`)
  const caller = new AbortController()
  const asking = source({ credsStore: 'hanging' }).credentialsFor('r.example.com', caller.signal)
  await expect.poll(() => existsSync(join(folder, 'pid')) && readFileSync(join(folder, 'pid'), 'utf8')).toMatch(/\d\n/)
  caller.abort()
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' })
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  await expect
    .poll(() => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    .toBeFalsy()
})

test('a helper that hangs is given up after 10 s', async () => {
  helper('hanging', 'sleep 1000')
  const clock = createFakeClock()
  const asking = source({ credsStore: 'hanging' }, clock).credentialsFor('r.example.com', never)
  const outcome = expect(asking).rejects.toThrow(/no answer within 10 s/)
  await expect.poll(() => clock.sleepers()).toBe(1)
  await clock.advance(10_000)
  await outcome
})

test('any JSON as a configuration throws nothing but an error of Berth', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
      const error = await source(text)
        .credentialsFor('r.example.com', never)
        .catch((thrown: unknown) => thrown)
      if (error !== null && !(error instanceof BerthError)) expect(error).toHaveProperty('kind')
    }),
    { numRuns: 100 },
  )
})
