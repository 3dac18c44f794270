import { describe, expect, it } from 'vitest'
import { noService, rowKind } from '../../../src/contract/log-contract'
import { lineText, sharedLine } from './line-text'
import type { LogRow } from './log-row-cache'

const row: LogRow = {
  position: 4,
  number: 2,
  atMs: Date.UTC(2024, 5, 12, 5, 34, 1, 16),
  service: 1,
  kind: rowKind.stdout,
  level: 'error',
  fold: 'alone',
  hidden: 0,
  isCut: false,
  text: '\u001b[31mno pool\u001b[0m left',
}
const services = ['web', 'api']

describe('a line as text', () => {
  it('stands alone, or behind its time, service and level', () => {
    expect(lineText(row, services, 'none')).toBe('no pool left')
    expect(lineText(row, services, 'full')).toMatch(/^\d\d:\d\d:01\.016 api ERROR no pool left$/)
    const marker: LogRow = {
      ...row,
      kind: rowKind.marker,
      service: noService,
      level: 'none',
      text: 'deploy-done\td1\t한지우',
    }
    expect(lineText(marker, services, 'full')).toMatch(/^[\d:.]+ deploy-done d1 한지우$/)
  })

  it('says to others which slot, service and moment it is from', () => {
    const place = { hostName: 'seoul-1', slot: 'dev3', services }
    expect(sharedLine(row, place, 'utc', row.text)).toBe(
      'seoul-1 / dev3 · api · 2024-06-12 05:34:01.016Z\nno pool left',
    )
  })
})
