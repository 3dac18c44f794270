/**
 * The command of a container's own health check as Docker runs it: `test` and `shell` are `Healthcheck.Test` and `Shell`
 * of its settings. Null where there is none, or in a form this version does not know.
 */
export function healthCommand(test: readonly string[], shell: readonly string[] | null): readonly string[] | null {
  const [form, ...words] = test
  if (words.length === 0) return null
  if (form === 'CMD') return words
  if (form === 'CMD-SHELL') return [...(shell === null || shell.length === 0 ? ['/bin/sh', '-c'] : shell), ...words]
  return null
}

const shortestPauseMs = 100
/** A check never takes more than a quarter of the time, however dear it is. */
const pausesPerCheck = 3
/** Nobody waits more than a tenth longer than the container took. */
const shareOfElapsed = 10

/**
 * How long to leave a container alone between two runs of its check by Berth: often at first, seldom where it takes
 * long to come up or the check is dear, and not longer than Docker itself would wait. Durations in milliseconds.
 */
export function pauseBetweenChecksMs(elapsedMs: number, lastTookMs: number, intervalMs: number): number {
  const wantedMs = Math.max(shortestPauseMs, lastTookMs * pausesPerCheck, elapsedMs / shareOfElapsed)
  return Math.max(shortestPauseMs, Math.min(wantedMs, intervalMs))
}
