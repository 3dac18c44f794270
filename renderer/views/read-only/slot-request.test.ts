import { expect, test } from 'vitest'
import type { SlotView } from '../../../src/domain/board'
import { createI18n } from '../../i18n/i18n'
import { slotRequest } from './slot-request'

const slot = {
  name: 'dev1',
  tag: 'kickoff-240517-checkout-retry',
  revision: '4be1c07aa11bb22',
  version: '1.3.11',
  state: 'healthy',
  activity: null,
  reservation: { reservationId: 'r', by: '김하나', forWhom: 'QA', why: '결제 회귀 테스트', sinceMs: 0, untilMs: 1 },
} as unknown as SlotView
const host = { name: 'seoul-1' }

test('a request names the slot, what is on it, and who asks, in the person’s language', () => {
  const english = slotRequest(
    { host, slot, person: '강다은' },
    createI18n('en').getFixedT('en', ['readOnly', 'states']),
  )
  expect(english).toBe(
    [
      'Request for seoul-1 / dev1',
      'Wanted there: (branch or version)',
      'For: (what, and until when)',
      '',
      'There now: kickoff-240517-checkout-retry, v1.3.11, 4be1c07',
      'State: Healthy',
      'Reserved: QA, 결제 회귀 테스트',
      'From: 강다은',
      '',
    ].join('\n'),
  )
  const korean = slotRequest({ host, slot, person: '' }, createI18n('ko').getFixedT('ko', ['readOnly', 'states']))
  expect(korean).toContain('상태: 정상')
  expect(korean).not.toContain('요청자')
})

test('an empty slot has nothing on it', () => {
  const empty = { ...slot, tag: null, revision: null, version: null, state: 'empty', reservation: null } as SlotView
  const text = slotRequest({ host, slot: empty, person: '' }, createI18n('en').getFixedT('en', ['readOnly', 'states']))
  expect(text).toContain('There now: nothing\nState: Empty\n')
})
