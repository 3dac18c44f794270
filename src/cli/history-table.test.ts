import { describe, expect, it } from 'vitest'
import type { HistoryEntry, HistoryEvent, ReleaseName } from '../contract/history'
import { errorData } from '../domain/berth-error'
import { historyTable } from './history-table'
import { fitLines, textWidth } from './text-width'

const release = (tag: string): ReleaseName => ({ tag, kickoff: null, revision: '5f1c2ab0', version: null })
const entry = (event: HistoryEvent, slot: string | null = 'dev1'): HistoryEntry => ({
  id: 'e',
  hostId: 'a',
  slot,
  atMs: new Date(2024, 4, 10, 14, 5).getTime(),
  by: '정유진',
  event,
})
const failed: HistoryEvent = {
  kind: 'deployment',
  deploymentId: 'd1',
  number: 12,
  operation: 'switch',
  from: release('one'),
  to: release('two'),
  services: ['api'],
  result: 'put-back',
  error: errorData('gate-failed', { service: 'api' }),
  tookMs: 41_230,
  reason: '',
}

describe('historyTable', () => {
  it('says what changed, who did it and how it ended', () => {
    const takeover = {
      kind: 'takeover',
      deploymentId: 'd',
      owner: '이도윤',
      choice: 'put-back',
      reason: 'died',
    } as const
    const slots = ['dev1', 'dev2']
    const published = { kind: 'settings-published', version: 3, slots, note: 'pool' } as const
    const [, ...rows] = historyTable([entry(failed), entry(takeover), entry(published, null)], () => '', 'en')
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      [
        '2024-05-10 14:05',
        'dev1',
        'Switch',
        '#12',
        'one → two',
        '정유진',
        expect.stringMatching(/^failed, put back, 41\.2 s, The health check of api/),
      ],
      ['2024-05-10 14:05', 'dev1', 'Takeover', 'deployment of 이도윤, put back', '정유진', 'died'],
      ['2024-05-10 14:05', '-', 'Slots file', 'r3: dev1, dev2', '정유진', 'pool'],
    ])
  })

  it('is never wider than the terminal, in Hangul too', () => {
    const lines = fitLines(
      historyTable([entry(failed)], () => 'seoul-1', 'ko'),
      60,
    )
    expect(lines.every((line) => textWidth(line) <= 60)).toBe(true)
    expect(lines[1]).toContain('seoul-1/dev1')
  })
})
