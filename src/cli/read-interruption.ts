import type { InterruptionView } from '../contract/interruption-view'
import { BerthError } from '../domain/berth-error'
import type { EngineSession } from './engine-session'
import type { FoundSlot } from './find-slot'

/** What is under way or was left on a slot; null: nothing. */
export async function readInterruption(
  session: EngineSession,
  { hostId, slot }: FoundSlot,
  signal: AbortSignal,
): Promise<InterruptionView | null> {
  try {
    return await session.request('read-interruption', { hostId, slot }, signal)
  } catch (error) {
    if (error instanceof BerthError && error.code === 'not-interrupted') return null
    throw error
  }
}
