import { describe, expect, it } from 'vitest'
import { sampleHost, sampleService, sampleSlot } from '../testing/sample-views'
import type { Board } from './board'
import { findRunning } from './find-running'

const nowMs = Date.parse('2024-06-12T05:00:00Z')
const dashboard = { tag: 'kickoff-240510-dashboard', version: 'v1.3.10', revision: '9f3c2ab0011' }
const retry = sampleService(nowMs, 'web')
const board: Board = {
  hosts: [
    {
      host: sampleHost(nowMs, 'seoul-1'),
      slots: [
        sampleSlot(
          'seoul-1',
          'dev1',
          [sampleService(nowMs, 'web', dashboard), sampleService(nowMs, 'api', dashboard)],
          {
            platform: 'platform/v1.3.10',
          },
        ),
        sampleSlot('seoul-1', 'dev2', [retry, sampleService(nowMs, 'api', dashboard)]),
        sampleSlot(
          'seoul-1',
          'dev3',
          [retry, sampleService(nowMs, 'db', { tag: '16', kickoff: null, version: null, revision: null })],
          { mixed: false },
        ),
      ],
    },
  ],
}
const find = (text: string): readonly string[] =>
  findRunning(board, text).map(({ slot, services }) => [slot.name, ...services].join(' '))

describe('where something runs', () => {
  it('is found by a branch or its summary, with the services of a mixed slot that run it', () => {
    for (const text of ['kickoff-240510-dashboard', 'Dashboard']) expect(find(text)).toEqual(['dev1', 'dev2 api'])
  })

  it('is found by a version however it is written, and by seven digits of a revision', () => {
    for (const text of ['v1.3.10', '1.3.10', 'platform/v1.3.10']) expect(find(text)).toEqual(['dev1', 'dev2 api'])
    expect(find('9F3C2AB')).toEqual(['dev1', 'dev2 api'])
    expect(find('9f3c')).toEqual([])
  })

  it('is not narrowed by a database beside the services, and nothing runs nowhere', () => {
    expect(find('checkout-retry')).toEqual(['dev2 web', 'dev3'])
    expect(find('1.3.1')).toEqual([])
    expect(find(' ')).toEqual([])
  })
})
