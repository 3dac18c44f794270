import { useRef } from 'react'
import type { LogViewState } from '../../../src/contract/log-contract'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import { olderRows } from './log-older-row'

/** How to have the lines read that came before the oldest; does nothing where there are none, or where they would not show. */
export function useOlderRows(viewId: string | null, state: LogViewState | null, fromMs: number | null): () => void {
  const client = useClient()
  const isAsking = useRef(false)
  return () => {
    if (viewId === null || state === null || isAsking.current || state.filtering !== null) return
    if (olderRows(state, fromMs) !== 'more') return
    isAsking.current = true
    client
      .request('read-older-log', { viewId })
      .catch(reportError)
      .finally(() => {
        isAsking.current = false
      })
  }
}
