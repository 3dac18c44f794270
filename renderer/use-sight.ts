import { useEffect } from 'react'
import type { Sight } from '../src/contract/shell-contract'
import { useClient } from './client-context'
import { useNavigationStore, type View } from './stores/navigation-store'
import { openNoticeGoal } from './open-notice-goal'

/** Tells the shell which slots are on the screen, and goes where a clicked notification leads. */
export function useSight(): void {
  const client = useClient()
  const view = useNavigationStore((state) => state.view)
  useEffect(() => client.onNoticeGoal(openNoticeGoal), [client])
  useEffect(() => void client.ask('look-at', { sight: sightOf(view) }).catch(() => undefined), [client, view])
}

function sightOf(view: View): Sight {
  switch (view.kind) {
    case 'board':
    case 'wall':
      return { kind: 'all' }
    case 'slot':
      return { kind: 'slot', hostId: view.hostId, slot: view.slot }
    case 'logs':
      return view.target === null
        ? { kind: 'none' }
        : { kind: 'slot', hostId: view.target.hostId, slot: view.target.slot }
    case 'activity':
    case 'hosts':
    case 'add-host':
    case 'edit-host':
    case 'slots-file':
    case 'settings':
      return { kind: 'none' }
  }
}
