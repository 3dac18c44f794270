import type { HostConnection, SlotView } from '../../../src/domain/board'
import { slotFace } from '../../../src/domain/slot-face'
import type { ShapeName, Tone } from '../../components/state-shape'
import type { states } from '../../i18n/en/states'

/** A state's face: shape, colour family and word. */
export type Look = { readonly tone: Tone; readonly shape: ShapeName; readonly word: keyof typeof states }

/** The face of a slot that is seen live. */
export function slotLook(slot: Pick<SlotView, 'state' | 'activity'>): Look {
  return slotFace(slot)
}

/** The face of a slot that was seen earlier: outlined where healthy, in no state's colour; its word comes after "was". */
export function lastSeenLook(slot: Pick<SlotView, 'state'>): Look {
  const look = slotLook({ ...slot, activity: null })
  return { ...look, tone: 'lost', shape: look.shape === 'ok' ? 'was' : look.shape }
}

/** Whether rows of a host show what was last seen and not what is. */
export function isOld(connection: HostConnection): boolean {
  return connection.kind !== 'connected'
}
