import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JsonNode, jsonText, jsonTree, readJsonLine } from './log-json'

const facetLine = JSON.stringify({
  level: 'error',
  '@timestamp': '2024-06-12T14:34:00.871+09:00',
  logger: 'com.shop.search.FacetService',
  message: 'facet query timed out',
  query: { category: 'outer', facets: ['brand', 'size'] },
  elapsedMs: 1502,
})

/** A tree as `JSON.parse` would have made it; keys that come twice as the last of them says. */
function valueOf(node: JsonNode): unknown {
  if (node.kind === 'string') return node.text
  if (node.kind === 'array') return node.items.map(valueOf)
  if (node.kind === 'object') {
    return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOf(value)]))
  }
  return JSON.parse(node.text)
}

function sizeOf(node: JsonNode): number {
  if (node.kind === 'array') return node.items.reduce((sum, item) => sum + sizeOf(item), 1)
  return node.kind === 'object' ? node.members.reduce((sum, { value }) => sum + sizeOf(value), 1) : 1
}

describe('the short form', () => {
  test('has message and logger in front, and the fields in their order', () => {
    expect(readJsonLine(facetLine)).toEqual({
      prefix: '',
      message: 'facet query timed out',
      level: 'error',
      logger: 'com.shop.search.FacetService',
      timeKey: '@timestamp',
      fields: [
        { key: 'query', kind: 'object', text: '{ "category": "outer", "facets": ["brand", "size"] }' },
        { key: 'elapsedMs', kind: 'number', text: '1502' },
      ],
      more: 0,
    })
  })

  test('knows what pino, logback and Serilog call things, and leaves out what is said twice', () => {
    const pino = readJsonLine('{"level":30,"time":1718170440871,"pid":1,"name":"shop","msg":"done"}')
    expect(pino).toMatchObject({ message: 'done', level: 'info', logger: 'shop', timeKey: 'time' })
    expect(pino?.fields.map(({ key }) => key)).toEqual(['pid'])
    const logback = readJsonLine(
      '{"@version":"1","message":"m","logger_name":"a.B","level":"WARN","level_value":30000}',
    )
    expect(logback).toMatchObject({ message: 'm', level: 'warn', logger: 'a.B', fields: [] })
    expect(readJsonLine('{"@t":"x","@m":"done","@l":"Error"}')).toMatchObject({ message: 'done', level: 'error' })
  })

  test('goes with a prefix, colours and a line that was cut, but not with JSON in the midst of a text', () => {
    expect(readJsonLine('api-1  | {"msg":"done"}')).toMatchObject({ prefix: 'api-1  |', message: 'done' })
    expect(readJsonLine('\u001b[32m{"msg":"done"}\u001b[0m')).toMatchObject({ message: 'done' })
    expect(readJsonLine('{"msg":"done","stack":"Error: at ma…')).toMatchObject({
      message: 'done',
      fields: [{ key: 'stack' }],
    })
    expect(readJsonLine('{"msg":"done","count":12…')).toMatchObject({ message: 'done', more: 1 })
    for (const text of [
      'got {"a":1} here',
      '{"a":1',
      '{"a":1}}',
      '{}',
      '{a:1}',
      '[1]',
      '"x"',
      '{"a":01}',
      "{'a':1}",
      '',
    ]) {
      expect(readJsonLine(text), text).toBeNull()
    }
  })

  test('keeps what JSON.parse would change: long numbers, the order of keys, keys that come twice', () => {
    const line = readJsonLine('{"b":12345678901234567890,"2":1.50,"1":1e400,"b":-0}')
    expect(line?.fields.map(({ key, text }) => `${key}=${text}`)).toEqual([
      'b=12345678901234567890',
      '2=1.50',
      '1=1e400',
      'b=-0',
    ])
    expect(readJsonLine('{"__proto__":{"level":"x"},"constructor":1}')?.fields).toHaveLength(2)
  })

  test('is harmless and of one line whatever the strings hold', () => {
    const line = readJsonLine('{"msg":"a\\u202eb\\nc\\u001b[31m","k\\u0000ey":"<script>\\r\\n"}')
    expect(line).toMatchObject({
      message: expect.stringMatching(/^ab c[^\p{C}]*$/u),
      fields: [{ key: 'key', text: '<script> ' }],
    })
  })
})

describe('the tree', () => {
  test('is what JSON.parse reads, for every object that is not too large', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1, maxKeys: 8 })
    const spaces = fc.constantFrom(0, 1, 2)
    fc.assert(
      fc.property(value, spaces, (object, space) => {
        // Marks that are dropped for display are not what this is about.
        const text = JSON.stringify(object, null, space)
        fc.pre(/^[\n -~]*$/.test(text) && !/\\u|\\[bfr]|__proto__/.test(text))
        const tree = jsonTree(text)
        expect(tree === null ? null : valueOf(tree)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('keeps the lines of a string', () => {
    expect(jsonTree('{"stack":"Error: x\\n\\tat main"}')?.members[0]?.value).toEqual({
      kind: 'string',
      text: 'Error: x\n\tat main',
    })
  })

  test('is bounded in depth, count and length, and counts what it leaves out', () => {
    const many = `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":[${index}]`).join(',')}}`
    const wide = jsonTree(many)
    expect(sizeOf(wide!)).toBeLessThanOrEqual(2_001)
    expect((wide?.members.length ?? 0) + (wide?.more ?? 0)).toBe(50_000)
    const deep = jsonTree(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)
    expect(sizeOf(deep!)).toBeLessThan(50)
    const long = jsonTree(`{"a":"${'x'.repeat(900_000)}"}`)?.members[0]?.value
    expect(long?.kind === 'string' ? long.text.length : 0).toBeLessThanOrEqual(20_000)
  })

  test('nothing throws or takes long, however broken and however deep', () => {
    const broken = fc.string({ unit: fc.constantFrom(...Array.from('{}[]":,\\u01ae-.tfn \u001b…')), maxLength: 60 })
    fc.assert(
      fc.property(broken, broken, (head, tail) => {
        for (const text of [head, `{"a":${head}`, `{"a":${head}${tail}…`, `{"${head}":1}`]) {
          const line = readJsonLine(text)
          expect(line === null || line.fields.length <= 40).toBe(true)
          jsonTree(text)
        }
      }),
      { numRuns: 1_000 },
    )
    const before = performance.now()
    for (const unit of ['[', '{"a":', '{"', '"', '\\', '[{"b":', '"x"', '{"a":1},', '1', ' ']) {
      for (const end of ['', '…', '"}']) jsonTree(`{"a":${unit.repeat(200_000)}${end}`)
    }
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  test('a value on one line is cut where the room ends', () => {
    const tree = jsonTree(`{"a":["${'가'.repeat(500)}",{"b":[1,2,3]}],"c":null}`)
    expect(jsonText(tree!, 40)).toHaveLength(40)
    expect(jsonText(jsonTree('{"a":{"b":[]},"c":{}}')!, 100)).toBe('{ "a": { "b": [] }, "c": {} }')
  })
})
