import type { ReactElement, ReactNode } from 'react'
import { StateShape } from '../../components/state-shape'

/** A sentence that wants to be read before anything is pressed. */
export function WarningNote({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <p className="plan-new">
      <span className="st st-warn">
        <StateShape name="warn" />
      </span>
      {children}
    </p>
  )
}
