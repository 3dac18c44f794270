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

type Outcome = { readonly address: string; readonly result: TestResult; readonly problem: AddHostForm['problem'] }

const nothingYet = { result: { kind: 'untested' }, problem: null } as const

/** Tests and adds a host. What was found goes with the address it is of: another address is untested. */
export function useAddHost(client: Client, draft: { address: string; name: string }, onAdded: () => void): AddHostForm {
  const address = draft.address.trim()
  const name = draft.name.trim()
  const [outcome, setOutcome] = useState<Outcome>({ address, ...nothingYet })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const test = useCallback(() => {
    running.current?.abort()
    if (address === '') return setOutcome({ address, ...nothingYet, problem: 'no-address' })
    const abort = new AbortController()
    running.current = abort
    const found = (result: TestResult): void => setOutcome({ address, result, problem: null })
    found({ kind: 'testing' })
    client.request('test-host', { address }, abort.signal).then(
      (reply) => found({ kind: 'answered', reply }),
      (error: unknown) => !abort.signal.aborted && found({ kind: 'failed', error: toErrorData(error) }),
    )
  }, [client, address])
  const add = useCallback(() => {
    const refuse = (problem: AddHostForm['problem']): void => setOutcome((last) => ({ ...last, address, problem }))
    if (address === '') return refuse('no-address')
    client.request('add-host', { address, name }).then(onAdded, (error: unknown) => refuse(toErrorData(error)))
  }, [client, address, name, onAdded])
  const current = outcome.address === address ? outcome : nothingYet
  return { result: current.result, problem: current.problem, test, add }
}
