import { mkdtempSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canonicalAddress, localAddress, parseAddress } from './address'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'address-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('a Unix address and an absolute path mean the same socket', () => {
  expect(parseAddress('unix:///run/docker.sock')).toEqual(parseAddress('/run//docker.sock'))
  expect(parseAddress('/run/docker.sock').text).toBe('unix:///run/docker.sock')
})

test.each([
  '',
  '/',
  'docker.sock',
  'unix://docker.sock',
  'tcp://10.0.0.7:2376',
  'ssh://seoul-1',
  `/${'x'.repeat(107)}`,
  '/a\0b',
])('"%s" is refused as an address', (text) => {
  expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'address-unsupported' }) as Error)
})

test('the local engine is the one DOCKER_HOST names, else the usual socket', () => {
  expect(localAddress({}).path).toBe('/var/run/docker.sock')
  expect(localAddress({ DOCKER_HOST: 'unix:///tmp/d.sock' }).path).toBe('/tmp/d.sock')
  expect(() => localAddress({ DOCKER_HOST: 'tcp://127.0.0.1:2375' })).toThrow(/not an address/)
})

test('two paths to one socket have one canonical address, before and after the socket is there', async () => {
  mkdirSync(join(folder, 'run'))
  symlinkSync(join(folder, 'run'), join(folder, 'var-run'))
  const real = parseAddress(join(folder, 'run/docker.sock'))
  const linked = parseAddress(join(folder, 'var-run/docker.sock'))
  expect(await canonicalAddress(linked)).toBe(await canonicalAddress(real))
})
