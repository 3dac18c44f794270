import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listSshNames } from './list-ssh-names'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'names-'))
  mkdirSync(join(home, '.ssh/more'), { recursive: true })
})

afterEach(() => {
  rmSync(home, { recursive: true })
})

test('the names that are written out are listed once, with where they lead, and patterns are not', async () => {
  const config = [
    'Include more/*.conf',
    'Host seoul-1 seoul-* !old',
    '  HostName 10.20.0.11',
    'Host *',
    '  User deploy',
    'Host seoul-1',
    '  HostName elsewhere',
    'Match host busan',
    '  HostName no.example.com',
  ]
  writeFileSync(join(home, '.ssh/config'), config.join('\n'))
  writeFileSync(join(home, '.ssh/more/a.conf'), 'Host busan-1\nInclude config\n')
  expect(await listSshNames(home)).toEqual([
    { name: 'seoul-1', leadsTo: '10.20.0.11' },
    { name: 'busan-1', leadsTo: '' },
  ])
})

test('a file that is missing, or that cannot be read, offers nothing and breaks nothing', async () => {
  expect(await listSshNames(join(home, 'nobody'))).toEqual([])
  writeFileSync(join(home, '.ssh/config'), 'Host "unclosed\nHost x\n')
  expect(await listSshNames(home)).toEqual([])
})
