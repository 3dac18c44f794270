import type { InterruptionView } from '../contract/interruption-view'

/**
 * A slot's lock once its owner was judged; null: nobody holds it, and nothing was left. `unknown`: neither a beat nor
 * enough silence was seen in time.
 */
export type JudgedLock = {
  readonly view: InterruptionView
  readonly judgement: 'alive' | 'dead' | 'unknown'
} | null
