import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLoopback, readHostAddress } from './host-address'

describe('an address', () => {
  test.each([
    ['/run//docker.sock', { kind: 'unix', path: '/run/docker.sock', text: 'unix:///run/docker.sock' }],
    ['unix:///a/../b/d.sock', { kind: 'unix', path: '/b/d.sock', text: 'unix:///b/d.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'npipe', path: '//./pipe/docker_engine' }],
    ['npipe://\\\\.\\pipe\\docker_engine', { kind: 'npipe', text: 'npipe:////./pipe/docker_engine' }],
    ['tcp://10.0.0.7:2376', { kind: 'tcp', host: '10.0.0.7', port: 2376 }],
    ['tcp://docker.busan.example.com/', { kind: 'tcp', port: null, text: 'tcp://docker.busan.example.com' }],
    ['tcp://[fe80::1]:2376', { kind: 'tcp', host: 'fe80::1', port: 2376, text: 'tcp://[fe80::1]:2376' }],
    ['ssh://seoul-1', { kind: 'ssh', user: null, host: 'seoul-1', port: null, socketPath: null }],
    [
      'ssh://deploy@seoul-1:2222/run/user/1000/docker.sock',
      { user: 'deploy', host: 'seoul-1', port: 2222, socketPath: '/run/user/1000/docker.sock' },
    ],
    ['context://desktop-linux', { kind: 'context', name: 'desktop-linux' }],
  ])('"%s" is read in its parts', (text, parts) => {
    expect(readHostAddress(text)).toMatchObject(parts)
  })

  test.each([
    ['', 'unreadable'],
    ['/', 'unreadable'],
    ['docker.sock', 'unreadable'],
    ['unix://docker.sock', 'unreadable'],
    ['http://far:2375', 'unreadable'],
    ['tcp://', 'unreadable'],
    ['tcp://far:0', 'port'],
    ['tcp://far:65536', 'port'],
    ['tcp://far/v1.41', 'unreadable'],
    ['ssh://me:secret@far', 'password'],
    ['ssh://-oProxyCommand=x', 'unreadable'],
    ['ssh://-l@far', 'unreadable'],
    ['ssh://far/../..', { socketPath: null }],
    ['npipe://docker', 'unreadable'],
    ['context://../../etc', 'unreadable'],
    [`/${'가'.repeat(36)}`, 'too-long'],
    [`tcp://${'x'.repeat(1_100)}`, 'too-long'],
    ['/a\0b', 'unreadable'],
    ['ssh://far\u202e', 'unreadable'],
  ])('"%s" is %s', (text, expected) => {
    const read = readHostAddress(text)
    if (typeof expected === 'string') expect(read).toBe(expected)
    else expect(read).not.toBe('unreadable')
  })

  test('that was read is read again from its own text, and whatever comes gives an answer', () => {
    const parts = [
      'unix://',
      'ssh://',
      'tcp://',
      'npipe://',
      'context://',
      '@',
      ':',
      '/',
      '[',
      ']',
      '..',
      'a',
      '7',
      '가',
    ]
    const written = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...parts)).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(written, (text) => {
        const read = readHostAddress(text)
        if (typeof read !== 'string') expect(readHostAddress(read.text)).toEqual(read)
      }),
      { numRuns: 2_000 },
    )
  })
})

test('loopback is this machine alone', () => {
  expect(['localhost', '127.0.0.1', '127.9.9.9', '::1'].map(isLoopback)).toEqual([true, true, true, true])
  expect(['10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com', '0.0.0.0'].map(isLoopback)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
