import type { ReactElement } from 'react'

/** The slots file of a host. */
export function SlotsFileView({ hostId }: { readonly hostId: string }): ReactElement {
  return <p>{hostId}</p>
}
