import { expect, test } from 'vitest'
import { logMemory } from '../../../src/domain/settings'
import { readLogMemory } from './log-memory-draft'

test('a draft names whole megabytes between the least and the most, also with a separator and spaces', () => {
  const { leastMegabytes, mostMegabytes } = logMemory
  expect([' 1024 ', '1,024', String(leastMegabytes), String(mostMegabytes)].map(readLogMemory)).toEqual([
    1_024,
    1_024,
    leastMegabytes,
    mostMegabytes,
  ])
  const refused = ['', '1 GB', '512.5', '-512', '1e3', String(leastMegabytes - 1), String(mostMegabytes + 1)]
  expect(refused.map(readLogMemory)).toEqual(refused.map(() => null))
})
