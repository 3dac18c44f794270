import { useCallback, useEffect, useRef, useState } from 'react'
import type { Reply } from '../../../src/contract/requests'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Client } from '../../client'

/** What a test of an address found. */
export type TestResult =
  | { readonly kind: 'untested' }
  | { readonly kind: 'testing' }
  | { readonly kind: 'answered'; readonly reply: Reply<'test-host'> }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

type AddHostForm = {
  readonly result: TestResult
  /** Why it could not be added. */
  readonly problem: BerthErrorData | 'no-address' | null
  readonly test: () => void
  readonly add: () => void
}

/** Tests and adds a host. A result goes with the address it is of: another address is untested. */
export function useAddHost(client: Client, draft: { address: string; name: string }, onAdded: () => void): AddHostForm {
  const address = draft.address.trim()
  const name = draft.name.trim()
  const [result, setResult] = useState<TestResult>({ kind: 'untested' })
  const [problem, setProblem] = useState<AddHostForm['problem']>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    setResult({ kind: 'untested' })
    setProblem(null)
    return () => running.current?.abort()
  }, [address])
  const test = useCallback(() => {
    if (address === '') return setProblem('no-address')
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setResult({ kind: 'testing' })
    client.request('test-host', { address }, abort.signal).then(
      (reply) => setResult({ kind: 'answered', reply }),
      (error: unknown) => !abort.signal.aborted && setResult({ kind: 'failed', error: toErrorData(error) }),
    )
  }, [client, address])
  const add = useCallback(() => {
    if (address === '') return setProblem('no-address')
    client.request('add-host', { address, name }).then(onAdded, (error: unknown) => setProblem(toErrorData(error)))
  }, [client, address, name, onAdded])
  return { result, problem, test, add }
}
