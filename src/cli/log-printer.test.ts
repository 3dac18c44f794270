import { describe, expect, it } from 'vitest'
import { type LogRows, noService } from '../contract/log-contract'
import { type LogFormat, printRows } from './log-printer'

const rows = (
  ...entries: readonly (readonly [service: number, kind: number, text: string, level?: number])[]
): LogRows => ({
  first: 0,
  layout: 0,
  numbers: Float64Array.from(entries, (_, index) => index),
  atMs: Float64Array.from(entries, () => 1_715_331_600_123),
  service: Uint8Array.from(entries, ([service]) => service),
  kind: Uint8Array.from(entries, ([, kind]) => kind),
  level: Uint8Array.from(entries, ([, , , level = 0]) => level),
  fold: new Uint8Array(entries.length),
  hidden: new Uint32Array(entries.length),
  cut: new Uint8Array(entries.length),
  texts: entries.map(([, , text]) => text),
})
const plain: LogFormat = {
  json: false,
  hasColors: false,
  namesServices: true,
  language: 'en',
  host: 'seoul-1',
  slot: 'dev1',
  isWanted: null,
}
const services = ['api', '관리']
const place = { time: '2024-05-10T09:00:00.123Z', host: 'seoul-1', slot: 'dev1' }

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
    const { lines, notes } = printRows(rows([1, 1, '\u001b[31m"q"', 5], [0, 2, 'exited\t1']), services, {
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
      { ...place, service: '관리', stream: 'stderr', level: 'error', text: '"q"' },
      { ...place, service: 'api', marker: 'exited', details: ['1'] },
    ])
  })

  it('words deployments, health and memory', () => {
    const all = rows(
      [noService, 2, 'deploy-started\td1\t하나\tnew\told'],
      [noService, 2, 'deploy-done\td1\t하나\tnew\told\t1250'],
      [noService, 2, 'deploy-failed\td2\t하나\tnew\tnew\tgate-failed'],
      [0, 2, 'unhealthy\tno \u001b[31manswer'],
      [0, 2, 'out-of-memory\t536870912'],
    )
    expect(printRows(all, services, plain).notes.split('\n')).toEqual([
      '--- deployment d1 by 하나 began: old → new ---',
      '--- deployment d1 by 하나 done in 1.3 s: old → new ---',
      '--- deployment d2 by 하나 failed (gate-failed): new ---',
      '--- api is unhealthy: no answer ---',
      '--- api was killed: over its 512 MB ---',
      '',
    ])
  })

  it('leaves out what is not wanted', () => {
    const isWanted: LogFormat['isWanted'] = ({ isMarker, level, text }) =>
      !isMarker && level === 'warn' && text === 'red'
    const all = rows([0, 0, '\u001b[31mred', 4], [0, 0, 'red', 5], [0, 2, 'started\t'], [0, 0, 'blue', 4])
    expect(printRows(all, services, { ...plain, isWanted })).toEqual({ lines: 'api  | red\n', notes: '' })
  })
})
