import type { SlotState, SlotView } from './board'
import type { SlotWord } from './slot-words'

/** How a slot's state looks: a shape that reads without colour, the family of its colour, and its word. */
export type SlotFace = {
  readonly tone: 'ok' | 'busy' | 'bad' | 'warn' | 'idle'
  readonly shape: 'back' | 'deploy' | 'cut' | 'lock' | 'bad' | 'start' | 'stop' | 'run' | 'ok' | 'empty'
  readonly word: SlotWord
}

const faces: Readonly<Record<SlotState, SlotFace>> = {
  'rolling-back': { tone: 'busy', shape: 'back', word: 'rolling-back' },
  deploying: { tone: 'busy', shape: 'deploy', word: 'deploying' },
  interrupted: { tone: 'warn', shape: 'cut', word: 'interrupted' },
  locked: { tone: 'warn', shape: 'lock', word: 'locked' },
  unhealthy: { tone: 'bad', shape: 'bad', word: 'unhealthy' },
  starting: { tone: 'busy', shape: 'start', word: 'starting' },
  stopped: { tone: 'idle', shape: 'stop', word: 'stopped' },
  running: { tone: 'idle', shape: 'run', word: 'running' },
  healthy: { tone: 'ok', shape: 'ok', word: 'healthy' },
  empty: { tone: 'idle', shape: 'empty', word: 'empty' },
}

const operationWords = { stop: 'stopping', start: 'starting', restart: 'restarting', repair: 'repairing' } as const

/** The face of a slot that is seen live; one that is being changed says by its word how. */
export function slotFace(slot: Pick<SlotView, 'state' | 'activity'>): SlotFace {
  const face = faces[slot.state]
  if (slot.activity === null) return face
  if (slot.activity.puttingBack) return { ...faces['rolling-back'], word: 'puttingBack' }
  const { operation } = slot.activity
  if (operation === 'deploy') return face
  return operation === 'rollback' ? faces['rolling-back'] : { ...face, word: operationWords[operation] }
}
