import { startTransition, useEffect, useState } from 'react'
import type { HostBoard } from '../../../src/domain/board'
import { whenPainted } from '../../first-paint'
import { nextFrame } from '../../stores/board-store'
import { hostsToFill } from './hosts-to-fill'

/**
 * The hosts whose rows stand in the page: at first as many as fill the window and reach the slot with the tab stop, then,
 * once those are painted, one more a frame. A large board is so there at once, and no step of its making holds up what is typed meanwhile.
 */
export function useHostsInPage(hosts: readonly HostBoard[], selectedHostId: string | null): readonly HostBoard[] {
  const [count, setCount] = useState(0)
  const shown = Math.max(count, hostsToFill(hosts, window.innerHeight, selectedHostId))
  const more = shown < hosts.length
  useEffect(() => {
    if (!more) return
    let left = false
    void whenPainted().then(() =>
      nextFrame(() => {
        if (!left) startTransition(() => setCount(shown + 1))
      }),
    )
    return () => {
      left = true
    }
  }, [more, shown])
  return more ? hosts.slice(0, shown) : hosts
}
