import type { ReactElement } from 'react'
import type { Hold } from '../../../src/domain/hold'
import { useHoldWho } from './use-hold-who'

/** What is held, each with who rolled back and when. */
export function HoldList({ holds }: { readonly holds: readonly Hold[] }): ReactElement {
  return (
    <ul className="holds">
      {holds.map((hold) => (
        <HoldLine key={hold.holdId} hold={hold} />
      ))}
    </ul>
  )
}

function HoldLine({ hold }: { readonly hold: Hold }): ReactElement {
  return (
    <li>
      <code>{hold.tag}</code>
      <span className="meta tx2">{useHoldWho(hold)}</span>
    </li>
  )
}
