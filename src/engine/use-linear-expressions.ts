import { setFlagsFromString } from 'node:v8'
import { linearEngineFlags } from '../domain/linear-engine-flags'

/** Lets this process search for regular expressions without danger; to be called first of all. See `linearEngineFlags`. */
export function useLinearExpressions(): void {
  for (const flag of linearEngineFlags) setFlagsFromString(flag)
}
