import { useCallback, useEffect, useRef, useState } from 'react'
import type { HostTest } from '../../../src/contract/host-test'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Client } from '../../client'
import type { WantedHost } from './wanted-host'

/** How far a test of what the form says has come. `test` null: not even begun. */
export type TestResult =
  | { readonly kind: 'untested' }
  | { readonly kind: 'running'; readonly test: HostTest | null }
  | { readonly kind: 'ended'; readonly test: HostTest }
  /** The address itself can't be used; no step was gone. */
  | { readonly kind: 'refused'; readonly error: BerthErrorData }

/** A test and the host that it is of. */
export type HostTestRun = { readonly of: WantedHost; readonly result: TestResult }

/** The newest test of this page, followed live; leaving the page ends it. Null: there was none. */
export function useHostTest(client: Client): {
  readonly run: HostTestRun | null
  readonly start: (wanted: WantedHost) => void
} {
  const [run, setRun] = useState<HostTestRun | null>(null)
  const going = useRef<{ readonly testId: string; readonly of: WantedHost; readonly abort: AbortController } | null>(
    null,
  )
  useEffect(() => () => going.current?.abort.abort(), [])
  useEffect(
    () =>
      client.on('host-test-changed', ({ testId, test }) => {
        const now = going.current
        if (now?.testId === testId) setRun({ of: now.of, result: { kind: 'running', test } })
      }),
    [client],
  )
  const start = useCallback(
    (wanted: WantedHost) => {
      going.current?.abort.abort()
      const now = { testId: crypto.randomUUID(), of: wanted, abort: new AbortController() }
      going.current = now
      const found = (result: TestResult): void => {
        if (going.current !== now) return
        going.current = null
        setRun({ of: wanted, result })
      }
      setRun({ of: wanted, result: { kind: 'running', test: null } })
      // The name is for people: a test is of the way alone.
      const { name: _, ...way } = wanted
      client.request('test-host', { ...way, testId: now.testId }, now.abort.signal).then(
        (test) => found({ kind: 'ended', test }),
        (error: unknown) => found({ kind: 'refused', error: toErrorData(error) }),
      )
    },
    [client],
  )
  return { run, start }
}
