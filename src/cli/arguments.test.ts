import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments'
import { cliTextsOf } from './cli-texts-of'

const parse = (line: string): unknown => {
  const parsed = parseArguments(line === '' ? [] : line.split(' '), '1.2.3', cliTextsOf('en'))
  return parsed.kind === 'request' ? parsed.request : parsed.text
}
const common = { hosts: null, json: false }
const operate = { kind: 'operate', slot: 'dev1', planOnly: false, yes: false, by: null, ...common }

describe('parseArguments', () => {
  it.each([
    ['board', { kind: 'board', ...common }],
    ['board --json --host /a --host unix:///b', { kind: 'board', json: true, hosts: ['/a', 'unix:///b'] }],
    [
      'deploy dev1 --tag t',
      { ...operate, operation: { kind: 'deploy', tag: 't', services: null, recreate: 'changed' } },
    ],
    [
      'deploy dev1 -t t --service api -s web -s api --recreate --plan -y --by 이도윤',
      {
        ...operate,
        planOnly: true,
        yes: true,
        by: '이도윤',
        operation: { kind: 'deploy', tag: 't', services: ['api', 'web'], recreate: 'always' },
      },
    ],
    ['stop dev1 --yes', { ...operate, yes: true, operation: { kind: 'stop', services: null } }],
    ['start dev1 -s api', { ...operate, operation: { kind: 'start', services: ['api'] } }],
    ['restart dev1', { ...operate, operation: { kind: 'restart', services: null } }],
    ['logs a/dev1', { kind: 'logs', slot: 'a/dev1', services: null, follow: false, tail: 100, ...common }],
    [
      'logs dev1 api web -f --tail all',
      { kind: 'logs', slot: 'dev1', services: ['api', 'web'], follow: true, tail: null, ...common },
    ],
    ['logs dev1 -n 0', { kind: 'logs', slot: 'dev1', services: null, follow: false, tail: 0, ...common }],
  ])('reads %s', (line, request) => {
    expect(parse(line)).toEqual(request)
  })

  it.each([
    ['', 'berth', 'a command is missing; see berth --help'],
    ['frob', 'berth', 'there is no command frob; see berth --help'],
    ['board --frob', 'board', 'there is no option --frob'],
    ['board extra', 'board', 'too many arguments'],
    ['deploy --tag x', 'deploy', 'slot is missing'],
    ['deploy dev1', 'deploy', '-t, --tag <tag> is missing'],
    ['deploy dev1 --tag', 'deploy', '-t, --tag <tag> needs a value'],
    ['logs dev1 --tail many', 'logs', '-n, --tail <lines>: a number up to 1,000,000, or "all"'],
    ['logs dev1 --tail 1000001', 'logs', '-n, --tail <lines>: a number up to 1,000,000, or "all"'],
    [`stop dev1 --by ${'x'.repeat(65)}`, 'stop', '--by <name>: 1 to 64 characters'],
  ])('says what is wrong with "%s"', (line, field, reason) => {
    expect(() => parse(line)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ details: { field, reason } }) }),
    )
  })

  it('refuses what cannot be a tag before anybody is asked', () => {
    expect(() => parse('deploy dev1 --tag a:b')).toThrow(expect.objectContaining({ code: 'tag-invalid' }))
  })

  it('gives version and help as text, help in the language of the person', () => {
    expect(parse('--version')).toBe('1.2.3\n')
    expect(parse('--help')).toContain('Examples:\n  berth board')
    const korean = parseArguments(['deploy', '--help'], '1', cliTextsOf('ko'))
    expect(korean).toMatchObject({ kind: 'text', text: expect.stringMatching(/^사용법: berth deploy[^]*옵션:/) })
  })
})
