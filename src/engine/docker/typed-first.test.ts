import { expect, test } from 'vitest'
import type { RegistryCredentials, TypedLogins } from '../ports'
import { typedFirst } from './typed-first'

const never = new AbortController().signal
const docker: RegistryCredentials = { kind: 'token', identityToken: 'of Docker', serverAddress: 'x' }

test('a typed login counts for its own registry alone, by any name of it, and Docker’s own for all others', async () => {
  const asked: string[] = []
  const typed: TypedLogins = {
    find: async (registry) => {
      asked.push(registry)
      return registry === 'docker.io' ? { username: 'kim', password: 'typed' } : null
    },
    judged: () => undefined,
    onChange: () => undefined,
  }
  const source = typedFirst(typed, { credentialsFor: async () => docker })
  const hub = {
    kind: 'password',
    username: 'kim',
    password: 'typed',
    serverAddress: 'https://index.docker.io/v1/',
    isTyped: true,
  }
  expect(await source.credentialsFor('docker.io', never)).toEqual(hub)
  expect(await source.credentialsFor('index.docker.io', never)).toEqual(hub)
  expect(await source.credentialsFor('docker.io.example.com', never)).toEqual(docker)
  expect(asked).toEqual(['docker.io', 'docker.io', 'docker.io.example.com'])
})
