import type { ServiceView } from '../../../src/domain/board'

/**
 * Why a service's container ended, as far as its exit code tells: the name of the sentence in the texts. Codes over
 * 128 are signals by the shells' convention; Docker answers 125 to 127 itself.
 */
export type ExitReason =
  | 'exitOutOfMemory'
  | 'exitDone'
  | 'exitError'
  | 'exitNotExecutable'
  | 'exitNotFound'
  | 'exitAborted'
  | 'exitKilled'
  | 'exitCrashed'
  | 'exitAsked'
  | 'exitInterrupted'
  | 'exitSignal'

const signals: Readonly<Record<number, ExitReason>> = {
  126: 'exitNotExecutable',
  127: 'exitNotFound',
  130: 'exitInterrupted',
  134: 'exitAborted',
  137: 'exitKilled',
  139: 'exitCrashed',
  143: 'exitAsked',
}

/** See `ExitReason`; null for a container that runs well or has never ended. */
export function exitReason(service: ServiceView): ExitReason | null {
  const { state, exitCode } = service
  if (state.kind === 'unhealthy' && state.reason.kind === 'out-of-memory') return 'exitOutOfMemory'
  if (service.outOfMemory && state.kind !== 'healthy' && state.kind !== 'running') return 'exitOutOfMemory'
  const ended = state.kind === 'stopped' || (state.kind === 'unhealthy' && state.reason.kind !== 'check-failing')
  if (!ended || exitCode === null) return null
  if (exitCode === 0) return 'exitDone'
  return signals[exitCode] ?? (exitCode > 128 ? 'exitSignal' : 'exitError')
}
