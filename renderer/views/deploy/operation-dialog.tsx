import type { ReactElement } from 'react'

type OperationDialogProps = {
  readonly hostId: string
  readonly slot: string
  readonly operation: 'stop' | 'start' | 'restart'
  readonly services: readonly string[] | null
}

/** Asks before services are stopped, started or restarted. */
export function OperationDialog({ slot }: OperationDialogProps): ReactElement {
  return <h1>{slot}</h1>
}
