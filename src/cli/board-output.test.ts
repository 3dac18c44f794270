import { describe, expect, it } from 'vitest'
import { boardJsonSchema, boardToJson } from '../contract/board-json'
import type { Board } from '../domain/board'
import { errorData } from '../domain/berth-error'
import { sampleService, sampleSlot } from '../testing/sample-views'
import { boardTable } from './board-table'
import { alignColumns, cutToWidth, textWidth } from './text-width'

const nowMs = Date.UTC(2024, 4, 10, 9)
const service = (name: string, over: Parameters<typeof sampleService>[2] = {}): ReturnType<typeof sampleService> =>
  sampleService(nowMs, name, over)
const exited = { kind: 'unhealthy', reason: { kind: 'exited', exitCode: 3 } } as const
const view = {
  engineVersion: '20.10.24',
  apiVersion: '1.41',
  address: 'unix:///x',
  access: 'full',
  isPlainText: false,
} as const
const error = errorData('socket-missing', { address: 'unix:///y' })
const board: Board = {
  hosts: [
    {
      host: { id: 'a', name: '서울', ...view, connection: { kind: 'connected', sinceMs: 0, latencyMs: 1 } },
      slots: [
        sampleSlot('a', 'dev1', [service('api'), service('web', { tag: 'kickoff-240510-dashboard' })], {
          state: 'running',
        }),
        sampleSlot('a', '개발2', [service('api', { state: exited, health: 'unhealthy', exitCode: 3 })], {
          state: 'unhealthy',
          holds: [{ holdId: 'r1', tag: 'kickoff-240603-search', by: '정유진', sinceMs: nowMs, deploymentId: 'd7' }],
          drift: [
            { service: 'api', kind: 'recreated' },
            { service: 'api', kind: 'upstream', proxy: 'front', leads: '127.0.0.1:9', should: '127.0.0.1:3001' },
          ],
        }),
        sampleSlot('a', 'dev3', [], { state: 'empty', kickoff: null, tag: null, version: null, revision: null }),
      ],
    },
    {
      host: {
        id: 'b',
        name: 'busan',
        ...view,
        connection: { kind: 'unreachable', sinceMs: 0, lastSeenAtMs: null, nextTryAtMs: null, error },
      },
      slots: [],
    },
  ],
}

describe('boardTable', () => {
  it('aligns columns also where Hangul stands in them, and says in words what asks for a look', () => {
    expect(boardTable(board, 'en')).toEqual([
      '서울  unix:///x  Docker 20.10.24',
      '  SLOT   STATE                RUNS                                        VERSION         SERVICES',
      '  dev1   ● Running, no check  kickoff-240517-checkout-retry (mixed)       1.3.11 4be1c07  ✓ api  ✓ web (kickoff-240510-dashboard)',
      '  개발2  ✗ Unhealthy          kickoff-240517-checkout-retry (drift: api)  1.3.11 4be1c07  ✗ api (exit 3)',
      '    held: 정유진 rolled back from kickoff-240603-search',
      '    api: front leads to 127.0.0.1:9, not to 127.0.0.1:3001',
      '  dev3   ○ Empty              -                                           -',
      '',
      'busan  unix:///x  Unreachable: There is no socket at unix:///y.',
    ])
  })

  it('speaks Korean', () => {
    const lines = boardTable(board, 'ko')
    expect(lines[2]).toContain('● 실행 중 · 검사 없음')
    expect(lines.at(-1)).toContain('연결 안 됨: unix:///y 소켓이 없습니다.')
  })
})

describe('boardToJson', () => {
  it('gives what the schema says, and nothing else', () => {
    const json = boardToJson(board)
    expect(boardJsonSchema.parse(JSON.parse(JSON.stringify(json)))).toEqual(json)
    expect(json.hosts[0]?.slots[1]).toEqual({
      name: '개발2',
      state: 'unhealthy',
      kickoff: { branch: 'kickoff-240517-checkout-retry', date: '2024-05-17', summary: 'checkout-retry' },
      mixed: false,
      reservation: null,
      holds: [
        { id: 'r1', tag: 'kickoff-240603-search', by: '정유진', since: '2024-05-10T09:00:00.000Z', deployment: 'd7' },
      ],
      drift: [
        { service: 'api', kind: 'recreated' },
        { service: 'api', kind: 'upstream', proxy: 'front', leads: '127.0.0.1:9', should: '127.0.0.1:3001' },
      ],
      services: [
        {
          name: 'api',
          image: 'registry.example.com/shop/api:kickoff-240517-checkout-retry',
          tag: 'kickoff-240517-checkout-retry',
          digest: expect.any(String) as unknown,
          revision: '4be1c07d2f6a5b1c8e90',
          state: 'unhealthy',
          health: 'unhealthy',
          restarts: 0,
          exitCode: 3,
          containerId: 'api-0123456789ab',
          startedAt: new Date(nowMs - 129 * 60_000).toISOString(),
        },
      ],
    })
  })
})

describe('text width', () => {
  it('counts Hangul and emoji as two columns, joiners and accents as none', () => {
    expect(['ab', '한글', 'é', 'e\u0301', '😀', '👩\u200d💻', '✓'].map(textWidth)).toEqual([2, 4, 1, 1, 2, 4, 1])
  })

  it('aligns and cuts by columns', () => {
    expect(
      alignColumns([
        ['한', 'x', 'y'],
        ['abc', 'z'],
      ]),
    ).toEqual(['한   x  y', 'abc  z'])
    expect([cutToWidth('한글글자', 5), cutToWidth('abc', 3)]).toEqual(['한글…', 'abc'])
  })
})
