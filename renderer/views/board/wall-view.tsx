import type { ReactElement } from 'react'

/** A page. */
export function WallView(): ReactElement {
  return <></>
}
