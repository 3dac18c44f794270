import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainNotice } from './notice'
import { longestTemplate } from './notice-target'
import { fillTemplate, templatePlaceholders, unknownPlaceholder } from './notice-template'

const place = { hostId: 'h1', host: 'seoul-1', slot: 'dev3' }
const notice = plainNotice(place, {
  id: 'd-1-ended',
  kind: 'rolled-back',
  atMs: 0,
  who: '정유진',
  branch: 'kickoff-240510-dashboard',
  untilMs: 5,
})
const fill = (template: string): string => fillTemplate(template, notice, 'en', (atMs) => `at ${String(atMs)}`)

test('placeholders are filled, and one that nothing is known for is named', () => {
  expect(fill('{slot}@{host}: {event}, {branch} by {who} until {until}')).toBe(
    'dev3@seoul-1: rolled back, kickoff-240510-dashboard by 정유진 until at 5',
  )
  expect(unknownPlaceholder('{slot} {password} {env}')).toBe('password')
  expect(unknownPlaceholder(templatePlaceholders.map((name) => `{${name}}`).join(' and { } '))).toBeNull()
})

test('what a value says is not filled again and breaks no line', () => {
  const hostile = { ...notice, who: '{slot}\n<!channel>\u202e{reason}' }
  expect(fillTemplate('{who}', hostile, 'en', String)).toBe('{slot} <!channel>{reason}')
})

test('any text with known placeholders alone becomes one short line', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...templatePlaceholders), fc.string(), (before, name, after) => {
      const text = fill(`${before}{${name}}${after}`)
      expect(text.length).toBeLessThanOrEqual(longestTemplate)
      expect(text).not.toMatch(/[\n\r\u2028\u202e]/)
    }),
  )
})
