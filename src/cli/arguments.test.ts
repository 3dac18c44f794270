import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments'
import { cliTextsOf } from './cli-texts-of'

const parse = (line: string): unknown => {
  const parsed = parseArguments(line === '' ? [] : line.split(' '), '1.2.3', cliTextsOf('en'))
  return parsed.kind === 'request' ? parsed.request : parsed.text
}
const common = { hosts: null, json: false, secretDescriptor: null }
const asked = { planOnly: false, yes: false, by: null, overReservation: null, liftHold: null, takeover: null }
const operate = { kind: 'operate', slot: 'dev1', ...asked, ...common }
const rollback = { kind: 'rollback', to: { kind: 'newest' }, services: null }
const logs = {
  kind: 'logs',
  slot: 'dev1',
  services: null,
  follow: false,
  tail: 100,
  since: null,
  until: null,
  grep: null,
  level: null,
  ...common,
}
const history = { kind: 'history', slot: null, limit: 30, since: null, text: '', ...common }
const twoHours = { kind: 'span', ms: 7_200_000 }

describe('parseArguments', () => {
  it.each([
    ['board', { kind: 'board', ...common }],
    ['board --json --host /a --host seoul', { kind: 'board', ...common, json: true, hosts: ['/a', 'seoul'] }],
    [
      'board --host tcp://a --host lab --accept-plain-text',
      { kind: 'board', ...common, hosts: ['tcp://a', 'lab'], acceptsPlainText: true },
    ],
    ['board --secret-fd 3', { kind: 'board', ...common, secretDescriptor: 3 }],
    [
      'deploy dev1 --tag t',
      {
        ...operate,
        operation: { kind: 'deploy', build: { by: 'tag', text: 't' }, services: null, recreate: 'changed' },
      },
    ],
    [
      'deploy dev1 -t t --service api -s web -s api --recreate --plan -y --by 이도윤',
      {
        ...operate,
        planOnly: true,
        yes: true,
        by: '이도윤',
        operation: { kind: 'deploy', build: { by: 'tag', text: 't' }, services: ['api', 'web'], recreate: 'always' },
      },
    ],
    ['stop dev1 --yes', { ...operate, yes: true, operation: { kind: 'stop', services: null } }],
    ['start dev1 -s api', { ...operate, operation: { kind: 'start', services: ['api'] } }],
    ['repair dev1 -s web', { ...operate, operation: { kind: 'repair', services: ['web'] } }],
    ['restart dev1', { ...operate, operation: { kind: 'restart', services: null } }],
    ['logs a/dev1', { ...logs, slot: 'a/dev1' }],
    ['logs dev1 api web -f --tail all', { ...logs, services: ['api', 'web'], follow: true, tail: null }],
    ['logs dev1 -n 0', { ...logs, tail: 0 }],
    [
      'logs dev1 --grep time.?out --level WARN',
      { ...logs, tail: null, grep: { text: 'time.?out', kind: 'regex' }, level: 'warn' },
    ],
    [
      'logs dev1 -g a.b -F --since 2h --until 2h -n 5',
      { ...logs, tail: 5, grep: { text: 'a.b', kind: 'literal' }, since: twoHours, until: twoHours },
    ],
    [
      'deploy dev1 -t t --strategy blue-green --over-reservation urgent',
      {
        ...operate,
        overReservation: 'urgent',
        operation: {
          kind: 'deploy',
          build: { by: 'tag', text: 't' },
          services: null,
          recreate: 'changed',
          strategy: 'blue-green',
        },
      },
    ],
    [
      'deploy dev1 -t t --lift-hold fixed',
      {
        ...operate,
        liftHold: 'fixed',
        operation: { kind: 'deploy', build: { by: 'tag', text: 't' }, services: null, recreate: 'changed' },
      },
    ],
    [
      'stop dev1 --takeover dead',
      {
        ...operate,
        takeover: { reason: 'dead', choice: 'put-back' },
        operation: { kind: 'stop', services: null },
      },
    ],
    [
      'rollback dev1 --takeover dead --resume',
      { ...operate, takeover: { reason: 'dead', choice: 'resume' }, operation: rollback },
    ],
    ['rollback dev1 --to #12', { ...operate, operation: { ...rollback, to: { kind: 'number', number: 12 } } }],
    [
      'rollback dev1 -s api --to 0d94e7f1a2b3',
      { ...operate, operation: { ...rollback, to: { kind: 'id', releaseId: '0d94e7f1a2b3' }, services: ['api'] } },
    ],
    ['rollback dev1 --list', { kind: 'kept-releases', slot: 'dev1', ...common }],
    ['stats a/dev1', { kind: 'stats', slot: 'a/dev1', watch: false, ...common }],
    ['stats dev1 -w --json', { kind: 'stats', slot: 'dev1', watch: true, ...common, json: true }],
    ['history', history],
    [
      'history a/dev1 --limit 5 --since 2h --text payment --json',
      { ...history, slot: 'a/dev1', limit: 5, since: twoHours, text: 'payment', json: true },
    ],
    [
      'reserve dev1 --until 2h --why demo --for QA --by me',
      {
        kind: 'reserve',
        slot: 'dev1',
        until: twoHours,
        why: 'demo',
        forWhom: 'QA',
        by: 'me',
        overReservation: null,
        ...common,
      },
    ],
    ['unreserve dev1', { kind: 'unreserve', slot: 'dev1', by: null, ...common }],
    ['lift dev1 --why fixed', { kind: 'lift', slot: 'dev1', why: 'fixed', by: null, ...common }],
    ['lock a/dev1 --json', { kind: 'lock', slot: 'a/dev1', ...common, json: true }],
    [
      'settings publish c.yaml --note n --yes',
      {
        kind: 'settings-publish',
        file: 'c.yaml',
        note: 'n',
        planOnly: false,
        yes: true,
        by: null,
        host: null,
        ...common,
      },
    ],
    ['settings check c.yaml --on seoul', { kind: 'settings-check', file: 'c.yaml', host: 'seoul', ...common }],
    ['settings show --version r3', { kind: 'settings-show', version: 3, host: null, ...common }],
    ['settings list', { kind: 'settings-list', host: null, ...common }],
    ['hosts --host a', { kind: 'hosts', ...common, hosts: ['a'] }],
    ['hosts list --json', { kind: 'hosts', ...common, json: true }],
    ['hosts add seoul', { kind: 'hosts-add', address: 'seoul', name: '', access: {}, test: true, ...common }],
    [
      'hosts add ssh://a --name 서울 --key k --jump b --no-test --secret-fd 0',
      {
        kind: 'hosts-add',
        address: 'ssh://a',
        name: '서울',
        access: { keyFile: 'k', jumpHost: 'b' },
        test: false,
        ...common,
        secretDescriptor: 0,
      },
    ],
    [
      'hosts test tcp://a --tls-folder d --tls-ca c',
      { kind: 'hosts-test', host: 'tcp://a', access: { tls: { folder: 'd', ca: 'c' } }, ...common },
    ],
    [
      'hosts edit a --no-tls --accept-plain-text --no-key --no-jump',
      {
        kind: 'hosts-edit',
        host: 'a',
        address: null,
        name: '',
        access: { tls: null, acceptsPlainText: true, keyFile: null, jumpHost: null },
        test: true,
        ...common,
      },
    ],
    [
      'hosts edit a --address tcp://b --no-accept-plain-text --no-test',
      {
        kind: 'hosts-edit',
        host: 'a',
        address: 'tcp://b',
        name: '',
        access: { acceptsPlainText: false },
        test: false,
        ...common,
      },
    ],
    ['hosts rename a b', { kind: 'hosts-rename', host: 'a', name: 'b', ...common }],
    ['hosts move a --to 1', { kind: 'hosts-move', host: 'a', to: 0, ...common }],
    ['hosts remove a -y', { kind: 'hosts-remove', host: 'a', yes: true, ...common }],
    ['hosts find', { kind: 'hosts-find', ...common }],
  ])('reads %s', (line, request) => {
    expect(parse(line)).toEqual(request)
  })

  it.each([
    ['', 'berth', 'a command is missing; see berth --help'],
    ['frob', 'berth', 'there is no command frob; see berth --help'],
    ['board --frob', 'board', 'there is no option --frob'],
    ['board extra', 'board', 'too many arguments'],
    ['deploy --tag x', 'deploy', 'slot is missing'],
    ['deploy dev1', 'deploy', 'one of --tag, --branch, --platform and --revision is needed'],
    ['deploy dev1 -t t --branch b', 'deploy', 'one of --tag, --branch, --platform and --revision is needed'],
    ['deploy dev1 --tag', 'deploy', '-t, --tag <tag> needs a value'],
    ['logs dev1 --level loud', 'logs', '--level <level>: one of trace, debug, info, warn, error and fatal'],
    ['logs dev1 --fixed', 'logs', '--fixed says how --grep is read; give both'],
    ['logs dev1 -f --until 2h', 'logs', '--until and --follow exclude each other'],
    ['logs dev1 --tail many', 'logs', '-n, --tail <lines>: a number up to 1,000,000, or "all"'],
    ['logs dev1 --tail 1000001', 'logs', '-n, --tail <lines>: a number up to 1,000,000, or "all"'],
    [`stop dev1 --by ${'x'.repeat(65)}`, 'stop', '--by <name>: 1 to 64 characters'],
    ['stop dev1 --resume', 'stop', 'one of --resume, --put-back and --unlock, together with --takeover REASON'],
    [
      'stop dev1 --takeover x --resume --unlock',
      'stop',
      'one of --resume, --put-back and --unlock, together with --takeover REASON',
    ],
    ['deploy dev1 -t t --strategy canary', 'deploy', '--strategy <strategy>: recreate or blue-green'],
    ['reserve dev1 --why demo', 'reserve', '--until <time> is missing'],
    ['history --limit 0', 'history', '-n, --limit <entries>: a number from 1 to 10,000'],
    ['settings', 'settings', 'a command is missing; see berth --help'],
    ['settings publish', 'settings publish', 'file is missing'],
    ['settings frob', 'settings', 'there is no command frob; see berth --help'],
    ['hosts frob', 'hosts', 'there is no command frob; see berth --help'],
    ['hosts move a --to 0', 'hosts move', '--to <place>: a place in the list, counted from 1'],
    ['hosts move a', 'hosts move', '--to <place> is missing'],
    ['hosts edit a', 'hosts edit', 'say what is to be changed; see berth hosts edit --help'],
    ['hosts edit a --no-tls --tls-folder d', 'hosts edit', '--no-tls excludes the other options for TLS'],
    [
      'hosts add tcp://a --tls-ca c --accept-plain-text',
      'hosts add',
      'with TLS nothing goes in the clear: --accept-plain-text only without it',
    ],
    ...['board', 'board --host unix:///a', 'board --host ssh://a', 'lock dev1 --host npipe:////./pipe/a'].map(
      (line): [string, string, string] => [
        `${line} --accept-plain-text`,
        line.split(' ')[0] ?? '',
        '--accept-plain-text is for a tcp:// address or a context that --host gives, and for nothing else',
      ],
    ),
    [
      'board --secret-fd 1',
      'board',
      '--secret-fd <number>: the number of an inherited file descriptor: 0, or 3 and up',
    ],
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
