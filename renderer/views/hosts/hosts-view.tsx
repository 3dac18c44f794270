import type { ReactElement } from 'react'

/** A page. */
export function HostsView(): ReactElement {
  return <></>
}
