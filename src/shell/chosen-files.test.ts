import { expect, test } from 'vitest'
import { ChosenFiles } from './chosen-files'

test('a token gives its path once and nothing afterwards', () => {
  const targets = new ChosenFiles()
  const token = targets.remember('/home/kim/dev3.log')
  expect(targets.take(token)).toBe('/home/kim/dev3.log')
  expect(targets.take(token)).toBeNull()
})

test('of many dialogs that nobody used, the newest sixteen are remembered', () => {
  const targets = new ChosenFiles()
  const tokens = Array.from({ length: 17 }, (_, index) => targets.remember(`/tmp/${index}`))
  expect(targets.take(tokens[0] ?? '')).toBeNull()
  expect(targets.take(tokens[1] ?? '')).toBe('/tmp/1')
})
