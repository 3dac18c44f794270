import type { TakeoverTimes } from '../../src/engine/deploy/take-over-lock'
import type { Clock } from '../../src/engine/ports'
import { systemClock } from '../../src/engine/system-clock'

const faster = 8

/**
 * A takeover watches a heart and waits out graces, the best part of a minute. Here the owners are dead for certain, so
 * that a clock that runs faster shows the same: not so fast that a busy machine's answers count as old ones.
 */
export const hurriedTakeover: { readonly clock: Clock; readonly takeoverTimes: TakeoverTimes } = {
  clock: {
    nowMs: () => systemClock.nowMs(),
    monotonicMs: () => systemClock.monotonicMs() * faster,
    sleep: (durationMs, signal) => systemClock.sleep(durationMs / faster, signal),
  },
  takeoverTimes: { stillMs: 2_000, everyMs: 500 },
}
