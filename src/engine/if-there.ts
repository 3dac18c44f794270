import { BerthError } from '../domain/berth-error'

/** Null for a host that is not on the board any more. */
export function ifThere<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof BerthError) return null
    throw error
  }
}
