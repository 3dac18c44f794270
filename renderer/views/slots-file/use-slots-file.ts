import { useCallback, useEffect, useRef, useState } from 'react'
import type { PublishedFile, SlotsFileCheck, SlotsFileSource } from '../../../src/contract/slots-file-view'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'

/** What the page knows and can do. */
export type SlotsFileModel = {
  /** What is published; null: not read yet. `shown` is the version whose text it holds. */
  readonly published: PublishedFile | null
  readonly shown: number | null
  readonly check: SlotsFileCheck | null
  readonly busy: 'checking' | 'publishing' | null
  readonly error: BerthErrorData | null
  /** The version this page has just published. */
  readonly done: number | null
  readonly choose: () => void
  readonly again: () => void
  readonly goBackTo: (version: number) => void
  readonly look: (version: number | null) => void
  readonly discard: () => void
  readonly publish: (note: string) => void
  readonly reload: () => void
}

/** Follows a host's slots file, and checks and publishes another. */
export function useSlotsFile(hostId: string): SlotsFileModel {
  const client = useClient()
  const { published, shown, error: readError, look, reload } = usePublished(hostId)
  const [check, setCheck] = useState<SlotsFileCheck | null>(null)
  const { busy, error, run, forget } = useWork()
  const [done, setDone] = useState<number | null>(null)
  const checkFrom = (source: SlotsFileSource): void =>
    void run('checking', async () => {
      setDone(null)
      setCheck(await client.request('check-slots-file', { hostId, source }))
    })
  const choose = async (): Promise<void> => {
    const chosen = await client.ask('choose-open-file', {})
    if (chosen !== null) checkFrom({ kind: 'chosen', token: chosen.token })
  }
  return {
    published,
    shown,
    check,
    busy,
    error: error ?? readError,
    done,
    choose: () => void choose().catch(reportError),
    again: () => {
      if (check === null) return
      checkFrom(check.ofVersion === null ? { kind: 'again' } : { kind: 'version', version: check.ofVersion })
    },
    goBackTo: (version) => checkFrom({ kind: 'version', version }),
    look,
    discard: () => {
      setCheck(null)
      forget()
    },
    publish: (note) => {
      if (check === null || busy !== null) return
      void run('publishing', async () => {
        const { version } = await client.request('publish-slots-file', {
          hostId,
          checksum: check.checksum,
          note,
          by: '',
        })
        setDone(version)
        setCheck(null)
        look(null)
      })
    },
    reload,
  }
}

/** What is under way, and how the last of it failed. */
function useWork() {
  const [busy, setBusy] = useState<SlotsFileModel['busy']>(null)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const run = async (what: NonNullable<SlotsFileModel['busy']>, work: () => Promise<void>): Promise<void> => {
    setBusy(what)
    setError(null)
    try {
      await work()
    } catch (thrown) {
      setError(toErrorData(thrown))
    } finally {
      setBusy(null)
    }
  }
  return { busy, error, run, forget: () => setError(null) }
}

function usePublished(hostId: string) {
  const client = useClient()
  const [published, setPublished] = useState<PublishedFile | null>(null)
  const [shown, setShown] = useState<number | null>(null)
  const [error, setError] = useState<BerthErrorData | null>(null)
  const asking = useRef(new AbortController())
  const look = useCallback(
    (version: number | null) => {
      asking.current.abort()
      const { signal } = (asking.current = new AbortController())
      client.request('read-slots-file', { hostId, version }, signal).then(
        (read) => {
          setPublished(read)
          setShown(version ?? read.versions[0]?.version ?? null)
          setError(null)
        },
        (thrown: unknown) => !signal.aborted && setError(toErrorData(thrown)),
      )
    },
    [client, hostId],
  )
  const reload = useCallback(() => look(null), [look])
  useEffect(() => {
    reload()
    const stop = client.on('ledger-changed', (change) => change.hostId === hostId && reload())
    return () => {
      asking.current.abort()
      stop()
    }
  }, [client, hostId, reload])
  return { published, shown, error, look, reload }
}
