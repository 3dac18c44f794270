import { expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeLedgerAccess } from '../../testing/fake-ledger-access'
import { watchReservationEnds } from './end-reservations'

const minuteMs = 60_000

function world() {
  const clock = createFakeClock()
  const ledger = createFakeLedgerAccess(clock)
  let refreshed = 0
  const ends = watchReservationEnds(clock, ledger, () => (refreshed += 1))
  ledger.onChange(ends.changed)
  const reserve = (slot: string, minutes: number) => {
    const untilMs = clock.nowMs() + minutes * minuteMs
    const texts = { by: '김하나', forWhom: '', why: '' }
    ledger.control.write('h1', { kind: 'reserved', slot, reservationId: slot, ...texts, untilMs })
  }
  return { clock, ends, reserve, refreshed: () => refreshed }
}

test('the board is told at the moment each reservation ends', async () => {
  const { clock, reserve, refreshed, ends } = world()
  reserve('dev1', 0.5)
  reserve('dev2', 0.75)
  await clock.advance(0.5 * minuteMs - 1)
  expect(refreshed()).toBe(0)
  await clock.advance(1)
  expect(refreshed()).toBe(1)
  await clock.advance(0.25 * minuteMs)
  expect(refreshed()).toBe(2)
  expect(clock.sleepers()).toBe(0)
  ends.close()
})

test('one that ends before what was waited for is not missed, and nothing is left when it closes', async () => {
  const { clock, reserve, refreshed, ends } = world()
  reserve('dev1', 0.75)
  reserve('dev2', 0.25)
  await clock.advance(0.25 * minuteMs)
  expect(refreshed()).toBe(1)
  ends.close()
  await clock.advance(minuteMs)
  expect(refreshed()).toBe(1)
  expect(clock.sleepers()).toBe(0)
})
