import type { ReactElement, Ref } from 'react'
import type { HostBoard } from '../../../src/domain/board'

/** The board by kickoff. */
export function KickoffGrid({
  ref,
}: {
  readonly hosts: readonly HostBoard[]
  readonly ref: Ref<HTMLDivElement>
}): ReactElement {
  return <div ref={ref} />
}
