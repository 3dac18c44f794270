import { expect, test } from 'vitest'
import { BerthError, causeDetails, describeError, errorData } from './berth-error'
import { errorReasons, type ReasonCode, reasonDetails } from './error-reasons'

const codes = Object.keys(errorReasons) as ReasonCode[]
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()

test.each(codes)('%s is told in both languages, with the same placeholders, as a part of a sentence', (code) => {
  const { en, ko } = errorReasons[code]
  expect(ko).toMatch(/[가-힣]/)
  expect(en).not.toMatch(/[가-힣]/)
  expect(placeholders(ko)).toEqual(placeholders(en))
  expect(en + ko).not.toMatch(/\.$/)
})

const details = { address: 'ssh://seoul-1', ...reasonDetails('nothing-listens', { path: '/run/docker.sock' }) }

test('an error tells a reason of Berth’s own in the reader’s language, and scripts read it in English', () => {
  const error = errorData('host-unreachable', details)
  expect(error.message).toBe('ssh://seoul-1 does not answer: nothing listens at /run/docker.sock')
  expect(error.details).toMatchObject({
    reason: 'nothing listens at /run/docker.sock',
    'reason.code': 'nothing-listens',
    'reason.path': '/run/docker.sock',
  })
  expect(describeError(error, 'ko').message).toBe(
    'ssh://seoul-1에서 응답이 없습니다: /run/docker.sock에서 응답하는 프로그램이 없음',
  )
})

test('so does an error that is the cause of another', () => {
  const cause = errorData('host-unreachable', details)
  const error = new BerthError('put-back-failed', { ...causeDetails(cause), service: 'web', container: 'c' })
  expect(describeError(error.data, 'ko').message).toContain('응답하는 프로그램이 없음')
})

test('the system’s words, and a reason that this version does not know, stay as they were told', () => {
  for (const told of [{ reason: 'EWHAT' }, { reason: 'EWHAT', 'reason.code': 'of-tomorrow' }]) {
    expect(describeError({ code: 'host-unreachable', details: { address: 'a', ...told } }, 'ko').message).toMatch(
      /EWHAT$/,
    )
  }
})
