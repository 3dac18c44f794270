/** Which of a container's two streams a line came from. */
export type LogStream = 'stdout' | 'stderr'

/**
 * What can happen to a container or a slot, standing in the log in its place in time. Its details follow it in the row's
 * text, each after a tab, harmless for display, empty where not known:
 * - `started`, `replaced`: the new container's tag; `exited`: the exit code; `gap` (Docker lost lines here): none.
 * - `deploy-started`: the deployment's id, who, what is put on (branch or tag), what was there; `deploy-done` and
 *   `rolled-back` (done as well): those, and how long it took in milliseconds; `deploy-failed`: those, and the error's code.
 * - `healthy`, `unhealthy`: none, or the last check's output; `out-of-memory`: the memory limit in bytes.
 */
export const logMarkers = [
  'started',
  'exited',
  'replaced',
  'gap',
  'deploy-started',
  'deploy-done',
  'deploy-failed',
  'rolled-back',
  'healthy',
  'unhealthy',
  'out-of-memory',
] as const

/** See `logMarkers`. */
export type LogMarker = (typeof logMarkers)[number]
