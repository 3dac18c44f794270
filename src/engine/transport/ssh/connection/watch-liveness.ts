import type { Duplex } from 'node:stream'
import type { Clock } from '../../../ports'

/** Looks in a row without a byte after which a connection counts as dead. */
const mostSilentLooks = 3

/**
 * Calls back once when nothing at all came over a stream for three looks in a row, though the other side is asked something
 * at each. Any byte is a sign of life: an answer may stand in line behind megabytes of a log. Looks, not time, are counted,
 * so that a machine that slept doesn't take its sleep for silence. Ends with the signal.
 */
export async function watchLiveness(
  stream: Duplex,
  everyMs: number,
  clock: Clock,
  onSilence: () => void,
  signal: AbortSignal,
): Promise<void> {
  let hasHeard = false
  const hear = (): void => {
    hasHeard = true
  }
  stream.on('data', hear)
  try {
    for (let silentLooks = 0; silentLooks < mostSilentLooks;) {
      await clock.sleep(everyMs, signal)
      silentLooks = hasHeard ? 0 : silentLooks + 1
      hasHeard = false
    }
    onSilence()
  } catch {
    // The connection ended first.
  } finally {
    stream.removeListener('data', hear)
  }
}
