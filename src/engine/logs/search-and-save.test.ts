import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyRow, logMark } from '../../contract/log-contract'
import { plainLine } from '../../domain/ansi-spans'
import { longestMatched } from '../../domain/line-matcher'
import { systemClock } from '../system-clock'
import { findRow } from './find-row'
import type { PumpedLine } from './line-pump'
import { LogBuffer } from './log-buffer'
import { markRows } from './mark-rows'
import { type SavedRows, saveRows } from './save-rows'
import { searchRows } from './search-rows'
import { useLinearExpressions } from '../use-linear-expressions'

const never = new AbortController().signal
useLinearExpressions()

const line = (text: string, number: number, kind = 0): PumpedLine => ({
  containerId: 'c',
  timestamp: '',
  atMs: number * 1_000,
  service: number % 2,
  kind,
  text,
})

function bufferOf(...texts: readonly string[]): LogBuffer {
  const buffer = new LogBuffer(['api', 'web'], systemClock, () => undefined)
  buffer.append(texts.map((text, number) => line(text, number)))
  return buffer
}

type Search = Parameters<typeof searchRows>[1]
const literal = (text: string, before: number | null = null): Search => ({
  text,
  kind: 'literal',
  matchCase: false,
  before,
})

/** All slices of a search together. */
async function searchWhole(buffer: LogBuffer, search: Search, clock = systemClock): Promise<readonly number[]> {
  const found: number[] = []
  for (let before: number | null | undefined; before !== null;) {
    const slice = await searchRows(buffer, { ...search, before: before ?? null }, clock, never)
    found.unshift(...slice.positions)
    before = slice.searchedTo
  }
  return found
}

describe('searchRows', () => {
  it('finds literal text in any case as it is seen, and no markers', async () => {
    const buffer = bufferOf('GET /a.b', 'get /aXb', '\u001b[31mG\u001b[0mET /A.B', '한글 GET')
    buffer.append([line('started\tget /a.b', 4, 2)])
    expect(await searchWhole(buffer, literal('get /A.b'))).toEqual([0, 2])
    expect(await searchWhole(buffer, literal('한글'))).toEqual([3])
  })

  it('answers with at most 10,000 rows at a time, newest first', async () => {
    const buffer = bufferOf(...Array.from({ length: 12_000 }, () => 'hit'))
    const first = await searchRows(buffer, literal('HIT'), { monotonicMs: () => 0 }, never)
    expect([first.positions.length, first.positions[0], first.searchedTo]).toEqual([10_000, 2_000, 2_000])
    const rest = await searchRows(buffer, literal('HIT', 2_000), { monotonicMs: () => 0 }, never)
    expect([rest.positions.length, rest.searchedTo, rest.searchedToMs]).toEqual([2_000, null, 0])
  })

  it('says when a line was longer than an expression sees, unless it matched by its beginning', async () => {
    const long = 'x'.repeat(longestMatched)
    const expression = (text: string): Search => ({ ...literal(text), kind: 'regex' })
    const partial = async (search: Search): Promise<readonly [number, boolean]> => {
      const { positions, isPartial } = await searchRows(bufferOf(`a${long} end`, 'end'), search, systemClock, never)
      return [positions.length, isPartial]
    }
    expect(await partial(expression('e.d'))).toEqual([1, true])
    expect(await partial(expression('a|e.d'))).toEqual([2, false])
    expect(await partial(literal('end'))).toEqual([2, false])
  })

  it('finds a folded group once, by any of its lines', async () => {
    const buffer = bufferOf('Error: boom', '    at pay (pay.js:1:1)', '    at pay (pay.js:2:2)', 'pay')
    buffer.filter({ ...everyRow, foldStacks: true })
    const shown = { head: buffer.shown.first, single: buffer.shown.first + 1 }
    expect(await searchWhole(buffer, literal('PAY'))).toEqual([shown.head, shown.single])
  })

  it('finds what reading all rows finds, in however many slices', async () => {
    const word = fc.constantFrom('GET ', '/api', 'Error', 'ERR', '한', '글', '\u001b[1m', '.', 'a+', ' ')
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(''))
    const wanted = fc.constantFrom('get', '/api', 'err', '한글', '.', 'a+', 'Error.')
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 300 }), wanted, fc.boolean(), async (texts, found, matchCase) => {
        const buffer = bufferOf(...texts)
        let nowMs = 0
        const late = { ...systemClock, monotonicMs: () => (nowMs += 60) }
        const fold = (each: string): string => (matchCase ? each : each.toLowerCase())
        const naive = texts.flatMap((each, at) => (fold(plainLine(each)).includes(fold(found)) ? [at] : []))
        expect(await searchWhole(buffer, { ...literal(found), matchCase }, late)).toEqual(naive)
      }),
      { numRuns: 100 },
    )
  })

  it('takes no longer than a slice, lets others run in between and stops when cancelled', async () => {
    const buffer = bufferOf(...Array.from({ length: 100_000 }, (_, number) => `line ${number} ${'.'.repeat(200)}`))
    const cancel = new AbortController()
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    expect(await searchWhole(buffer, literal('line 7'))).toHaveLength(11_111)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    const cancelled = searchRows(buffer, literal('x'), systemClock, cancel.signal)
    cancel.abort(new Error('enough'))
    await expect(cancelled).rejects.toThrow('enough')
  })
})

describe('findRow and markRows', () => {
  const buffer = bufferOf('a', 'ERROR b', '\tat x.y(Z.java:1)', 'WARN c', 'd')
  buffer.append([line('deploy-started\td1', 5, 2), line('exited\t1', 6, 2)])

  it('step from error to error, a stack counting once, and from marker to marker', async () => {
    expect(await findRow(buffer, 4, -1, 'error', never)).toBe(1)
    expect(await findRow(buffer, 1, -1, 'error', never)).toBeNull()
    expect(await findRow(buffer, -100, 1, 'error', never)).toBe(1)
    expect(await findRow(buffer, 0, 1, 'marker', never)).toBe(5)
    expect(await findRow(buffer, 100, -1, 'marker', never)).toBe(6)
  })

  it('tell what stands where, in as many parts as are asked for', async () => {
    const { error, warn, deployment, container } = logMark
    expect([...(await markRows(buffer, 100, never)).flags]).toEqual([0, error, error, warn, 0, deployment, container])
    expect([...(await markRows(buffer, 2, never)).flags]).toEqual([error | warn, deployment | container])
    expect((await markRows(bufferOf(), 10, never)).flags).toHaveLength(0)
  })
})

function savedOf(buffer: LogBuffer, what: 'shown' | 'all' = 'all'): SavedRows {
  const { store, shown } = buffer
  const isMeant = what === 'all' ? () => true : shown.membership()
  return { blocks: store.blocks(), isMeant, endNumber: store.end, services: ['api', 'web'], slot: 'dev1' }
}

describe('saveRows', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'berth-save-'))
  })
  afterEach(async () => rm(folder, { recursive: true }))

  it('writes time, service and plain text, in place of an older file', async () => {
    const file = join(folder, 'dev1.log')
    await writeFile(file, 'old')
    const buffer = bufferOf('\u001b[32mup\u001b[0m\u0000', '')
    buffer.append([
      { ...line('exited\t1', 0, 2), atMs: 5 },
      { ...line('deploy-done\td1\t하나', 0, 2), service: 255 },
    ])
    expect(await saveRows(savedOf(buffer), file, () => undefined, never)).toBe(4)
    expect(await readFile(file, 'utf8')).toBe(
      '1970-01-01T00:00:00.000Z api up\n1970-01-01T00:00:01.000Z web \n1970-01-01T00:00:00.005Z api --- exited 1 ---\n1970-01-01T00:00:00.000Z dev1 --- deploy-done d1 하나 ---\n',
    )
    expect(await readdir(folder)).toEqual(['dev1.log'])
  })

  it('compresses by the name, saves what is shown with what is folded away, and says how far it is', async () => {
    const file = join(folder, 'dev1.log.gz')
    const buffer = bufferOf('GET /', 'ERROR b', '\tat x.y(Z.java:1)', 'bye')
    buffer.filter({ ...everyRow, foldStacks: true, levels: ['error'] })
    const told: number[] = []
    expect(await saveRows(savedOf(buffer, 'shown'), file, (lines) => told.push(lines), never)).toBe(2)
    expect(gunzipSync(await readFile(file)).toString()).toBe(
      '1970-01-01T00:00:01.000Z web ERROR b\n1970-01-01T00:00:02.000Z api \tat x.y(Z.java:1)\n',
    )
    expect(told).toEqual([2])
  })

  it('leaves nothing of a file that is cancelled half-way', async () => {
    const buffer = bufferOf(...Array.from({ length: 50_000 }, (_, number) => `line ${number} ${'x'.repeat(100)}`))
    const cancel = new AbortController()
    const onProgress = (lines: number): void => (lines > 10_000 ? cancel.abort(new Error('enough')) : undefined)
    await expect(saveRows(savedOf(buffer), join(folder, 'a.gz'), onProgress, cancel.signal)).rejects.toThrow('enough')
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves what was there and nothing else when it fails or is cancelled', async () => {
    const file = join(folder, 'dev1.log')
    await writeFile(file, 'old')
    const failing = saveRows(savedOf(bufferOf('a')), join(folder, 'missing', 'x.log'), () => undefined, never)
    await expect(failing).rejects.toMatchObject({ code: 'save-failed', data: { details: { reason: 'ENOENT' } } })
    const cancelled = saveRows(savedOf(bufferOf('a')), file, () => undefined, AbortSignal.abort(new Error('enough')))
    await expect(cancelled).rejects.toThrow('enough')
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['dev1.log'])
  })
})
