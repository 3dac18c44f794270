import { expect, test } from 'vitest'
import type { LedgerRecordOf } from './ledger-record'
import { emptyLedgerState } from './ledger-state'
import { nextReservationEnd, openReservation } from './open-reservation'

const record = (slot: string, untilMs: number, over: Partial<LedgerRecordOf<'reserved'>> = {}) =>
  ({
    format: 1,
    kind: 'reserved',
    recordId: `r-${slot}`,
    atMs: 100,
    by: '김하나',
    slot,
    reservationId: `id-${slot}`,
    forWhom: 'QA',
    why: '결제 회귀 테스트',
    untilMs,
    ...over,
  }) satisfies LedgerRecordOf<'reserved'>

const ledgerOf = (...records: readonly LedgerRecordOf<'reserved'>[]) => ({
  ...emptyLedgerState,
  reservations: new Map(records.map((one) => [one.slot ?? '', one])),
})

test('a reservation holds until its last moment and ends by itself', () => {
  const ledger = ledgerOf(record('dev1', 1_000))
  expect(openReservation(ledger, 'dev1', 999)).toEqual({
    reservationId: 'id-dev1',
    by: '김하나',
    forWhom: 'QA',
    why: '결제 회귀 테스트',
    sinceMs: 100,
    untilMs: 1_000,
  })
  expect(openReservation(ledger, 'dev1', 1_000)).toBeNull()
  expect(openReservation(ledger, 'dev2', 1)).toBeNull()
})

test('what others wrote into it is harmless for display', () => {
  const ledger = ledgerOf(record('dev1', 1_000, { why: 'QA\u202e\n\u0007test', by: 'x'.repeat(500) }))
  const shown = openReservation(ledger, 'dev1', 1)
  expect(shown?.why).toBe('QA  test'.replace('  ', ' '))
  expect(shown?.by).toHaveLength(64)
})

test('the board is made anew when the next of them ends; those that have ended count no more', () => {
  const ledger = ledgerOf(record('dev1', 1_000), record('dev2', 500), record('dev3', 10))
  expect(nextReservationEnd(ledger, 10)).toBe(500)
  expect(nextReservationEnd(ledger, 500)).toBe(1_000)
  expect(nextReservationEnd(ledger, 1_000)).toBeNull()
})
