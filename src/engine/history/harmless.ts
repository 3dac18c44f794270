import { type BerthErrorData, errorData } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'

/** The most characters of one text within a structure; references and reasons are shorter. */
const textLimit = 1_000

/** A structure read from a host with every text in it, keys too, made harmless for display; numbers stay. */
export function harmless<Value>(value: Value): Value {
  return cleaned(value) as Value
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return displayText(value, textLimit)
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [displayText(key, textLimit), cleaned(inner)] as const),
  )
}

/** An error that somebody wrote into the ledger, with this version's own texts for its code. */
export function harmlessError({ code, details }: BerthErrorData): BerthErrorData {
  return errorData(code, harmless(details))
}
