import { expect, test } from 'vitest'
import { BerthError, causeDetails, describeError, errorData, toErrorData } from './berth-error'
import { errorCatalog, type ErrorCode } from './error-catalog'

const codes = Object.keys(errorCatalog) as ErrorCode[]
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()

test.each(codes)('%s has a message and a hint in both languages, with the same placeholders', (code) => {
  const { en, ko } = errorCatalog[code]
  for (const text of [en.message, en.hint, ko.message, ko.hint]) expect(text.length).toBeGreaterThan(5)
  expect(ko.message + ko.hint).toMatch(/[가-힣]/)
  expect([...new Set(placeholders(ko.message + ko.hint))]).toEqual([...new Set(placeholders(en.message + en.hint))])
})

test('details fill the placeholders of either language, and a missing one leaves no brace behind', () => {
  const error = errorData('slot-locked', { slot: 'dev2', owner: '박서준' })
  expect(error.message).toBe('dev2 is held by 박서준 since .')
  expect(describeError(error, 'ko').message).toContain('박서준')
})

test('a detail that looks like a placeholder is not filled again', () => {
  expect(errorData('bad-request', { field: '{reason}', reason: 'secret' }).message).toBe('{reason}: secret')
})

test('what was thrown becomes data: Berth’s own as it is, an abort as cancelled, a fault as internal', () => {
  expect(toErrorData(new BerthError('slot-empty', { slot: 'dev1' })).code).toBe('slot-empty')
  expect(toErrorData(AbortSignal.abort().reason).code).toBe('cancelled')
  expect(toErrorData(new TypeError('x is not a function')).code).toBe('internal')
})

test('an error tells what caused it in the reader’s language, with what helps', () => {
  const cause = errorData('port-stuck', { service: 'web', port: 3001 })
  const error = errorData('put-back-failed', { ...causeDetails(cause), service: 'web', container: 'dev1_web_1' })
  expect(error.message).toContain(`${cause.message} ${cause.hint}`)
  const korean = describeError(cause, 'ko')
  expect(describeError(error, 'ko').message).toContain(`${korean.message} ${korean.hint}`)
  expect(describeError(error, 'ko').hint).toContain('docker start dev1_web_1')
})

test('a cause that this version does not know leaves the reason as it was told', () => {
  const details = { service: 'web', reason: 'told', 'cause.code': 'of-tomorrow', container: 'c' }
  expect(describeError({ code: 'put-back-failed', details }, 'en').message).toContain('told')
})
