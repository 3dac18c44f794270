import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyRow, type LogFilter, type LogRows, rowFold, rowKind } from '../../contract/log-contract'
import { plainLine } from '../../domain/ansi-spans'
import { logLevels } from '../../domain/log-level'
import { useLinearExpressions } from '../use-linear-expressions'
import type { PumpedLine } from './line-pump'
import { LogBuffer } from './log-buffer'

useLinearExpressions()

const services = ['api', 'web']
const start = Date.parse('2024-05-10T09:00:00Z')

const line = (text: string, service = 0, atMs = start, kind: number = rowKind.stdout): PumpedLine => ({
  containerId: `c${service}`,
  timestamp: new Date(atMs).toISOString(),
  atMs,
  service,
  kind,
  text,
})

function newBuffer(...texts: readonly string[]): LogBuffer {
  // Late at each look: filters go on in the smallest slices there are.
  let nowMs = 0
  const buffer = new LogBuffer(services, { monotonicMs: () => (nowMs += 10) }, () => undefined)
  buffer.append(texts.map((text) => line(text)))
  return buffer
}

async function filtered(buffer: LogBuffer): Promise<void> {
  while (buffer.shown.filteringAtMs() !== null) await nextTurn()
}

const numbersShown = ({ shown }: LogBuffer): readonly number[] =>
  Array.from({ length: shown.count }, (_, index) => shown.numberAt(shown.first + index) ?? NaN)

const textsOf = (buffer: LogBuffer): readonly string[] => buffer.read(buffer.shown.first, 500, 1_000).texts

describe('LogBuffer', () => {
  it('shows every row at its number until something is filtered or folded', () => {
    const buffer = newBuffer('a', 'b')
    buffer.prepend([line('older')])
    expect(buffer.read(-5, 10, 100)).toMatchObject({ first: -1, texts: ['older', 'a', 'b'] })
    expect([...buffer.read(-1, 3, 100).numbers]).toEqual([-1, 0, 1])
  })

  it('folds a stack behind its head, opens one of them, and gives the head of none the level of an error', () => {
    const trace = ['java.lang.IllegalStateException: closed', '\tat shop.Cart.add(Cart.java:7)', '\tat shop.Main.run']
    const buffer = newBuffer('hello', ...trace, 'bye', ...trace)
    buffer.filter({ ...everyRow, foldStacks: true })
    const folded = buffer.read(buffer.shown.first, 10, 100)
    expect(folded.texts).toEqual(['hello', trace[0], 'bye', trace[0]])
    expect([...folded.hidden]).toEqual([0, 2, 0, 2])
    expect([...folded.fold]).toEqual([rowFold.alone, rowFold.foldedHead, rowFold.alone, rowFold.foldedHead])
    expect([...folded.level].map((level) => logLevels[level])).toEqual(['none', 'error', 'none', 'error'])
    buffer.fold(2, true)
    expect(textsOf(buffer)).toEqual(['hello', ...trace, 'bye', trace[0]])
    buffer.fold(3, false)
    expect(textsOf(buffer)).toEqual(folded.texts)
  })

  it('shows a whole stack where one line of it matches, and none of it where its head must not be shown', async () => {
    const buffer = newBuffer('GET /', 'Error: boom', '    at pay (pay.js:3:1)', 'GET /pay')
    const text = { text: 'PAY', kind: 'literal', matchCase: false, not: false } as const
    buffer.filter({ ...everyRow, texts: [text] })
    await filtered(buffer)
    expect(textsOf(buffer)).toEqual(['Error: boom', '    at pay (pay.js:3:1)', 'GET /pay'])
    buffer.filter({ ...everyRow, texts: [{ ...text, text: 'boom', not: true }] })
    await filtered(buffer)
    expect(textsOf(buffer)).toEqual(['GET /', 'GET /pay'])
  })

  it('shows the rows of the same service around one that passes, also those that come later', async () => {
    const buffer = newBuffer('a1', 'a2', 'a3')
    buffer.append([line('b1', 1), line('ERROR x'), line('b2', 1)])
    buffer.filter({ ...everyRow, levels: ['error', 'fatal'], contextLines: 2 })
    await filtered(buffer)
    expect(textsOf(buffer)).toEqual(['a2', 'a3', 'ERROR x'])
    buffer.append([line('a4'), line('b3', 1), line('a5'), line('a6')])
    expect(textsOf(buffer)).toEqual(['a2', 'a3', 'ERROR x', 'a4', 'a5'])
  })

  it('keeps positions while rows come at the ends', async () => {
    const buffer = newBuffer('x', 'ERROR 1', 'x', 'ERROR 2')
    buffer.filter({ ...everyRow, levels: ['error'] })
    await filtered(buffer)
    const { layout, first } = buffer.shown
    buffer.append([line('ERROR 3')])
    buffer.prepend([line('ERROR 0'), line('x')])
    await filtered(buffer)
    expect(buffer.read(first, 2, 100).texts).toEqual(['ERROR 1', 'ERROR 2'])
    expect(textsOf(buffer)).toEqual(['ERROR 0', 'ERROR 1', 'ERROR 2', 'ERROR 3'])
    expect(buffer.shown.layout).toBe(layout)
  })

  it('says that rows read before are void when their group grows', () => {
    const buffer = newBuffer('Error: boom')
    buffer.filter({ ...everyRow, foldStacks: true })
    const before = buffer.shown.revision
    buffer.read(buffer.shown.first, 1, 100)
    buffer.append([line('    at a (a.js:1:1)')])
    expect(buffer.shown.revision).toBe(before + 1)
    buffer.append([line('    at b (b.js:1:1)')])
    expect(buffer.shown.revision).toBe(before + 1)
  })

  it('refuses a pattern that is none and goes on showing what it showed', () => {
    const buffer = newBuffer('a')
    const bad = { text: '(', kind: 'regex', matchCase: false, not: false } as const
    expect(() => buffer.filter({ ...everyRow, texts: [bad] })).toThrowError(
      expect.objectContaining({ code: 'pattern-refused' }),
    )
    expect(textsOf(buffer)).toEqual(['a'])
  })
})

/** What is to be shown, the long way: from the rows held and the filter alone. `open` overrules the filter by head. */
function modelShown({ store }: LogBuffer, filter: LogFilter, open: ReadonlyMap<number, boolean>): readonly number[] {
  const rows = Array.from({ length: store.count }, (_, index) => {
    const number = store.first + index
    const { chunk, index: at } = store.place(number) ?? { chunk: null, index: 0 }
    if (chunk === null) throw new Error('not held')
    const text = plainLine(chunk.wholeText(at)).toLowerCase()
    const level = logLevels[chunk.level(at)] ?? 'none'
    return {
      number,
      head: store.headOf(number),
      text,
      level,
      service: chunk.service(at),
      kind: chunk.kind(at),
      atMs: chunk.atMs(at),
    }
  })
  const textOf = new Map(rows.map(({ number, text }) => [number, text]))
  const holds = (text: string, wanted: string): boolean => text.includes(wanted.toLowerCase())
  const passes = (row: (typeof rows)[number]): boolean => {
    if (filter.services !== null && !filter.services.includes(services[row.service] ?? '')) return false
    if (filter.fromMs !== null && row.atMs < filter.fromMs) return false
    if (row.kind === rowKind.marker) return filter.texts.every(({ not }) => not)
    if (filter.levels !== null && !filter.levels.includes(row.level)) return false
    return filter.texts.every(({ text, not }) =>
      not ? !holds(row.text, text) && !holds(textOf.get(row.head) ?? '', text) : holds(row.text, text),
    )
  }
  const base = new Set<number>()
  for (const service of [0, 1]) {
    const own = rows.filter((row) => row.service === service)
    own.forEach((row, index) => {
      if (!passes(row)) return
      const around = own.slice(Math.max(0, index - filter.contextLines), index + filter.contextLines + 1)
      for (const each of around) base.add(each.number)
    })
  }
  const heads = new Set(rows.filter(({ number }) => base.has(number)).map(({ head }) => head))
  const isOpen = (head: number): boolean => open.get(head) ?? !filter.foldStacks
  return rows
    .filter(({ number, head }) => heads.has(head) && (number === head || isOpen(head)))
    .map(({ number }) => number)
}

const texts = [
  'GET /cart 200',
  'ERROR boom',
  'WARN slow',
  '\tat shop.Cart.add(Cart.java:7)',
  'Caused by: x',
  '  more',
  'plain',
  'Error: odd',
]
const arbitraryLines = fc.array(
  fc.record({ text: fc.constantFrom(...texts), service: fc.nat(1), kind: fc.constantFrom(0, 0, 0, 1, 2) }),
  { maxLength: 40 },
)
const arbitraryFilter: fc.Arbitrary<LogFilter> = fc.record({
  services: fc.constantFrom(null, null, ['api']),
  levels: fc.constantFrom<LogFilter['levels']>(null, null, ['error', 'fatal'], ['warn', 'error'], ['none']),
  texts: fc.array(
    fc.record({
      text: fc.constantFrom('cart', 'boom', 'at', 'e'),
      kind: fc.constant('literal' as const),
      matchCase: fc.constant(false),
      not: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  fromMs: fc.constantFrom(null, start),
  toMs: fc.constant(null),
  contextLines: fc.constantFrom(0, 0, 1, 3),
  foldStacks: fc.boolean(),
})
const arbitraryChange = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('append' as const), lines: arbitraryLines }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('prepend' as const), lines: arbitraryLines }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('filter' as const), filter: arbitraryFilter }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('fold' as const), at: fc.nat(1_000), open: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
)

/** What was read under a layout and a revision must be so for as long as these are the same. */
function createReader(buffer: LogBuffer): () => void {
  let known = new Map<number, string>()
  let version = ''
  const rowOf = (rows: LogRows, index: number): string =>
    JSON.stringify([rows.numbers[index], rows.level[index], rows.fold[index], rows.hidden[index], rows.texts[index]])
  return () => {
    const now = `${buffer.shown.layout} ${buffer.shown.revision}`
    if (now !== version) known = new Map()
    version = now
    const rows = buffer.read(buffer.shown.first, 500, 1_000)
    rows.texts.forEach((_, index) => {
      const position = rows.first + index
      expect(known.get(position) ?? rowOf(rows, index)).toBe(rowOf(rows, index))
      known.set(position, rowOf(rows, index))
    })
  }
}

describe('the rows shown', () => {
  it('are those of a naive model under any appending, prepending, filtering and folding', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryChange, { maxLength: 25 }), async (changes) => {
        const buffer = newBuffer()
        const read = createReader(buffer)
        let filter = everyRow
        let open = new Map<number, boolean>()
        let [oldestMs, newestMs] = [start, start]
        for (const change of changes) {
          if (change.kind === 'append') {
            buffer.append(change.lines.map(({ text, service, kind }) => line(text, service, (newestMs += 7), kind)))
          } else if (change.kind === 'prepend') {
            oldestMs -= 1_000
            buffer.prepend(change.lines.map(({ text, service, kind }, at) => line(text, service, oldestMs + at, kind)))
          } else if (change.kind === 'filter') {
            if (change.filter.foldStacks !== filter.foldStacks) open = new Map()
            filter = change.filter
            buffer.filter(filter)
          } else if (change.kind === 'fold' && buffer.store.count > 0) {
            const number = buffer.store.headOf(buffer.store.first + (change.at % buffer.store.count))
            if (buffer.store.followersOf(number).length > 0) open.set(number, change.open)
            buffer.fold(number, change.open)
          } else if (change.kind === 'settle') await filtered(buffer)
          read()
        }
        await filtered(buffer)
        buffer.filterOn()
        await filtered(buffer)
        expect(numbersShown(buffer)).toEqual(modelShown(buffer, filter, open))
        read()
      }),
      { numRuns: 400 },
    )
  })

  it('have as many lines after one that passed as were asked for, also where a group was given a level meanwhile', async () => {
    const buffer = newBuffer()
    buffer.append([line('GET /cart', 1, start), line('GET /cart', 1, start, 1)])
    buffer.filter({ ...everyRow, levels: ['none'], contextLines: 3 })
    buffer.append([line('Caused by: x', 1, start, 1), line('Error: odd', 1, start), line('ERROR far', 1, start)])
    await filtered(buffer)
    expect(numbersShown(buffer)).toEqual([0, 1, 2, 3])
  })

  it('are those of the model when rows were dropped, as far as whole groups are left', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFilter, fc.integer({ min: 1, max: 3 }), async (given, drops) => {
        const filter = { ...given, contextLines: 0 }
        const buffer = newBuffer()
        buffer.filter(filter)
        for (let number = 0; number < 9_000; number += 1)
          buffer.append([line(texts[(number * 7) % 8] ?? '', number % 2, start + number)])
        for (let drop = 0; drop < drops; drop += 1) buffer.dropOldest()
        await filtered(buffer)
        buffer.append([line('ERROR boom'), line('\tat x')])
        buffer.filterOn()
        await filtered(buffer)
        const { store } = buffer
        const isWhole = (number: number): boolean => {
          const at = store.place(number)
          return at !== null && number - at.chunk.headDistance(at.index) >= store.first
        }
        expect(numbersShown(buffer).filter(isWhole)).toEqual(modelShown(buffer, filter, new Map()).filter(isWhole))
      }),
      { numRuns: 20 },
    )
  })
})
