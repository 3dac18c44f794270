import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineSplitter, cutMark, longestLineBytes, type SplitLine } from './line-splitter'
import type { LogStream } from './log-line'

const decode = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
const stamp = (second: number): string => `2024-05-10T09:00:${String(second % 60).padStart(2, '0')}.123456789Z`

function split(...chunks: readonly (string | Uint8Array)[]): readonly SplitLine[] {
  const splitter = createLineSplitter(decode)
  const lines = chunks.flatMap((chunk) => splitter.push('stdout', Buffer.from(chunk)))
  return [...lines, ...splitter.flush()]
}

const texts = (lines: readonly SplitLine[]): readonly string[] => lines.map((line) => line.text)

describe('createLineSplitter', () => {
  it('takes the stamp off each line and keeps all nine digits of it', () => {
    expect(split(`${stamp(1)} hello  \n${stamp(2)} \n`)).toEqual([
      {
        stream: 'stdout',
        timestamp: stamp(1),
        atMs: Date.UTC(2024, 4, 10, 9, 0, 1, 123),
        text: 'hello  ',
        ended: true,
      },
      { stream: 'stdout', timestamp: stamp(2), atMs: Date.UTC(2024, 4, 10, 9, 0, 2, 123), text: '', ended: true },
    ])
  })

  it('turns stamps of another zone or with fewer digits into UTC with nine', () => {
    const [line] = split('2024-05-10T18:00:00.5+09:00 x\n')
    expect(line).toMatchObject({
      timestamp: '2024-05-10T09:00:00.500000000Z',
      atMs: Date.UTC(2024, 4, 10, 9, 0, 0, 500),
    })
  })

  it('keeps a line whose stamp is missing or no date whole, at the time of the line before', () => {
    const lines = split(`${stamp(7)} a\nno stamp\n2024-99-10T09:00:00.1Z b\n`)
    expect(texts(lines)).toEqual(['a', 'no stamp', '2024-99-10T09:00:00.1Z b'])
    expect(lines.map((line) => line.timestamp)).toEqual([stamp(7), stamp(7), stamp(7)])
  })

  it('gives a last line without a line break at the end, and says so', () => {
    expect(split(`${stamp(1)} a\n${stamp(2)} half`).map((line) => [line.text, line.ended])).toEqual([
      ['a', true],
      ['half', false],
    ])
  })

  it('drops the carriage return of CRLF alone', () => {
    expect(texts(split(`${stamp(1)} 10%\r20%\r\n`))).toEqual(['10%\r20%'])
  })

  it('joins the pieces of 16 KB that Docker cuts a long line into', () => {
    const line = 'x'.repeat(40_000)
    const pieces = [line.slice(0, 16_384), line.slice(16_384, 32_768), line.slice(32_768)]
    expect(texts(split(`${pieces.map((piece) => `${stamp(3)} ${piece}`).join('')}\n${stamp(4)} next\n`))).toEqual([
      line,
      'next',
    ])
  })

  it('joins exact pieces with stamps of their own, as the journald driver gives them', () => {
    const line = 'y'.repeat(20_000)
    expect(texts(split(`${stamp(3)} ${line.slice(0, 16_384)}${stamp(4)} ${line.slice(16_384)}\n`))).toEqual([line])
  })

  it('joins pieces where a letter was cut in two and grew to three replacement characters', () => {
    const first = '한'.repeat(5_461) + '\ufffd'
    expect(texts(split(`${stamp(3)} ${first}${stamp(3)} \ufffd\ufffd글\n`))).toEqual([`${first}\ufffd\ufffd글`])
  })

  it('leaves a stamp inside of a short line alone', () => {
    const text = `next run at ${stamp(9)} or later`
    expect(texts(split(`${stamp(3)} ${text}\n`))).toEqual([text])
  })

  it('cuts a line over 1 MB with a mark and goes on with the next one', () => {
    const lines = split(`${stamp(1)} ${'한'.repeat(400_000)}`, 'z'.repeat(3_000_000), `\n${stamp(2)} next\n`)
    expect(lines.map((line) => line.text.slice(-cutMark.length - 1))).toEqual([`한${cutMark}`, 'next'])
    expect(Buffer.byteLength(lines[0]?.text ?? '')).toBeLessThanOrEqual(longestLineBytes + Buffer.byteLength(cutMark))
  })

  it('reads bytes that are no UTF-8 as replacement characters and keeps NULs', () => {
    const bytes = Buffer.concat([Buffer.from(`${stamp(1)} a\0`), Buffer.from([0xff, 0xfe]), Buffer.from('b\n')])
    expect(texts(split(bytes))).toEqual(['a\0\ufffd\ufffdb'])
  })

  it('keeps the two streams apart', () => {
    const splitter = createLineSplitter(decode)
    expect(splitter.push('stdout', Buffer.from(`${stamp(1)} o`))).toEqual([])
    expect(texts(splitter.push('stderr', Buffer.from(`${stamp(2)} e\n`)))).toEqual(['e'])
    expect(texts(splitter.push('stdout', Buffer.from('ut\n')))).toEqual(['out'])
  })

  it('gives the same lines however the bytes are cut', () => {
    const line = fc.record({
      second: fc.nat(59),
      text: fc.oneof(fc.string(), fc.constantFrom('', '한글 로그', 'w'.repeat(17_000), '\r', '\u001b[31mred\u001b[0m')),
      end: fc.constantFrom('\n', '\r\n'),
    })
    const cuts = fc.array(fc.nat(60_000), { maxLength: 30 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), cuts, (lines, ended, places) => {
        const whole = lines
          .map(({ second, text, end }) => `${stamp(second)} ${text.replaceAll('\n', '')}${end}`)
          .join('')
        const bytes = Buffer.from(ended ? whole : whole.replace(/\r?\n$/, ''))
        expect(split(...cutAt(bytes, places))).toEqual(split(bytes))
      }),
      { numRuns: 200 },
    )
  })

  it('never holds more than a line may be long, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom<LogStream>('stdout', 'stderr'), fc.uint8Array({ maxLength: 300 }))),
        (chunks) => {
          const splitter = createLineSplitter(decode)
          const lines = chunks.flatMap(([stream, bytes]) => splitter.push(stream, bytes))
          for (const { text, timestamp } of [...lines, ...splitter.flush()]) {
            expect(text.includes('\n')).toBe(false)
            expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
          }
        },
      ),
    )
  })
})

function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const sorted = [...new Set(places.filter((place) => place < bytes.length))].sort((a, b) => a - b)
  return [0, ...sorted].map((from, index) => bytes.slice(from, sorted[index] ?? bytes.length))
}
