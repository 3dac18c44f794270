import { expect, test } from 'vitest'
import { openReservation } from '../../domain/ledger/open-reservation'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeLedgerAccess } from '../../testing/fake-ledger-access'
import { reserveSlot, type ReservationRequest, unreserveSlot } from './reserve-slot'

const never = new AbortController().signal
const hourMs = 3_600_000

function world() {
  const clock = createFakeClock()
  const ledger = createFakeLedgerAccess(clock)
  const request = (over: Partial<ReservationRequest> = {}): ReservationRequest => ({
    hostId: 'h1',
    slot: 'dev1',
    untilMs: clock.nowMs() + hourMs,
    why: '결제 회귀 테스트',
    forWhom: 'QA',
    by: '김하나',
    over: null,
    ...over,
  })
  return {
    clock,
    ledger,
    request,
    reserve: (over: Partial<ReservationRequest> = {}) => reserveSlot(ledger, request(over), never),
    end: (reservationId: string, by: string) =>
      unreserveSlot(ledger, { hostId: 'h1', slot: 'dev1', reservationId, by }, never),
    holder: () => {
      const state = ledger.state('h1')
      return state === null ? null : openReservation(state, 'dev1', clock.nowMs())
    },
    kinds: () => ledger.control.records('h1').map(({ kind }) => kind),
  }
}

const code = (wanted: string) => expect.objectContaining({ code: wanted })

test('a slot is somebody’s until the time is over, and nobody has to end it', async () => {
  const { reserve, holder, clock } = world()
  const reservationId = await reserve()
  expect(holder()).toMatchObject({ reservationId, by: '김하나', forWhom: 'QA', why: '결제 회귀 테스트' })
  await clock.advance(hourMs)
  expect(holder()).toBeNull()
  await expect(reserve({ by: '이도윤' })).resolves.not.toBe(reservationId)
})

test('a taken slot refuses with who has it, and nothing is written', async () => {
  const { reserve, kinds } = world()
  await reserve()
  await expect(reserve({ by: '이도윤', forWhom: '' })).rejects.toMatchObject({
    code: 'slot-reserved',
    data: { details: { slot: 'dev1', by: '김하나', why: '결제 회귀 테스트' } },
  })
  expect(kinds()).toEqual(['reserved'])
})

test('overruled with a reason it goes over, and the ledger tells; the first does not come back when the second ends', async () => {
  const { reserve, holder, kinds, end, ledger } = world()
  const first = await reserve()
  const second = await reserve({ by: '이도윤', forWhom: '', over: { reservationId: first, reason: '급한 수정' } })
  expect(kinds()).toEqual(['reserved', 'overruled', 'unreserved', 'reserved'])
  expect(ledger.control.records('h1')[1]).toMatchObject({ reservedBy: '김하나', by: '이도윤', reason: '급한 수정' })
  expect(holder()).toMatchObject({ reservationId: second, by: '이도윤' })
  await end(second, '이도윤')
  expect(holder()).toBeNull()
})

test('only the reservation that was seen is overruled', async () => {
  const { reserve } = world()
  const first = await reserve()
  await reserve()
  await expect(reserve({ by: '이도윤', over: { reservationId: first, reason: 'x' } })).rejects.toEqual(
    code('reservation-gone'),
  )
})

test('one’s own reservation is changed without a word, and ended by who has it alone', async () => {
  const { reserve, holder, end, clock } = world()
  await reserve()
  const changed = await reserve({ untilMs: clock.nowMs() + 2 * hourMs })
  expect(holder()?.untilMs).toBe(clock.nowMs() + 2 * hourMs)
  await expect(end(changed, '이도윤')).rejects.toEqual(code('slot-reserved'))
  await end(changed, 'QA')
  await expect(end(changed, '김하나')).rejects.toEqual(code('reservation-gone'))
})

test('an end that is over or further away than a week is refused', async () => {
  const { reserve, clock, kinds } = world()
  await expect(reserve({ untilMs: clock.nowMs() })).rejects.toEqual(code('reservation-time-invalid'))
  await expect(reserve({ untilMs: clock.nowMs() + 8 * 24 * hourMs })).rejects.toEqual(code('reservation-time-invalid'))
  expect(kinds()).toEqual([])
})

test('of two who reserve at once, the earlier has it and the later is told so', async () => {
  const { ledger, request, holder } = world()
  const refresh = ledger.refresh
  const behind = ledger.state('h1')
  // A colleague's record lands between our look and our write.
  let looks = 0
  const racing = {
    ...ledger,
    refresh: async (hostId: string, signal: AbortSignal) => {
      looks += 1
      if (looks > 1 || behind === null) return refresh(hostId, signal)
      const { untilMs } = request()
      const draft = {
        kind: 'reserved',
        by: '박서준',
        slot: 'dev1',
        reservationId: 'his',
        forWhom: '',
        why: '',
      } as const
      ledger.control.write('h1', { ...draft, untilMs })
      return behind
    },
  }
  await expect(reserveSlot(racing, request(), never)).rejects.toEqual(code('slot-reserved'))
  expect(holder()).toMatchObject({ reservationId: 'his' })
})
