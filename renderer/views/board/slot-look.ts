import type { HostConnection, SlotState, SlotView } from '../../../src/domain/board'
import type { ShapeName, Tone } from '../../components/state-shape'
import type { states } from '../../i18n/en/states'

/** A state's face: shape, colour family and word. */
export type Look = { readonly tone: Tone; readonly shape: ShapeName; readonly word: keyof typeof states }

const slotLooks: Readonly<Record<SlotState, Look>> = {
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

/** The face of a slot that is seen live. */
export function slotLook(slot: Pick<SlotView, 'state' | 'activity'>): Look {
  const look = slotLooks[slot.state]
  if (slot.activity === null) return look
  if (slot.activity.puttingBack) return { ...slotLooks['rolling-back'], word: 'puttingBack' }
  const { operation } = slot.activity
  if (operation === 'deploy') return look
  return operation === 'rollback' ? slotLooks['rolling-back'] : { ...look, word: operationWords[operation] }
}

/** The face of a slot that was seen earlier: outlined where healthy, in no state's colour; its word comes after "was". */
export function lastSeenLook(slot: Pick<SlotView, 'state'>): Look {
  const look = slotLooks[slot.state]
  return { ...look, tone: 'lost', shape: look.shape === 'ok' ? 'was' : look.shape }
}

/** Whether rows of a host show what was last seen and not what is. */
export function isOld(connection: HostConnection): boolean {
  return connection.kind !== 'connected'
}
