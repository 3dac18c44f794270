import type { ReactElement } from 'react'
import type { LogTarget } from '../../stores/navigation-store'

/** The logs of a slot's services; without a target it asks for a slot. */
export function LogsView({ target }: { readonly target: LogTarget | null }): ReactElement {
  return <h1>{target?.slot}</h1>
}
