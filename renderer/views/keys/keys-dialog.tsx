import type { ReactElement } from 'react'

/** All keys. */
export function KeysDialog(): ReactElement {
  return <></>
}
