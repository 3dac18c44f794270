import { describe, expect, it } from 'vitest'
import type { Board, HostView } from '../domain/board'
import { errorData } from '../domain/berth-error'
import { sampleSlot } from '../testing/sample-views'
import { findSlot } from './find-slot'

const connected = { kind: 'connected', sinceMs: 0, latencyMs: 1 } as const
const error = errorData('host-unreachable', { address: 'x', reason: 'gone' })
const unreachable = { kind: 'unreachable', sinceMs: 0, lastSeenAtMs: null, nextTryAtMs: null, error } as const

function host(
  name: string,
  slots: readonly string[],
  connection: HostView['connection'] = connected,
): Board['hosts'][number] {
  const view = {
    id: `id-${name}`,
    name,
    address: 'unix:///x',
    connection,
    engineVersion: null,
    apiVersion: null,
    access: null,
    isPlainText: false,
  }
  return { host: view, slots: slots.map((slot) => sampleSlot(view.id, slot, [])) }
}

const board: Board = { hosts: [host('seoul', ['dev1', 'dev2']), host('busan', ['dev2', 'dev3'])] }
const codeOf = (find: () => unknown): unknown => {
  try {
    return find()
  } catch (thrown) {
    return (thrown as { readonly data: unknown }).data
  }
}

describe('findSlot', () => {
  it('takes a bare name that is unique, and any name with its host', () => {
    expect(findSlot(board, 'dev3', true)).toEqual({ hostId: 'id-busan', slot: 'dev3', label: 'busan/dev3' })
    expect(findSlot(board, 'seoul/dev2', true)).toMatchObject({ hostId: 'id-seoul', slot: 'dev2' })
  })

  it('names the candidates of a name that several hosts have, and the slots where there is none', () => {
    expect(codeOf(() => findSlot(board, 'dev2', false))).toMatchObject({
      code: 'slot-ambiguous',
      details: { candidates: 'seoul/dev2, busan/dev2' },
    })
    expect(codeOf(() => findSlot(board, 'dev9', false))).toMatchObject({
      code: 'slot-unknown',
      details: { known: 'seoul/dev1, seoul/dev2, busan/dev2, busan/dev3' },
    })
    expect(codeOf(() => findSlot(board, 'mars/dev1', false))).toMatchObject({ code: 'host-unknown' })
    expect(codeOf(() => findSlot(board, 'seoul/dev3', false))).toMatchObject({ code: 'slot-unknown' })
  })

  it('says that a host is silent rather than that a slot is unknown', () => {
    const silent: Board = { hosts: [host('seoul', ['dev1']), host('busan', [], unreachable)] }
    expect(codeOf(() => findSlot(silent, 'dev9', false))).toMatchObject({ code: 'host-unreachable' })
    expect(codeOf(() => findSlot(silent, 'busan/dev9', false))).toMatchObject({ code: 'host-unreachable' })
    const old: Board = { hosts: [host('busan', ['dev1'], unreachable)] }
    expect(codeOf(() => findSlot(old, 'dev1', false))).toMatchObject({ code: 'host-unreachable' })
  })

  it('never guesses where something will be changed', () => {
    const silent: Board = { hosts: [host('seoul', ['dev1']), host('busan', [], unreachable)] }
    expect(findSlot(silent, 'dev1', false).hostId).toBe('id-seoul')
    expect(codeOf(() => findSlot(silent, 'dev1', true))).toMatchObject({
      code: 'slot-uncertain',
      details: { slot: 'dev1', hosts: 'busan', candidates: 'seoul/dev1' },
    })
    expect(findSlot(silent, 'seoul/dev1', true).hostId).toBe('id-seoul')
  })
})
