import { expect, test } from 'vitest'
import { defaultKickoffPattern } from '../../../src/domain/kickoff'
import { checkPattern } from './pattern-check'

test('a pattern that works reads tags', () => {
  const check = checkPattern(defaultKickoffPattern)
  expect(check.kind === 'good' && check.read('kickoff-240510-dashboard')).toMatchObject({ date: '2024-05-10' })
})

test('what is wrong with a pattern is told apart', () => {
  expect(checkPattern('  ')).toEqual({ kind: 'empty' })
  expect(checkPattern('release-(.+)')).toEqual({ kind: 'no-summary' })
  expect(checkPattern('kickoff-(?<date>')).toEqual({ kind: 'invalid', reason: 'Unterminated group' })
})
