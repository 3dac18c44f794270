import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseByteSize } from './byte-size'
import { commandWords } from './command-words'
import { parseDurationMs } from './duration'
import { containerPath, hostPath, pathInFolder } from './relative-path'
import { isPlainKey, scalarType } from './scalar-type'

test.each([
  ['90s', 90_000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
  ['1h0m0.5s', 3_600_500],
  ['100us', 0.1],
  ['0', 0],
  ['0s', 0],
  ['90', null],
  ['1d', null],
  ['-1s', null],
  ['', null],
  ['1s ', null],
  ['999999999h', null],
])('the duration %s is %s ms', (text, ms) => expect(parseDurationMs(text)).toBe(ms))

test.each([
  ['1024', 1_024],
  ['64k', 65_536],
  ['64KB', 65_536],
  ['1.5g', 1_610_612_736],
  ['512 m', 536_870_912],
  ['10b', 10],
  ['', null],
  ['-1', null],
  ['1x', null],
  ['9999999p', null],
])('the size %s is %s bytes', (text, bytes) => expect(parseByteSize(text)).toBe(bytes))

test.each([
  ['', 'null'],
  ['~', 'null'],
  ['True', 'boolean'],
  ['yes', 'text'],
  ['8080', 'number'],
  ['-1', 'number'],
  ['1.5', 'number'],
  ['1.0', null],
  ['0644', null],
  ['0x1f', null],
  ['1_000', null],
  ['22:22', null],
  ['1e3', null],
  ['.5', null],
  ['2024-05-10', null],
  ['9007199254740993', null],
  ['.', 'text'],
  ['0abc', 'text'],
  ['7.2.4', 'text'],
  ['127.0.0.1:80:80', 'text'],
  ['10m', 'text'],
])('the unquoted scalar "%s" is %s', (text, type) => expect(scalarType(text)).toBe(type))

test('keys that YAML once took for truth values need quotes', () => {
  expect(['NO', 'on', '0644', 'true'].map(isPlainKey)).toEqual([false, false, false, false])
  expect(['web', '8080', 'NOPE'].map(isPlainKey)).toEqual([true, true, true])
})

test('a command is taken apart at blanks, with quotes and escapes', () => {
  expect(commandWords(`run "a b"c 'd "e"' f\\ g ""`)).toEqual({
    kind: 'words',
    words: ['run', 'a bc', 'd "e"', 'f g', ''],
  })
  expect(commandWords('a && b')).toEqual({ kind: 'problem', problem: 'shell-syntax' })
  expect(commandWords('"a')).toEqual({ kind: 'problem', problem: 'open-quote' })
  expect(commandWords('a\\')).toEqual({ kind: 'problem', problem: 'escape' })
})

test('words joined with quotes come apart as they were', () => {
  const word = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '$', '-', '한') })
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(commandWords(words.map((one) => `'${one}'`).join(' '))).toEqual({ kind: 'words', words })
    }),
  )
})

test('paths keep to their folder, and have one spelling', () => {
  expect(['./a/../b.env', 'env/api.env'].map(pathInFolder)).toEqual(['b.env', 'env/api.env'])
  expect(['../a', '/etc/shadow', '~/.ssh/id', 'C:\\a', 'a/../../b', '', '.'].map(pathInFolder)).toEqual(
    Array(7).fill(null),
  )
  expect([hostPath('./a', '/srv/shop'), hostPath('/a/../b/', null), hostPath('a', null)]).toEqual([
    '/srv/shop/a',
    '/b',
    null,
  ])
  expect([containerPath('/cache/'), containerPath('/a/../b'), containerPath('a')]).toEqual(['/cache', null, null])
})

test('no path that is kept leads out of the folder', () => {
  const part = fc.constantFrom('..', '.', 'a', '/', '\\', '~', '')
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const path = pathInFolder(parts.join('/'))
      expect(path === null || (!path.startsWith('/') && !path.split('/').includes('..'))).toBe(true)
    }),
  )
})
