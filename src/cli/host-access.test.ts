import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliTextsOf } from './cli-texts-of'
import { wishedAccess, withDockerTls } from './host-access'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-access-'))
  for (const name of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(folder, name), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

const at = (address: string) => ({ command: 'hosts add', address, texts: cliTextsOf('en') })
const usual = () => ({
  ca: join(folder, 'ca.pem'),
  certificate: join(folder, 'cert.pem'),
  key: join(folder, 'key.pem'),
})

describe('how a host is to be spoken to', () => {
  it('has absolute paths, of a folder those with Docker’s usual names, and files by hand before those', () => {
    expect(wishedAccess({}, { tls: { folder } }, at('tcp://a')).tls).toEqual(usual())
    expect(wishedAccess({}, { tls: { folder, ca: 'own.pem' } }, at('tcp://a')).tls).toEqual({
      ...usual(),
      ca: resolve('own.pem'),
    })
    expect(wishedAccess({}, { keyFile: 'id', jumpHost: 'b' }, at('seoul'))).toEqual({
      keyFile: resolve('id'),
      jumpHost: 'b',
    })
  })

  it('stays as it was in what is not said, and loses what is taken away', () => {
    const before = { keyFile: '/k', jumpHost: 'b' }
    expect(wishedAccess(before, { jumpHost: null }, at('ssh://a'))).toEqual({ keyFile: '/k' })
    expect(wishedAccess({ tls: usual() }, { tls: null, acceptsPlainText: true }, at('tcp://a'))).toEqual({
      acceptsPlainText: true,
    })
  })

  it.each([
    ['tcp://a', { keyFile: 'k' }, '--key and --jump'],
    ['unix:///a', { jumpHost: 'b' }, '--key and --jump'],
    ['ssh://a', { tls: { ca: 'c' } }, 'options for TLS'],
    ['seoul', { acceptsPlainText: true }, 'options for TLS'],
    ['tcp://a', { tls: { certificate: 'c' } }, 'given together'],
    ['tcp://a', { tls: { folder: '/nowhere' } }, '/nowhere holds none of'],
  ] as const)('refuses what has no effect there or is half of something: %s %o', (address, wish, reason) => {
    const details = { field: 'hosts add', reason: expect.stringContaining(reason) as string }
    expect(() => wishedAccess({}, wish, at(address))).toThrow(
      expect.objectContaining({ code: 'bad-request', data: expect.objectContaining({ details }) }),
    )
  })

  it('does not go in the clear quietly where files for TLS are there already', () => {
    expect(() => wishedAccess({ tls: usual() }, { acceptsPlainText: true }, at('tcp://a'))).toThrow(
      '--accept-plain-text',
    )
  })
})

describe('TLS of Docker’s own environment', () => {
  const environment = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }

  it('is taken for tcp:// alone, and only where nothing else is said', () => {
    expect(withDockerTls({}, 'tcp://a', environment)).toEqual({ tls: { folder: '/certs' } })
    expect(withDockerTls({}, 'ssh://a', environment)).toEqual({})
    expect(withDockerTls({ acceptsPlainText: true }, 'tcp://a', environment)).toEqual({ acceptsPlainText: true })
    expect(withDockerTls({}, 'tcp://a', { ...environment, DOCKER_TLS_VERIFY: '' })).toEqual({})
  })
})
