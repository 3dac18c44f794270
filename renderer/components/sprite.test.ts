import { expect, test } from 'vitest'
import { iconNames } from './icon'
import { spriteSource } from './sprite'
import { shapeNames } from './state-shape'

test('the sprite holds every icon and every shape by its name', () => {
  const ids = [...spriteSource.matchAll(/<symbol id="([^"]+)"/g)].map((match) => match[1])
  const wanted = ['mark', ...iconNames.map((name) => `i-${name}`), ...shapeNames.map((name) => `s-${name}`)]
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([])
})
