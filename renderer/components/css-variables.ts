import type { CSSProperties } from 'react'

/** Custom properties for a style attribute; React's own type knows none. */
export function cssVariables(values: Readonly<Record<`--${string}`, string>>): CSSProperties {
  return values as CSSProperties
}
