import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BerthError } from '../../src/domain/berth-error'
import { useNoticeStore } from './notice-store'
import {
  endOffer,
  offerUndo,
  pauseOffer,
  resumeOffer,
  takeBack,
  undoOfferMs,
  type UndoPause,
  useUndoStore,
} from './undo-store'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  endOffer()
  vi.useRealTimers()
})

const offered = (): string | null => useUndoStore.getState().offer?.done.word ?? null

it('what was done last can be taken back, once', async () => {
  const undone: string[] = []
  offerUndo({ word: 'unfollowed', names: { slot: 'dev1' } }, async () => void undone.push('first'))
  offerUndo({ word: 'filtersCleared' }, async () => void undone.push('second'))
  expect([takeBack(), takeBack()]).toEqual([true, false])
  await vi.waitFor(() => expect(useUndoStore.getState()).toMatchObject({ offer: null, isUndone: true }))
  expect(undone).toEqual(['second'])
})

it('an offer ends by itself, and nothing is taken back then', () => {
  offerUndo({ word: 'settingChanged' }, () => Promise.reject(new Error('not to be asked')))
  vi.advanceTimersByTime(undoOfferMs - 1)
  expect(offered()).toBe('settingChanged')
  vi.advanceTimersByTime(1)
  expect([offered(), takeBack()]).toEqual([null, false])
})

it('what can’t be taken back any more is told', async () => {
  offerUndo({ word: 'reservationEnded' }, () => Promise.reject(new BerthError('slot-unknown', { slot: 'dev1' })))
  takeBack()
  await vi.waitFor(() => expect(useNoticeStore.getState().notices.at(-1)?.error.code).toBe('slot-unknown'))
  expect(useUndoStore.getState().isUndone).toBe(false)
  useNoticeStore.setState({ notices: [] })
})

it('its time runs only while nobody points at it and nobody is in it', () => {
  const reason = fc.constantFrom<UndoPause>('pointer', 'focus')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('pause' as const), reason }),
    fc.record({ kind: fc.constant('resume' as const), reason }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 4_000 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      offerUndo({ word: 'filtersCleared' }, async () => undefined)
      const pauses = new Set<UndoPause>()
      let leftMs = undoOfferMs
      for (const one of steps) {
        if (one.kind === 'wait') {
          vi.advanceTimersByTime(one.ms)
          if (pauses.size === 0) leftMs -= one.ms
        } else if (one.kind === 'pause') {
          pauseOffer(one.reason)
          pauses.add(one.reason)
        } else {
          resumeOffer(one.reason)
          pauses.delete(one.reason)
        }
        if (leftMs <= 0) break
        expect(offered()).toBe('filtersCleared')
      }
      for (const one of pauses) resumeOffer(one)
      vi.advanceTimersByTime(Math.max(0, leftMs))
      expect(offered()).toBeNull()
    }),
  )
})
