import type { HealthTexts } from './health-texts'
import { memorySize } from './memory-size'

/** See `HealthTexts`. */
export const healthTextsEn: HealthTexts = {
  note: {
    replaced: ({ release }) =>
      release === '' ? 'another container took over' : `another container took over: ${release}`,
    restarted: ({ times }) =>
      times > 1 ? `restarted ${times} times` : times === 1 ? 'restarted by itself' : 'started',
    exited: ({ exitCode, outOfMemory, limitBytes }) => (outOfMemory ? killed(limitBytes) : ended(exitCode)),
    'process-killed': ({ limitBytes }) => `a process in it was ${killed(limitBytes)}; the container went on`,
    healthy: () => 'healthy',
    unhealthy: () => 'unhealthy: its check fails',
  },
  cause: {
    'check-failing': ({ failures }) =>
      failures === 1 ? 'Its health check fails' : `Its health check fails, ${failures} times in a row`,
    'probe-failing': ({ failures }) =>
      failures === 1
        ? 'It does not answer over HTTP as it should'
        : `It does not answer over HTTP as it should, ${failures} times in a row`,
    'out-of-memory': ({ limitBytes, exits }) => `It was ${killed(limitBytes)}${counted(exits)}`,
    'keeps-exiting': ({ exitCode, exits }) => `It keeps ending: ${ended(exitCode)}${counted(exits)}`,
    exited: ({ exitCode }) => `It ${ended(exitCode)}`,
    'not-started': ({ error }) => `Docker could not start it: ${error}`,
  },
}

function killed(limitBytes: number | null): string {
  return limitBytes === null
    ? 'killed by the kernel: the host was out of memory'
    : `killed by the kernel: over its ${memorySize(limitBytes)}`
}

function counted(exits: number): string {
  return exits > 1 ? `, ${exits} times` : ''
}

/** Codes over 128 are signals by the shells' convention; Docker answers 125 to 127 itself. */
const endings: Readonly<Record<number, string>> = {
  0: 'ended by itself without an error (exit 0)',
  126: 'ended: its command may not be executed (exit 126)',
  127: 'ended: its command was not found (exit 127)',
  130: 'ended: interrupted (exit 130)',
  134: 'ended: it gave up by itself, abort (exit 134)',
  137: 'ended: killed, it did not end in time (exit 137)',
  139: 'ended: crashed by a memory fault (exit 139)',
  143: 'ended when asked to (exit 143)',
}

function ended(exitCode: number | null): string {
  if (exitCode === null) return 'ended (exit code not known)'
  const signal = exitCode > 128 ? `ended by signal ${exitCode - 128} (exit ${exitCode})` : null
  return endings[exitCode] ?? signal ?? `ended with an error (exit ${exitCode})`
}
