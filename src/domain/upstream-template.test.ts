import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillTemplate, placeholdersOf } from './upstream-template'

const target = { port: '4001', name: 'dev1-web-1-green', address: '172.18.0.5' }

test('placeholders are filled, and the proxy’s own braces and variables stay', () => {
  const template = 'upstream web { server 127.0.0.1:{port}; } # {name} ${port} { port } {Port} $host {address}'
  const content = 'upstream web { server 127.0.0.1:4001; } # dev1-web-1-green $4001 { port } {Port} $host 172.18.0.5\n'
  expect(fillTemplate(template, target)).toEqual({ kind: 'filled', content })
  expect([...placeholdersOf(template)].sort()).toEqual(['address', 'name', 'port'])
  expect(placeholdersOf('upstream web { server 127.0.0.1:3001; }').size).toBe(0)
})

test('a value that is missing, or could be read as more than a value, is not put in', () => {
  for (const port of [null, '', '80; include /etc/passwd', '80\n', '{name}', '80 backup']) {
    expect(fillTemplate('server x:{port};', { ...target, port })).toEqual({ kind: 'missing', placeholder: 'port' })
    expect(fillTemplate('server {name}:3000;', { ...target, port })).toMatchObject({ kind: 'filled' })
  }
})

test('whatever the template, only placeholders change', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const plain = (text: string): string => text.replaceAll(/[{}]/g, '')
      const filled = fillTemplate(`${plain(before)}{address}${plain(after)}`, target)
      const expected = `${plain(before)}172.18.0.5${plain(after)}`
      expect(filled).toEqual({ kind: 'filled', content: expected.endsWith('\n') ? expected : `${expected}\n` })
    }),
  )
})
