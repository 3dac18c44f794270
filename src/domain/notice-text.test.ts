import { expect, test } from 'vitest'
import { errorData } from './berth-error'
import { noticeKinds, plainNotice } from './notice'
import { groupedText } from './notice-group'
import { noticeText } from './notice-text'

const place = { hostId: 'h1', host: 'seoul-1', slot: 'dev3' }
const known = { id: 'n', atMs: 0, who: '이도윤', branch: 'kickoff-240510-dashboard', version: '1.3.10' }

test('a deployment that was put back says what, who, where, why, and what users get now', () => {
  const error = errorData('gate-failed', { service: 'api' })
  const notice = plainNotice(place, { ...known, kind: 'put-back', operation: 'deploy', error })
  expect(noticeText(notice, 'en', String)).toEqual({
    title: 'dev3: failed and put back',
    body: 'kickoff-240510-dashboard 1.3.10 · by 이도윤 · seoul-1\nThe health check of api fails.\nThe old version serves.',
  })
  expect(noticeText(notice, 'ko', String)).toEqual({
    title: 'dev3: 실패 후 복구',
    body: 'kickoff-240510-dashboard 1.3.10 · 작업자: 이도윤 · seoul-1\napi의 상태 검사가 실패했습니다.\n이전 버전이 실행 중입니다.',
  })
})

test.each(noticeKinds)('%s has words of its own in both languages', (kind) => {
  const notice = plainNotice(place, { ...known, kind })
  expect(noticeText(notice, 'en', String).title).toMatch(/^dev3: [A-Za-z ]+$/)
  expect(noticeText(notice, 'ko', String).title).toMatch(/^dev3: [가-힣 ]+$/)
})

test('a reason is cut to its first line, and a password in an address is hidden', () => {
  const reason = `see https://ci:hunter22@ci.example.com/1\n${'x'.repeat(500)}`
  const { body } = noticeText(plainNotice(place, { ...known, kind: 'overruled', reason }), 'en', String)
  expect(body).toContain('https://ci:••••••••@ci.example.com/1')
  expect(body).not.toContain('hunter22')
  expect(body).not.toContain('xxx')
})

test('several are one text with a line each, and the rest is counted', () => {
  const notices = ['dev1', 'dev2', 'dev3', 'dev1', 'dev4', 'dev5'].map((slot) =>
    plainNotice({ ...place, slot }, { ...known, kind: 'succeeded', operation: 'deploy' }),
  )
  const { title, body } = groupedText(notices, 'en', String)
  expect(title).toBe('6 messages · dev1, dev2, dev3, dev4 …')
  expect(body.split('\n')).toHaveLength(5)
  expect(body).toMatch(/and 2 more$/)
  expect(groupedText(notices.slice(0, 1), 'en', String).title).toBe('dev1: deployed')
})
