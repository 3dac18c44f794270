import { describe, expect, it } from 'vitest'
import { endingPatience, livePatience, type MergePatience } from '../../domain/merge-lines'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import type { Clock } from '../ports'
import { createLinePump, type LinePump, type PumpedLine } from './line-pump'

const never = new AbortController().signal

type World = { readonly pump: LinePump; readonly say: (containerId: string, ...stamps: readonly string[]) => void }

/** A pump of two containers, and what it has put. */
function pumpOf(patience: MergePatience, clock: Clock, put: string[]): World {
  const take = (lines: readonly PumpedLine[]): void => void put.push(...lines.map(({ text }) => text))
  const pump = createLinePump(take, patience, clock, never)
  for (const containerId of ['a', 'b']) pump.open(containerId)
  const say = (containerId: string, ...stamps: readonly string[]): void => {
    const rows = stamps.map((timestamp) => {
      return { containerId, timestamp, atMs: 0, service: 0, kind: 0, text: `${containerId}${timestamp}` }
    })
    void pump.push(rows, never)
  }
  return { pump, say }
}

/** A process that was held up: its clock goes on, and its timers fire late. */
function heldUp(clock: FakeClock): Clock & { readonly hold: (durationMs: number) => void } {
  let heldMs = 0
  return {
    ...clock,
    monotonicMs: () => clock.monotonicMs() + heldMs,
    hold: (durationMs) => void (heldMs += durationMs),
  }
}

describe('lines of several containers', () => {
  it('stand in the order of time though one container answers seconds later, where all of them come to an end', async () => {
    const clock = createFakeClock()
    const put: string[] = []
    const { pump, say } = pumpOf(endingPatience, clock, put)
    say('a', '1', '3', '5')
    await clock.advance(9_000)
    expect(put).toEqual([])
    say('b', '2', '4', '6')
    pump.close('a')
    await clock.advance(9_000)
    pump.close('b')
    expect(put).toEqual(['a1', 'b2', 'a3', 'b4', 'a5', 'b6'])
  })

  it('do not wait for ever for one that hangs', async () => {
    const clock = createFakeClock()
    const put: string[] = []
    const { say } = pumpOf(endingPatience, clock, put)
    say('a', '1')
    await clock.advance(endingPatience.openingMs)
    expect(put).toEqual(['a1'])
  })

  it('stand in the order of time where the process was held up while they came', async () => {
    const fake = createFakeClock()
    const clock = heldUp(fake)
    const put: string[] = []
    const { say } = pumpOf(livePatience, clock, put)
    say('a', '1')
    say('b', '2')
    expect(put).toEqual(['a1'])
    say('a', '4')
    await fake.advance(livePatience.silentMs - 10)
    expect(put).toEqual(['a1', 'b2'])
    // Nothing is read for a second; then the timer that was due meanwhile fires first.
    clock.hold(1_000)
    await fake.advance(10)
    say('b', '3')
    await fake.advance(livePatience.silentMs)
    expect(put).toEqual(['a1', 'b2', 'b3', 'a4'])
  })

  it('still go on where the process is held up again and again', async () => {
    const fake = createFakeClock()
    const clock = heldUp(fake)
    const put: string[] = []
    const { say } = pumpOf(livePatience, clock, put)
    say('a', '1')
    for (let time = 0; time < 5; time += 1) {
      clock.hold(1_000)
      await fake.advance(livePatience.openingMs)
    }
    expect(put).toEqual(['a1'])
  })
})
