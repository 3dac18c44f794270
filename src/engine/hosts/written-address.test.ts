import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chosenContext } from '../transport/docker-contexts'
import { expectAddress } from '../transport/open-route'
import { accessOf, canonicalAddress, localAccess, readWritten } from './written-address'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'written-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function makeContext(name: string): void {
  const directory = join(folder, 'contexts/meta', createHash('sha256').update(name).digest('hex'))
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'meta.json'), '{}')
}

const local = (environment: Record<string, string>, chosen: string | null = null) =>
  localAccess({ environment, dockerConfigDirectory: folder, chosenContext: chosen })

describe('what a person writes for a host', () => {
  test('is a context of Docker’s where there is one of that name, else a machine to log in to', () => {
    makeContext('seoul')
    expect(readWritten('seoul', folder).text).toBe('context://seoul')
    expect(readWritten('busan', folder).text).toBe('ssh://busan')
    expect(readWritten('deploy@busan:2222', folder).text).toBe('ssh://deploy@busan:2222')
    expect(() => readWritten('what is this', folder)).toThrow(expect.objectContaining({ code: 'address-unsupported' }))
  })

  test('that can’t be used stays as it is, for the board to say so', () => {
    expect(accessOf('ftp://far', { environment: {}, dockerConfigDirectory: folder })).toEqual({ address: 'ftp://far' })
  })
})

describe('the local engine', () => {
  test('is the one Docker’s own client would use: DOCKER_HOST, DOCKER_CONTEXT, the chosen context, the usual socket', () => {
    expect(local({}).address).toBe('unix:///var/run/docker.sock')
    expect(local({}, 'desktop-linux').address).toBe('context://desktop-linux')
    expect(local({ DOCKER_CONTEXT: 'seoul' }, 'desktop-linux').address).toBe('context://seoul')
    expect(local({ DOCKER_CONTEXT: 'default' }, 'desktop-linux').address).toBe('unix:///var/run/docker.sock')
    expect(local({ DOCKER_HOST: 'unix:///tmp/d.sock', DOCKER_CONTEXT: 'seoul' }).address).toBe('unix:///tmp/d.sock')
  })

  test('is spoken to by TLS with the files that Docker’s environment names, and else in the clear', () => {
    const certificates = join(folder, 'certs')
    mkdirSync(certificates)
    for (const name of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(certificates, name), '')
    const verify = { DOCKER_HOST: 'tcp://far:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }
    expect(local(verify).tls).toEqual({
      ca: join(certificates, 'ca.pem'),
      certificate: join(certificates, 'cert.pem'),
      key: join(certificates, 'key.pem'),
    })
    expect(local({ ...verify, DOCKER_TLS_VERIFY: '' }).tls).toBeUndefined()
    // A folder without files still means TLS: the connection names the file that is missing.
    expect(local({ ...verify, DOCKER_CERT_PATH: folder }).tls?.ca).toBe(join(folder, 'ca.pem'))
  })

  test('is the chosen context only where the file that says so can be read', () => {
    const choose = (text: string): string | null => {
      writeFileSync(join(folder, 'config.json'), text)
      return chosenContext(folder)
    }
    expect(choose('{"currentContext":"seoul"}')).toBe('seoul')
    expect(['{"currentContext":"default"}', '{"currentContext":"../x"}', '{}', '[', 'null'].map(choose)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })
})

test('two paths to one socket have one canonical address, before and after the socket is there', async () => {
  mkdirSync(join(folder, 'run'))
  symlinkSync(join(folder, 'run'), join(folder, 'var-run'))
  const [real, linked] = ['run', 'var-run'].map((name) => canonicalAddress(expectAddress(join(folder, name, 'd.sock'))))
  expect(await linked).toBe(await real)
  expect(await canonicalAddress(expectAddress('ssh://Deploy@Seoul-1'))).toBe('ssh://Deploy@seoul-1')
})
