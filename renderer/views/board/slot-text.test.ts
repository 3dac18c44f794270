import { expect, it } from 'vitest'
import { sampleHost, sampleService, sampleSlot } from '../../../src/testing/sample-views'
import { createI18n } from '../../i18n/i18n'
import { slotText } from './slot-text'

const nowMs = Date.UTC(2024, 4, 17, 5, 0)
const host = sampleHost(nowMs, 'seoul-1')
const failing = sampleService(nowMs, 'api', {
  state: { kind: 'unhealthy', reason: { kind: 'check-failing', failures: 3, output: '\n503 db DOWN\nmore' } },
})
const slot = sampleSlot('seoul-1', 'dev3', [sampleService(nowMs, 'web'), failing], {
  state: 'unhealthy',
  deployedBy: '이도윤',
  urls: { web: 'https://dev3.shop.example.com' },
  reservation: {
    reservationId: 'r',
    by: '김하나',
    forWhom: 'QA',
    why: '결제 회귀 테스트',
    sinceMs: nowMs,
    untilMs: nowMs + 3_600_000,
  },
})

it('says to a chat what the row says, in either language', () => {
  const english = createI18n('en').getFixedT<['board', 'states']>('en', ['board', 'states'])
  const lines = slotText(host, slot, english, 'en', nowMs).split('\n')
  expect(lines.slice(0, 3)).toEqual([
    'seoul-1 / dev3 · Unhealthy',
    'kickoff-240517-checkout-retry v1.3.11 4be1c07 · 이도윤',
    'web Healthy · api Unhealthy: 503 db DOWN',
  ])
  expect(lines[3]).toMatch(/^Reserved: QA · 김하나, until .+, 결제 회귀 테스트$/)
  expect(lines[4]).toBe('web https://dev3.shop.example.com')
  const korean = createI18n('ko').getFixedT<['board', 'states']>('ko', ['board', 'states'])
  const gone = { ...host, connection: { kind: 'connecting', lastSeenAtMs: nowMs } as const }
  expect(slotText(gone, slot, korean, 'ko', nowMs)).toMatch(/^seoul-1 \/ dev3 · 마지막: 비정상\n/)
})
