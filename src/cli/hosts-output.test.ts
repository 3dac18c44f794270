import { describe, expect, it } from 'vitest'
import type { HostTest, HostTestState } from '../contract/host-test'
import { errorData } from '../domain/berth-error'
import type { Board } from '../domain/board'
import { exitCodeOfHosts } from './exit-codes'
import { stepLines } from './host-test-lines'
import { hostsJson, hostsTable } from './hosts-table'

const view = { engineVersion: '20.10.24', apiVersion: '1.41', access: 'full', isPlainText: false } as const
const silent = { sinceMs: 0, lastSeenAtMs: null, nextTryAtMs: null, kind: 'unreachable' } as const
const refusedKey = { host: '부산', keyType: 'RSA', fingerprint: 'SHA256:x' }

function boardOf(...hosts: readonly Board['hosts'][number]['host'][]): Board {
  return { hosts: hosts.map((host) => ({ host, slots: [] })) }
}

const seoul = {
  ...view,
  id: 'a',
  name: '서울-개발',
  address: 'ssh://deploy@seoul-1',
  connection: { kind: 'connected', sinceMs: 0, latencyMs: 1.23 },
} as const
const busan = {
  ...view,
  id: 'b',
  name: 'busan',
  address: 'tcp://10.0.0.7:2375',
  connection: { kind: 'connected', sinceMs: 0, latencyMs: 12.7 },
  access: 'read-only',
  isPlainText: true,
} as const
const dead = {
  ...view,
  id: 'c',
  name: 'dead',
  address: 'unix:///d.sock',
  connection: { ...silent, error: errorData('socket-missing', { address: 'unix:///d.sock' }) },
  engineVersion: null,
  apiVersion: null,
  access: null,
} as const

describe('the list of hosts', () => {
  it('stands in columns also where Hangul is in them, and says why a host can’t be reached', () => {
    expect(hostsTable(boardOf(seoul, busan, dead), 'en')).toEqual([
      'HOST       STATE          LATENCY  DOCKER    API   SLOTS  ADDRESS               REMARKS',
      '서울-개발  ✓ Connected    1.2 ms   20.10.24  1.41  0      ssh://deploy@seoul-1',
      'busan      ✓ Connected    13 ms    20.10.24  1.41  0      tcp://10.0.0.7:2375   read only, not encrypted',
      'dead       ✗ Unreachable  -        -         -     -      unix:///d.sock',
      '  There is no socket at unix:///d.sock.',
    ])
    expect(hostsTable(boardOf(busan), 'ko')[1]).toContain('읽기 전용, 암호화 안 됨')
  })

  it('is data for scripts, null where only an answer could tell', () => {
    expect(hostsJson(boardOf(busan, dead))).toEqual([
      expect.objectContaining({ name: 'busan', state: 'connected', slots: 0, access: 'read-only', encrypted: false }),
      expect.objectContaining({ state: 'unreachable', latencyMs: null, slots: null, encrypted: true }),
    ])
  })

  it('ends with 5 where a host is silent, and with 7 where one may be another than it says', () => {
    const stranger = { ...dead, connection: { ...silent, error: errorData('ssh-host-key-changed', refusedKey) } }
    expect([boardOf(seoul), boardOf(seoul, dead), boardOf(dead, stranger)].map(exitCodeOfHosts)).toEqual([0, 5, 7])
  })
})

describe('the checklist of a test', () => {
  const passed = (fact: Extract<HostTestState, { kind: 'passed' }>['fact']): HostTestState => ({
    kind: 'passed',
    tookMs: 1,
    fact,
  })
  const test: HostTest = {
    target: 'seoul-1',
    steps: [
      { kind: 'log-in', via: '관문', state: passed({ kind: 'login', user: 'me', method: 'agent' }) },
      { kind: 'reach-port', via: null, state: passed(null) },
      { kind: 'host-key', via: null, state: { kind: 'asking' } },
      { kind: 'log-in', via: null, state: { kind: 'not-run' } },
    ],
    hasEnded: false,
    latencyMs: null,
  }

  it('has a line for each step that is over, without a gap', () => {
    expect(stepLines(test, 'en')).toEqual(['  ✓ 관문: Login  as me, by a key of the agent', '  ✓ Port'])
  })

  it('ends at the step that failed', () => {
    const error = errorData('ssh-host-key-refused', refusedKey)
    const steps = test.steps.map((step) =>
      step.kind === 'host-key' ? { ...step, state: { kind: 'failed', tookMs: 1, error } as const } : step,
    )
    expect(stepLines({ ...test, steps, hasEnded: true }, 'en').at(-1)).toBe('  ✗ Host key')
  })
})
