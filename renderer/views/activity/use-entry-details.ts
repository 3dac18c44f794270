import { useEffect, useState } from 'react'
import type { HistoryDetails, HistoryEntry } from '../../../src/contract/history'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'

/** A deployment's details, read when shown and again once it has ended. Null: not there yet. */
export function useEntryDetails(
  entry: HistoryEntry,
  deploymentId: string,
): { readonly details: HistoryDetails | null; readonly error: BerthErrorData | null; readonly retry: () => void } {
  const client = useClient()
  const [details, setDetails] = useState<HistoryDetails | null>(null)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const [attempt, setAttempt] = useState(0)
  const { hostId, event } = entry
  const result = event.kind === 'deployment' ? event.result : null
  useEffect(() => {
    const asking = new AbortController()
    client.request('read-history-entry', { hostId, deploymentId }, asking.signal).then(
      (read) => {
        setDetails(read)
        setError(null)
      },
      (thrown: unknown) => !asking.signal.aborted && setError(toErrorData(thrown)),
    )
    return () => asking.abort()
  }, [client, hostId, deploymentId, result, attempt])
  return { details, error, retry: () => setAttempt((before) => before + 1) }
}
