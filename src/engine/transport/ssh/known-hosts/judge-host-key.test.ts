import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintOf, type HostKey, hostKeyAlgorithms, readHostKey } from './host-key'
import { judgeHostKey, knownTypes } from './judge-host-key'
import { readKnownHosts } from './known-hosts-line'

function keyOf(type: string, seed: number): HostKey {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(type.length)
  const key = readHostKey(Buffer.concat([length, Buffer.from(type), Buffer.alloc(36, seed)]))
  if (key === null) throw new Error('no key')
  return key
}

const [mine, other, rsa] = [keyOf('ssh-ed25519', 1), keyOf('ssh-ed25519', 2), keyOf('ssh-rsa', 3)]
const written = ({ type, blob }: HostKey): string => `${type} ${blob.toString('base64')}`

function judge(text: string, host: string, key: HostKey = mine, fallbackName: string | null = null): string {
  const verdict = judgeHostKey(readKnownHosts(text, 'known_hosts'), { knownName: host, fallbackName }, key)
  return 'by' in verdict ? `${verdict.kind} ${String(verdict.by.line)}` : verdict.kind
}

test('plain names, patterns, negation, ports and comments say which host a line is about', () => {
  const text = [
    '# first',
    '',
    `a,B.example.com,192.0.2.? ${written(mine)} somebody@here`,
    `*.dev,!x.dev ${written(mine)}`,
    `[c]:2222\t${written(mine)}\r`,
  ].join('\n')
  expect(['a', 'b.example.com', '192.0.2.7', 'web.dev', '[c]:2222'].map((host) => judge(text, host))).toEqual([
    'known 3',
    'known 3',
    'known 3',
    'known 4',
    'known 5',
  ])
  expect(['x.dev', 'c', 'example.com', '192.0.2.70'].map((host) => judge(text, host))).toEqual(Array(4).fill('unknown'))
})

test('a hashed name knows its host alone', () => {
  const salt = randomBytes(20)
  const hash = createHmac('sha1', salt).update('[c]:2222').digest('base64')
  const text = `|1|${salt.toString('base64')}|${hash} ${written(mine)}`
  expect(judge(text, '[c]:2222')).toBe('known 1')
  expect(judge(text, '[c]:2223')).toBe('unknown')
  expect(judge(text, '[c]:2222', other)).toBe('changed 1')
})

test('a host with another key has changed, also where only the kind of key is another', () => {
  expect(judge(`a ${written(rsa)}\na ${written(other)}`, 'a')).toBe('changed 2')
  expect(judge(`a ${written(rsa)}`, 'a')).toBe('changed 1')
  expect(judge(`a ${written(other)}\na ${written(mine)}`, 'a')).toBe('known 2')
})

test('a revoked key is refused, whoever knows it and wherever it stands', () => {
  expect(judge(`a ${written(mine)}\n@revoked * ${written(mine)}`, 'a')).toBe('revoked 2')
  expect(judge(`@revoked b ${written(mine)}`, 'a')).toBe('unknown')
  expect(judge(`@revoked a ${written(other)}\na ${written(mine)}`, 'a')).toBe('known 2')
})

test('an authority is asked for only where no key is known', () => {
  expect(judge(`@cert-authority *.dev ${written(other)}`, 'web.dev')).toBe('needs-certificate-authority 1')
  expect(judge(`@cert-authority *.dev ${written(other)}\nweb.dev ${written(mine)}`, 'web.dev')).toBe('known 2')
})

test('the name without the port vouches for the very key, and says nothing of another', () => {
  expect(judge(`a ${written(mine)}`, '[a]:2222', mine, 'a')).toBe('known 1')
  expect(judge(`a ${written(other)}`, '[a]:2222', mine, 'a')).toBe('unknown')
  expect(judge(`@revoked a ${written(mine)}`, '[a]:2222', mine, 'a')).toBe('revoked 1')
  expect(judge(`a ${written(mine)}\n[a]:2222 ${written(other)}`, '[a]:2222', mine, 'a')).toBe('changed 2')
})

test('a host is asked for the kinds of key that are known first, and never with SHA-1', () => {
  const known = readKnownHosts(`a ${written(rsa)}\nb ${written(mine)}\n@revoked a ${written(mine)}`, 'f')
  const types = knownTypes(known, { knownName: 'a', fallbackName: null })
  expect([...types]).toEqual(['ssh-rsa'])
  expect(hostKeyAlgorithms(types)).toEqual([
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
  ])
})

test('lines that can’t be read are passed over, and those around them count', () => {
  const broken = [
    'a',
    'a ssh-ed25519',
    'a ssh-ed25519 !!!',
    `a ssh-rsa ${mine.blob.toString('base64')}`,
    `@other a ${written(other)}`,
    '|1|x ssh-ed25519 AAAA',
    `a ssh-ed25519 ${'A'.repeat(100_000)}`,
  ]
  expect(judge([...broken, `a ${written(mine)}`].join('\n'), 'a')).toBe(`known ${String(broken.length + 1)}`)
})

const piece = fc.oneof(
  fc.constantFrom(
    'a',
    '*',
    '!a',
    ',',
    '|1|',
    '|',
    '@revoked',
    '@cert-authority',
    'ssh-ed25519',
    'AAAA',
    written(mine),
    written(other),
    '#',
    '=',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

test('whatever stands there, there is a verdict, and only a line with the key itself makes it known', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.constantFrom(' ', '\n', '\t', '')), { maxLength: 30 }), (pieces) => {
      const text = pieces.map(([value, gap]) => value + gap).join('')
      const verdict = judge(text, 'a')
      expect(verdict).toMatch(/^(known|unknown|changed|revoked|needs-certificate-authority)( \d+)?$/)
      if (verdict.startsWith('known')) expect(text).toContain(mine.blob.toString('base64'))
    }),
    { numRuns: 2_000 },
  )
})

test('bytes that are no key are none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const key = readHostKey(Buffer.from(bytes))
      if (key !== null) expect(fingerprintOf(key)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
    }),
  )
})
