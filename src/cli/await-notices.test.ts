import { expect, test } from 'vitest'
import { createFakeClock } from '../testing/fake-clock'
import { awaitNotices, noticeLimitMs } from './await-notices'

test('a receiver that does not answer holds a command up for ten seconds and no longer, and that is said', async () => {
  const clock = createFakeClock()
  const written: string[] = []
  const progress = { write: async (text: string) => void written.push(text) }
  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  const waiting = awaitNotices({ engine: { noticesSent: untilAborted }, progress, clock, language: 'en' })
  await clock.advance(noticeLimitMs - 1)
  expect(written).toEqual([])
  await clock.advance(1)
  await waiting
  expect(written).toEqual(['Word of this could not be delivered. No answer came within 10 s.\n'])
  await awaitNotices({ engine: { noticesSent: async () => [] }, progress, clock, language: 'en' })
  expect([written.length, clock.sleepers()]).toEqual([1, 0])
})
