import type { ReactElement } from 'react'

type DeployDialogProps = { readonly hostId: string; readonly slot: string; readonly tag: string | null }

/** Choosing a release for a slot, its plan, and the go. */
export function DeployDialog({ slot }: DeployDialogProps): ReactElement {
  return <h1>{slot}</h1>
}
