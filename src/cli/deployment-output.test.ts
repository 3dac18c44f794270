import { describe, expect, it } from 'vitest'
import { errorCatalog, type ErrorCode } from '../domain/error-catalog'
import { errorData } from '../domain/berth-error'
import type { Deployment } from '../domain/deployment'
import { exitCodeOfError, exitCodeOfResult } from './exit-codes'
import { languageOf } from './language'
import { createProgressPrinter } from './progress-printer'
import { createTakeoverPrinter } from './takeover-printer'

describe('exit codes', () => {
  it('are those that scripts rely on', () => {
    const error = errorData('gate-failed')
    const failed = { error, failingOutput: '', log: '' }
    expect(exitCodeOfResult({ kind: 'succeeded' })).toBe(0)
    expect(exitCodeOfResult({ kind: 'refused', error: errorData('plan-outdated') })).toBe(3)
    expect(exitCodeOfResult({ kind: 'put-back', ...failed })).toBe(4)
    expect(exitCodeOfResult({ kind: 'down', ...failed, services: ['api'] })).toBe(6)
    expect(exitCodeOfResult({ kind: 'cancelled' })).toBe(130)
    const codes: Partial<Record<ErrorCode, number>> = {
      'bad-request': 2,
      'slot-ambiguous': 2,
      'slot-unknown': 2,
      'image-not-found': 2,
      'confirmation-needed': 2,
      'slot-locked': 3,
      'plan-outdated': 3,
      'host-unreachable': 5,
      'socket-missing': 5,
      'permission-denied': 5,
      'put-back-failed': 6,
      cancelled: 130,
      internal: 1,
    }
    for (const [code, exit] of Object.entries(codes))
      expect([code, exitCodeOfError(code as ErrorCode)]).toEqual([code, exit])
  })

  it('exist for every error, and none of them says that all went well', () => {
    for (const code of Object.keys(errorCatalog) as ErrorCode[]) expect(exitCodeOfError(code)).toBeGreaterThan(0)
  })
})

it('speaks the language of the locale for messages', () => {
  expect(languageOf({ LANG: 'ko_KR.UTF-8' })).toBe('ko')
  expect(languageOf({ LANG: 'ko_KR.UTF-8', LC_ALL: 'C' })).toBe('en')
  expect(languageOf({ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ko_KR' })).toBe('ko')
  expect(languageOf({})).toBe('en')
})

describe('createProgressPrinter', () => {
  const deployment = (over: Partial<Deployment>): Deployment => ({
    id: 'd1',
    by: 'me',
    plan: {
      hostId: 'a',
      slot: 'dev1',
      operation: { kind: 'stop', services: null },
      services: [],
      steps: [
        { kind: 'lock', cause: 'one-deployment-a-slot' },
        { kind: 'stop', service: 'api', cause: 'stop-asked' },
      ],
      warnings: [],
      fingerprint: '',
    },
    phase: 'running',
    startedAtMs: 0,
    endedAtMs: null,
    steps: [step('running'), step('waiting')],
    pulls: [],
    gate: null,
    notChecked: [],
    switched: [],
    result: null,
    ...over,
  })
  const step = (state: Deployment['steps'][number]['state']): Deployment['steps'][number] => ({
    state,
    startedAtMs: null,
    endedAtMs: null,
  })
  const gate: Deployment['gate'] = {
    service: 'api',
    containerId: 'c',
    kind: 'health',
    checks: [],
    startedAtMs: 0,
    deadlineAtMs: 9_500,
  }
  const printed = async (isTerminal: boolean): Promise<string> => {
    let text = ''
    const write = async (part: string): Promise<void> => void (text += part)
    const output = { write, isTerminal, hasColors: false, width: () => (isTerminal ? 30 : null) }
    const printer = createProgressPrinter(output, 'en', () => 0)
    await printer.show(deployment({}))
    await printer.show(deployment({ gate }))
    await printer.show(deployment({ gate }))
    const notChecked = [errorData('probe-without-port', { service: 'api' })]
    await printer.show(deployment({ steps: [step('done'), step('running')], notChecked }))
    await printer.show(deployment({ steps: [step('done'), step('failed')], notChecked, phase: 'putting-back' }))
    return text
  }

  it('prints a line a change where nobody looks', async () => {
    expect(await printed(false)).toBe(
      [
        'Deployment d1',
        '[1/2] lock the slot: one deployment a slot at a time',
        '[2/2] stop api: as asked',
        'api was not asked over HTTP: it publishes no TCP port, and the slots file names none.',
        '[2/2] failed',
        'Putting the old version back\n',
      ].join('\n'),
    )
  })

  it('writes over the last line of a terminal, never wider than it is', async () => {
    const text = await printed(true)
    expect(text).toContain('at a time\nwaiting for api, at most 10 …\r\u001b[2K[2/2] stop')
    expect(text.match(/waiting for api/g)).toHaveLength(1)
  })
})

it('tells of a takeover a line a stage, and on a terminal how far it is', async () => {
  for (const isTerminal of [false, true]) {
    let text = ''
    const write = async (part: string): Promise<void> => void (text += part)
    const output = { write, isTerminal, hasColors: false, width: () => (isTerminal ? 80 : null) }
    const printer = createTakeoverPrinter(output, '이도윤', 'en')
    const show = (kind: 'heart' | 'changes', passedMs: number, neededMs: number): Promise<void> =>
      printer.show({ hostId: 'a', slot: 'dev1', kind, passedMs, neededMs })
    await show('heart', 0, 30_000)
    await show('heart', 12_345, 30_000)
    await show('changes', 0, 14_001)
    await printer.end()
    const stages = [
      'Seeing whether 이도윤 is alive: 30 s without a heartbeat mean no\n',
      'Waiting until what 이도윤 began last is surely over: 15 s\n',
    ] as const
    const over = '\r\u001b[2K'
    const seen = `${stages[0]}0 of 30 s${over}12 of 30 s${over}${stages[1]}0 of 15 s${over}`
    expect(text).toBe(isTerminal ? seen : stages.join(''))
  }
})
