import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareUpstream } from './compare-upstream'
import { fillTemplate } from './upstream-template'

const target = { port: '3001', name: 'dev1-web-1--blue', address: '172.18.0.5' }
const template = 'upstream web { server 127.0.0.1:{port}; keepalive 16; }'

test('a file with another address tells both, and one that leads nowhere says so', () => {
  const should = '127.0.0.1:3001'
  const elsewhere = (leads: string): unknown => ({ kind: 'elsewhere', leads, should })
  const compare = (content: string | null): unknown => compareUpstream(template, target, content)
  expect(compare('upstream web { server 127.0.0.1:4001; keepalive 16; }\n')).toEqual(elsewhere('127.0.0.1:4001'))
  expect(compare('upstream web {\n  server 127.0.0.1:3001;\n  server 127.0.0.1:4001;\n}')).toEqual(
    elsewhere('127.0.0.1:3001, 127.0.0.1:4001'),
  )
  expect(compare('upstream web { server 127.0.0.1:4001; } # server 127.0.0.1:3001')).toEqual(
    elsewhere('127.0.0.1:4001'),
  )
  expect(compare('upstream web {\n  server old.example.com:80;\u0000\n}')).toEqual(
    elsewhere('upstream web { server old.example.com:80; }'),
  )
  expect(compare(null)).toEqual(elsewhere(''))
})

test('another layout is no drift, and a value that the container lacks says nothing', () => {
  expect(compareUpstream(template, target, 'upstream web {\n  # by hand\n  server 127.0.0.1:3001;\n}')).toEqual({
    kind: 'right',
  })
  expect(compareUpstream(template, { ...target, port: null }, '')).toEqual({ kind: 'missing', placeholder: 'port' })
  expect(compareUpstream('{name}', target, 'dev1-web-1--green\n')).toEqual({
    kind: 'elsewhere',
    leads: 'dev1-web-1--green',
    should: 'dev1-web-1--blue',
  })
})

test('what Berth writes is right, and stops being so with any other port', () => {
  const port = fc.integer({ min: 1, max: 65_535 }).map(String)
  const templates = fc.constantFrom(
    template,
    'server {address}:{port};',
    'to={port}',
    '{port}',
    'http://{name}:{port}/',
  )
  fc.assert(
    fc.property(templates, port, port, (text, right, other) => {
      const written = fillTemplate(text, { ...target, port: other })
      const content = written.kind === 'filled' ? written.content : null
      expect(compareUpstream(text, { ...target, port: right }, content).kind).toBe(
        right === other ? 'right' : 'elsewhere',
      )
    }),
  )
})

test('hostile content costs little', () => {
  for (const content of ['1'.repeat(65_000), '127.0.0.1:'.repeat(6_500), `${'a:'.repeat(30_000)}!`]) {
    expect(compareUpstream('server {address}:{port};', target, content).kind).toBe('elsewhere')
  }
})
