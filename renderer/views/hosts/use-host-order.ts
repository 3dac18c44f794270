import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useClient } from '../../client-context'
import { useBoardStore } from '../../stores/board-store'
import { reportError } from '../../stores/notice-store'

/** Where a host stands now, counted from 1. */
type MovedHost = { readonly name: string; readonly place: number }

/** Moving hosts. `by` places down the list; above the first or below the last nothing happens. */
export type HostOrder = {
  readonly move: (hostId: string, by: 1 | -1) => void
  /** For a host's row: Alt and an arrow move it. */
  /** The host that was moved last, for who can't see it move. */
  readonly moved: MovedHost | null
  readonly onKeyDown: (hostId: string, event: KeyboardEvent) => void
}

/** Moves hosts by request; the new order comes with the board, and the focus goes along with the row it was in. */
export function useHostOrder(): HostOrder {
  const client = useClient()
  const hosts = useBoardStore((state) => state.board.hosts)
  const [moved, setMoved] = useState<MovedHost | null>(null)
  const focused = useRef<HTMLElement | null>(null)
  const order = hosts.map(({ host }) => host.id).join(' ')
  useLayoutEffect(() => {
    // A row that is put elsewhere in the page loses the focus within it.
    if (document.activeElement === document.body) focused.current?.focus()
    focused.current = null
  }, [order])
  const move = (hostId: string, by: 1 | -1): void => {
    const to = hosts.findIndex(({ host }) => host.id === hostId) + by
    if (to < 0 || to >= hosts.length) return
    focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const name = hosts.find(({ host }) => host.id === hostId)?.host.name ?? ''
    client.request('move-host', { hostId, to }).then(() => setMoved({ name, place: to + 1 }), reportError)
  }
  return {
    move,
    moved,
    onKeyDown: (hostId, event) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      move(hostId, event.key === 'ArrowUp' ? -1 : 1)
    },
  }
}
