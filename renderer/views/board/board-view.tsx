import type { ReactElement } from 'react'

/** The board. */
export function BoardView(): ReactElement {
  return <></>
}
