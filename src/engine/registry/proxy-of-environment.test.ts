import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProxyFailure } from './proxy-failure'
import { proxyOfEnvironment } from './proxy-of-environment'
import type { Origin } from './registry-place'

const secure = (hostname: string, port = 443): Origin => ({ protocol: 'https:', hostname, port })
const far = secure('registry.example.com')
const nameFor = (environment: Record<string, string>, origin = far) => proxyOfEnvironment(origin, environment)?.name

test('each protocol has its variable, in capitals before small letters, with and without a protocol before the host', () => {
  const plain = { ...far, protocol: 'http:', port: 80 } as const
  expect(nameFor({})).toBeUndefined()
  expect(nameFor({ HTTPS_PROXY: 'http://one:3128', https_proxy: 'http://two:3128' })).toBe('one:3128')
  expect(nameFor({ https_proxy: 'two:3128' })).toBe('two:3128')
  expect(nameFor({ HTTPS_PROXY: 'https://secure' })).toBe('secure:443')
  expect(nameFor({ HTTP_PROXY: 'http://one' })).toBeUndefined()
  expect(nameFor({ HTTP_PROXY: 'http://one' }, plain)).toBe('one:80')
  expect(nameFor({ HTTPS_PROXY: 'http://one' }, plain)).toBeUndefined()
})

test.each([
  ['*', true],
  ['example.com', true],
  ['.example.com', true],
  ['*.example.com', true],
  ['registry.example.com', true],
  ['REGISTRY.example.com:443', true],
  [' other.org , example.com ', true],
  ['registry.example.com:5000', false],
  ['.registry.example.com', false],
  ['ample.com', false],
  ['10.0.0.0/8', false],
  ['', false],
])('NO_PROXY=%s excepts registry.example.com: %s', (exceptions, isExcepted) => {
  expect(nameFor({ HTTPS_PROXY: 'http://one:1', no_proxy: exceptions }) === undefined).toBe(isExcepted)
})

test('addresses are excepted one by one or by range, and this machine always', () => {
  const environment = { HTTPS_PROXY: 'http://one:1', NO_PROXY: '10.1.0.0/16,192.168.0.7:5000,[fd00::7],fd00::8' }
  for (const origin of [
    secure('10.1.9.9', 5000),
    secure('192.168.0.7', 5000),
    secure('fd00::7', 5000),
    secure('fd00::8'),
    secure('localhost', 5000),
    secure('127.0.0.2'),
    secure('::1'),
  ]) {
    expect(nameFor(environment, origin)).toBeUndefined()
  }
  for (const origin of [secure('10.2.0.1'), secure('192.168.0.7', 5001), secure('fd00::9')]) {
    expect(nameFor(environment, origin)).toBe('one:1')
  }
})

test('a login stands in the header alone, with what was escaped in the address', () => {
  const found = proxyOfEnvironment(far, { HTTPS_PROXY: 'http://kim:hunter2%40%3A@proxy.corp:3128' })
  expect(found?.authorization).toBe(`Basic ${Buffer.from('kim:hunter2@:').toString('base64')}`)
  expect(JSON.stringify([found?.name, found?.origin])).not.toContain('hunter2')
})

test('an address that can’t be used is an error that names the variable and nothing of its value', () => {
  for (const address of ['socks5://kim:hunter2@proxy:1080', 'http://', 'http://kim:hunter2@:3128', '://']) {
    const failing = () => proxyOfEnvironment(far, { HTTPS_PROXY: address })
    expect(failing).toThrow(ProxyFailure)
    try {
      failing()
    } catch (error) {
      expect(JSON.stringify(error)).toContain('HTTPS_PROXY')
      expect(JSON.stringify(error)).not.toMatch(/hunter2|kim|1080/)
    }
  }
})

test('whatever the variables hold, there is a proxy, none, or that error', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (address, exceptions) => {
      try {
        proxyOfEnvironment(far, { HTTPS_PROXY: address, NO_PROXY: exceptions })
      } catch (error) {
        expect(error).toBeInstanceOf(ProxyFailure)
      }
    }),
  )
})
