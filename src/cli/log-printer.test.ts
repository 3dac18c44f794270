import { describe, expect, it } from 'vitest'
import type { LogRows } from '../contract/log-contract'
import { type LogFormat, printRows } from './log-printer'

const rows = (...entries: readonly (readonly [service: number, kind: number, text: string])[]): LogRows => ({
  first: 0,
  atMs: Float64Array.from(entries, () => 1_715_331_600_123),
  service: Uint8Array.from(entries, ([service]) => service),
  kind: Uint8Array.from(entries, ([, kind]) => kind),
  texts: entries.map(([, , text]) => text),
})
const plain: LogFormat = { json: false, hasColors: false, namesServices: true, language: 'en' }
const services = ['api', '관리']

describe('printRows', () => {
  it('names services in a gutter of one width and tells markers apart', () => {
    const all = rows([0, 0, '\u001b[31mred\u001b[0m'], [1, 1, 'x'], [0, 2, 'exited\t137'], [0, 2, 'replaced\tv2'])
    expect(printRows(all, services, plain)).toEqual({
      lines: 'api  | red\n관리 | x\n',
      notes: '--- api exited with 137 ---\n--- api replaced: v2 ---\n',
    })
  })

  it('keeps colours on a terminal, and nothing else that a program may have sent', () => {
    const hostile = '\u001b[1;31mred\u001b]0;title\u0007\u001b[2J\u0007\u202etxt'
    const { lines } = printRows(rows([0, 0, hostile]), services, { ...plain, hasColors: true, namesServices: false })
    expect(lines).toBe('\u001b[1;31mredtxt\u001b[0m\n')
  })

  it('prints one object a line for scripts', () => {
    const { lines, notes } = printRows(rows([1, 1, '\u001b[31m"q"'], [0, 2, 'started\t']), services, {
      ...plain,
      json: true,
    })
    expect(notes).toBe('')
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { time: '2024-05-10T09:00:00.123Z', service: '관리', stream: 'stderr', text: '"q"' },
      { time: '2024-05-10T09:00:00.123Z', service: 'api', event: 'started', detail: '' },
    ])
  })
})
